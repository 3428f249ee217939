//! An offer in one line, above work that must not be interrupted.

use yew::prelude::*;

use super::{OfferProps, ring::Ring};
use crate::{
    components::{Button, ButtonKind, ButtonSize},
    i18n::use_i18n,
    pages::driver::words,
};

/// The line.
#[component]
pub(super) fn OfferBar(props: &OfferProps) -> Html {
    let i18n = use_i18n();
    let answer = |yes: bool| props.onanswer.reform(move |_: MouseEvent| yes);
    html! {
        <aside class="offer-bar" role="alertdialog" aria-label={i18n.t("offer-title")} data-testid="offer-bar">
            <Ring left={props.left} />
            <p><b>{ i18n.t("offer-title") }</b><span dir="auto">{ words::address(&props.delivery.pickup) }</span></p>
            <Button size={ButtonSize::Large} kind={ButtonKind::Ghost} testid="offer-decline" onclick={answer(false)}>{ i18n.t("offer-decline") }</Button>
            <Button size={ButtonSize::Large} kind={ButtonKind::Primary} testid="offer-accept" onclick={answer(true)}>{ i18n.t("offer-accept") }</Button>
        </aside>
    }
}
