//! The buttons under the checklist: the next thing, and the two ways out.

use waybill_domain::{Delivery, calls::driver::Draft, requirements::Requirement};
use yew::prelude::*;
use yew_router::prelude::*;

use crate::{
    bridge,
    components::{Button, ButtonKind, ButtonSize, SlideButton, outcome_name},
    i18n::use_i18n,
    pages::driver::words,
    routes::Route,
    state::draft::Checklist,
};

/// Properties of [`Foot`].
#[derive(PartialEq, Properties)]
pub(super) struct FootProps {
    pub(super) delivery: Delivery,
    pub(super) draft: Draft,
    /// The completion is on its way.
    pub(super) sending: bool,
    pub(super) onopen: Callback<Requirement>,
    pub(super) onexcuse: Callback<()>,
    pub(super) oncomplete: Callback<()>,
}

/// The big button names the next thing, and becomes a slide only when all is there.
#[component]
pub(super) fn Foot(props: &FootProps) -> Html {
    let i18n = use_i18n();
    let list = Checklist { delivery: &props.delivery, draft: &props.draft };
    let failed = Route::Failed { id: props.delivery.id };
    if props.sending {
        let key = if bridge::is_app() { "complete-keeping" } else { "complete-sending" };
        return html! {
            <Button kind={ButtonKind::Primary} size={ButtonSize::Touch} busy={true} testid="complete-sending">{ i18n.t(key) }</Button>
        };
    }
    if list.handed_over() == 0 {
        return html! {
            <>
                <p class="muted center">{ i18n.t("complete-no-parcel") }</p>
                <Link<Route> classes="btn touch-link primary" to={failed}>{ i18n.t("could-not") }</Link<Route>>
            </>
        };
    }
    let main = match list.next() {
        Some(requirement) => {
            let onopen = props.onopen.clone();
            let what = i18n.t(&format!("next-{}", words::requirement(requirement).0));
            html! {
                <Button kind={ButtonKind::Primary} size={ButtonSize::Touch} class="tall" testid="complete-next"
                    onclick={move |_| onopen.emit(requirement)}>{ i18n.t1("complete-next", "what", what) }</Button>
            }
        }
        None => {
            let outcome = i18n.t(&format!("slide-{}", outcome_name(list.outcome())));
            html! { <SlideButton label={outcome} testid="slide-complete" onconfirm={props.oncomplete.clone()} /> }
        }
    };
    let onexcuse = props.onexcuse.reform(|_| ());
    html! {
        <>
            { main }
            <div class="pair">
                if list.missing().is_empty() {
                    <span />
                } else {
                    <Button size={ButtonSize::Touch} testid="excuse" onclick={onexcuse}>{ i18n.t("complete-cannot") }</Button>
                }
                <Link<Route> classes="btn touch-link danger" to={failed}>{ i18n.t("could-not") }</Link<Route>>
            </div>
        </>
    }
}
