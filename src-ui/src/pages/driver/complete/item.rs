//! One row of the checklist.

use waybill_domain::{Delivery, calls::driver::Draft, requirements::Requirement};
use yew::prelude::*;

use crate::{
    bridge::format::Format,
    components::Icon,
    hooks::use_format,
    i18n::{I18n, use_i18n},
    pages::driver::{thumb::Thumb, words},
    state::draft::{Checklist, Item, Progress},
};

/// Properties of [`ItemRow`].
#[derive(PartialEq, Properties)]
pub(super) struct ItemRowProps {
    pub(super) item: Item,
    pub(super) delivery: Delivery,
    pub(super) draft: Draft,
    /// It is being kept right now.
    pub(super) working: bool,
    pub(super) onopen: Callback<Requirement>,
}

/// The row: all of it is the button.
#[component]
pub(super) fn ItemRow(props: &ItemRowProps) -> Html {
    let (i18n, format) = (use_i18n(), use_format());
    let Item { requirement, progress } = props.item;
    let (key, icon) = words::requirement(requirement);
    let state = match progress {
        Progress::Done => "done",
        Progress::Excused => "excused",
        Progress::Next => "next",
        Progress::Open => "open",
    };
    let testid = match requirement {
        Requirement::RecipientName => "item-name".to_owned(),
        _ => format!("item-{key}"),
    };
    let list = Checklist { delivery: &props.delivery, draft: &props.draft };
    let detail = if props.working {
        i18n.t("photo-keeping")
    } else {
        detail(requirement, progress, list, &i18n, &format)
    };
    let onopen = props.onopen.clone();
    let end = match (progress, requirement) {
        _ if props.working => html! { <span class="item-end turning"><Icon name="loader-circle" /></span> },
        (Progress::Done, Requirement::Photo | Requirement::Signature) => {
            let evidence = &props.draft.evidence;
            let blob = if requirement == Requirement::Photo {
                evidence.photos.last()
            } else {
                evidence.signature.as_ref()
            };
            blob.map_or_else(Html::default, |blob| html! {
                <Thumb key={blob.sha256.to_string()} sha256={blob.sha256} class={if requirement == Requirement::Signature { "paper" } else { "" }} />
            })
        }
        (Progress::Done, _) => html! { <span class="item-end good"><Icon name="check" /></span> },
        (Progress::Excused, _) => html! { <span class="item-end warn"><Icon name="triangle-alert" /></span> },
        (Progress::Next | Progress::Open, _) => {
            html! { <span class="btn" data-size="large" aria-hidden="true">{ i18n.t(&format!("do-{key}")) }</span> }
        }
    };
    html! {
        <li>
            <button type="button" class="item" data-state={state} data-testid={testid} onclick={move |_| onopen.emit(requirement)}>
                <span class="tile"><Icon name={icon} /></span>
                <span class="item-words">
                    <span class="item-title">{ i18n.t(&format!("item-{key}")) }<span class="sr-only">{ ": " }{ i18n.t(&format!("item-is-{state}")) }</span></span>
                    <span class="item-detail" dir="auto">{ detail }</span>
                </span>
                { end }
            </button>
        </li>
    }
}

fn detail(
    requirement: Requirement,
    progress: Progress,
    list: Checklist<'_>,
    i18n: &I18n,
    format: &Format,
) -> String {
    let evidence = &list.draft.evidence;
    if progress == Progress::Excused {
        let reason = evidence.overrides.iter().find(|o| o.requirement == requirement);
        return reason.map(|o| i18n.t1("item-excused", "reason", o.reason.as_str())).unwrap_or_default();
    }
    let done = progress == Progress::Done;
    match requirement {
        Requirement::Photo => {
            let (taken, needed) =
                (evidence.photos.len(), usize::from(list.delivery.dropoff.requirements.photos));
            if done || taken == 0 && needed == 1 {
                i18n.t1(if done { "photo-taken" } else { "photo-hint" }, "n", taken)
            } else {
                i18n.tn("photo-some", [("n", taken.into()), ("all", needed.into())])
            }
        }
        Requirement::Scan => {
            let all = list.demand().codes.len();
            i18n.tn("scan-some", [("n", (all - list.codes_left().len()).into()), ("all", all.into())])
        }
        Requirement::Signature if done => i18n.t("signature-there"),
        Requirement::Signature => match list.delivery.dropoff.contact.name.as_str() {
            "" => i18n.t("signature-hint-nobody"),
            name => i18n.t1("signature-hint", "name", name),
        },
        Requirement::Pin => i18n.t(if done { "pin-there" } else { "pin-hint" }),
        Requirement::RecipientName if done => evidence.recipient_name.clone(),
        Requirement::RecipientName => i18n.t("name-hint"),
        Requirement::Age => {
            let years = list.delivery.dropoff.requirements.min_age.unwrap_or_default();
            i18n.t1(if done { "age-there" } else { "age-hint" }, "n", years)
        }
        Requirement::Cash if done => {
            let taken = evidence.cash.map(|cash| format.money(cash)).unwrap_or_default();
            i18n.t1("cash-taken", "amount", taken)
        }
        Requirement::Cash => {
            let due = list.cash_due().map(|cash| format.money(cash)).unwrap_or_default();
            i18n.t1("cash-due", "amount", due)
        }
    }
}
