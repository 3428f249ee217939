//! The name of whoever takes it.

use yew::prelude::*;

use super::ItemProps;
use crate::{
    bridge::dom,
    components::{Button, ButtonKind, ButtonSize, Field, Icon},
    i18n::use_i18n,
    pages::driver::frame::Page,
    state::draft::DraftChange,
};

/// The expected name in one tap, or another one.
#[component]
pub(super) fn NamePage(props: &ItemProps) -> Html {
    let i18n = use_i18n();
    let field = use_node_ref();
    let name = use_state(|| props.draft.evidence.recipient_name.clone());
    use_effect_with((), {
        let field = field.clone();
        move |()| dom::focus(&field)
    });
    let oninput = {
        let (name, onchange) = (name.setter(), props.onchange.clone());
        Callback::from(move |text: String| {
            name.set(text.clone());
            onchange.emit(DraftChange::Name(text));
        })
    };
    let expected = props.delivery.dropoff.contact.name.clone();
    let onexpected = {
        let (oninput, onclose, expected) = (oninput.clone(), props.onclose.clone(), expected.clone());
        Callback::from(move |_: MouseEvent| {
            oninput.emit(expected.clone());
            onclose.emit(());
        })
    };
    let foot = html! {
        <Button kind={ButtonKind::Primary} size={ButtonSize::Touch} disabled={name.trim().is_empty()} testid="item-done" onclick={props.onclose.reform(|_| ())}>{ i18n.t("done") }</Button>
    };
    html! {
        <Page title={i18n.t("item-recipient_name")} sub={i18n.t("name-hint")} onback={props.onclose.clone()} {foot}>
            <div class="stack">
                if !expected.is_empty() {
                    <button type="button" class="card pick-name" data-testid="name-expected" onclick={onexpected}>
                        <Icon name="user-check" /><span class="fold-words"><small>{ i18n.t("name-expected") }</small><bdi>{ &expected }</bdi></span>
                    </button>
                }
                <section class="card next-body">
                    <Field label={i18n.t("name-label")} name="recipient" value={(*name).clone()} testid="name-input" node={field} {oninput} />
                </section>
            </div>
        </Page>
    }
}
