//! The recipient's signature: the one that is there, or the pad.

use yew::prelude::*;

use super::{ItemProps, pad::Pad};
use crate::{
    components::{Button, ButtonKind, ButtonSize},
    i18n::use_i18n,
    pages::driver::{frame::Page, thumb::Thumb},
};

/// The signature that is there, or the pad.
#[component]
pub(super) fn SignaturePage(props: &ItemProps) -> Html {
    let i18n = use_i18n();
    let again = use_state(|| false);
    let name = props.delivery.dropoff.contact.name.clone();
    let there = props.draft.evidence.signature.clone().filter(|_| !*again);
    if let Some(signature) = there {
        let foot = html! {
            <>
                <Button kind={ButtonKind::Primary} size={ButtonSize::Touch} testid="item-done" onclick={props.onclose.reform(|_| ())}>{ i18n.t("done") }</Button>
                <Button size={ButtonSize::Touch} icon="eraser" testid="signature-again" onclick={move |_| again.set(true)}>{ i18n.t("signature-again") }</Button>
            </>
        };
        return html! {
            <Page title={i18n.t("item-signature")} sub={name} onback={props.onclose.clone()} {foot}>
                <Thumb sha256={signature.sha256} alt={i18n.t("item-signature")} class="signature-there" />
            </Page>
        };
    }
    html! { <Pad ..props.clone() /> }
}
