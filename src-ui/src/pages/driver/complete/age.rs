//! The recipient's age: seen on a document, never written down.

use yew::prelude::*;
use yew_router::prelude::*;

use super::ItemProps;
use crate::{
    components::{Button, ButtonKind, ButtonSize, Icon},
    i18n::use_i18n,
    pages::driver::frame::Page,
    routes::Route,
    state::draft::DraftChange,
};

/// Old enough, or not.
#[component]
pub(super) fn AgePage(props: &ItemProps) -> Html {
    let i18n = use_i18n();
    let years = props.delivery.dropoff.requirements.min_age.unwrap_or_default();
    let verified = props.draft.evidence.age_verified;
    let answer = |is_old_enough: bool| {
        let (onchange, onclose) = (props.onchange.clone(), props.onclose.clone());
        Callback::from(move |_: MouseEvent| {
            onchange.emit(DraftChange::Age(is_old_enough));
            onclose.emit(());
        })
    };
    let foot = html! {
        <>
            <Button kind={ButtonKind::Primary} size={ButtonSize::Touch} class="tall" testid="age-verified" onclick={answer(true)}>{ i18n.t1("age-yes", "n", years) }</Button>
            if verified {
                <Button size={ButtonSize::Touch} icon="undo-2" onclick={answer(false)}>{ i18n.t("age-undo") }</Button>
            } else {
                <Link<Route> classes="btn touch-link danger" to={Route::Failed { id: props.delivery.id }}>{ i18n.t("age-no") }</Link<Route>>
            }
        </>
    };
    html! {
        <Page title={i18n.t("item-age")} sub={i18n.t1("age-at-least", "n", years)} onback={props.onclose.clone()} {foot}>
            <section class="card big-fact">
                <Icon name="id-card" />
                <p class="big-number">{ years }{ "+" }</p>
                <p>{ i18n.t1("age-ask", "n", years) }</p>
                <p class="muted">{ i18n.t("age-privacy") }</p>
            </section>
        </Page>
    }
}
