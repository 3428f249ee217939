//! What cannot be had: passed over with a reason, which is recorded and looked at by dispatch.

use waybill_domain::requirements::Requirement;
use yew::prelude::*;

use super::ItemProps;
use crate::{
    components::{Button, ButtonKind, ButtonSize, Choice, ChoiceLook, Field, Icon, choose},
    i18n::use_i18n,
    pages::driver::{frame::Page, words},
    state::draft::{Checklist, DraftChange, Progress},
};

/// The missing items, each with a place for its reason.
#[component]
pub(super) fn ExcusePage(props: &ItemProps) -> Html {
    let i18n = use_i18n();
    let list = Checklist { delivery: &props.delivery, draft: &props.draft };
    // What was missing when the page was opened stays on it, so that a reason can be read over and changed.
    let shown = use_state(|| {
        let items = list.items().into_iter().filter(|item| item.progress != Progress::Done);
        items.map(|item| item.requirement).collect::<Vec<_>>()
    });
    let foot = html! {
        <Button kind={ButtonKind::Primary} size={ButtonSize::Touch} testid="item-done" onclick={props.onclose.reform(|_| ())}>{ i18n.t("done") }</Button>
    };
    html! {
        <Page title={i18n.t("complete-cannot")} sub={words::address(&props.delivery.dropoff)} onback={props.onclose.clone()} {foot}>
            <div class="stack">
                <p class="safe"><Icon name="info" /><span>{ i18n.t("excuse-text") }</span></p>
                { for shown.iter().map(|requirement| {
                    let reason = props.draft.evidence.overrides.iter().find(|o| o.requirement == *requirement);
                    let reason = reason.map(|o| o.reason.clone()).unwrap_or_default();
                    html! { <Reason key={words::requirement(*requirement).0} requirement={*requirement} {reason} onchange={props.onchange.clone()} /> }
                }) }
            </div>
        </Page>
    }
}

#[derive(PartialEq, Properties)]
struct ReasonProps {
    requirement: Requirement,
    reason: AttrValue,
    onchange: Callback<DraftChange>,
}

/// The reason for one item: a usual one, or own words.
#[component]
fn Reason(props: &ReasonProps) -> Html {
    let i18n = use_i18n();
    let requirement = props.requirement;
    let (key, icon) = words::requirement(requirement);
    let text = use_state(|| props.reason.to_string());
    let set = {
        let (text, onchange) = (text.setter(), props.onchange.clone());
        Callback::from(move |reason: String| {
            text.set(reason.clone());
            onchange.emit(DraftChange::Override(requirement, reason));
        })
    };
    let usual = ["excuse-refuses", "excuse-device", "excuse-nobody"].map(|key| i18n.t(key));
    let choices =
        usual.map(|reason| Choice { label: reason.clone().into(), value: reason, icon: None }).to_vec();
    html! {
        <section class="card next-body stack">
            <h2 class="facts-line strong"><Icon name={icon} />{ i18n.t(&format!("item-{key}")) }</h2>
            { choose(ChoiceLook::Tiles, i18n.t("excuse-why"), format!("excuse-{key}"), choices, Some((*text).clone()), set.clone()) }
            <Field label={i18n.t("excuse-words")} name={format!("excuse-{key}")} value={(*text).clone()} testid={format!("excuse-{key}-words")} oninput={set} />
        </section>
    }
}
