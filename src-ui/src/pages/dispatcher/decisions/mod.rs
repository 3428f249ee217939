//! How it was decided who is asked: every decision with everybody who was considered, what spoke for and against each.

mod judged;
mod words;

use waybill_domain::{
    DeliveryId, MemberId,
    calls::{Decisions as Read, GetDecisions, WaveReason},
    dispatch::{Decision, Judged, Verdict},
};
use yew::prelude::*;

use self::{judged::JudgedRow, words::refusal};
use super::{
    desk::{Desk, Overlay, use_desk},
    modal::Modal,
};
use crate::{
    bridge::{self, CallError, spawn_local},
    components::{Empty, ErrorCard, Skeleton},
};

/// Candidates shown of one decision before the rest is folded away.
const FIRST: usize = 6;

#[derive(PartialEq, Properties)]
pub(super) struct DecisionsProps {
    pub(super) id: DeliveryId,
}

#[component]
pub(super) fn Decisions(props: &DecisionsProps) -> Html {
    let desk = use_desk();
    let read = use_state(|| None::<Result<Read, CallError>>);
    let attempt = use_state_eq(|| 0_u32);
    let id = props.id;
    {
        // Every answer of a driver is another revision, and another decision.
        let rev = desk.board.delivery(id).map(|delivery| delivery.rev);
        let read = read.setter();
        use_effect_with((id, rev, *attempt), move |_| {
            spawn_local(async move { read.set(Some(bridge::call(&GetDecisions { id }).await)) });
        });
    }
    let close = {
        let desk = desk.clone();
        Callback::from(move |()| desk.lay(Overlay::None))
    };
    let body = match &*read {
        None => html! { <div aria-busy="true"><Skeleton class="block" lines={5} /></div> },
        Some(Err(error)) => html! {
            <ErrorCard error={error.clone()} onretry={Callback::from(move |()| attempt.set(*attempt + 1))} />
        },
        Some(Ok(read)) if read.decisions.is_empty() => html! {
            <Empty icon="users" title={desk.t("decisions-none")} text={desk.t("decisions-none-text")} />
        },
        Some(Ok(read)) => html! {
            <ol class="decisions">{ for read.decisions.iter().rev().map(|decision| one(&desk, decision)) }</ol>
        },
    };
    html! {
        <Modal title={desk.t("decisions-title")} on_close={close} class={classes!("wide")} testid="decisions">
            <div class="modal-body">{ body }</div>
        </Modal>
    }
}

fn one(desk: &Desk, decision: &Decision) -> Html {
    let words = &desk.words;
    let verdict = match decision.verdict {
        Verdict::Ask { driver, .. } => words.with("decision-ask", "name", desk.name_of(Some(driver))),
        Verdict::Planned { driver, .. } => words.with("decision-planned", "name", desk.name_of(Some(driver))),
        Verdict::Inserted { driver } => words.with("decision-inserted", "name", desk.name_of(Some(driver))),
        Verdict::NobodyNear => desk.t("decision-nobody-near"),
        Verdict::NobodyEligible => desk.t("decision-nobody-eligible"),
        Verdict::EverybodyAsked => desk.t("decision-everybody-asked"),
        Verdict::NotServed { ref why } => words.with("decision-not-served", "why", refusal(desk, why)),
        Verdict::GivenInWave { driver } => {
            words.with("decision-wave-given", "name", desk.name_of(Some(driver)))
        }
        Verdict::LeftInWave { why } => desk.t(left(why)),
        Verdict::Other => desk.t("refusal-other"),
    };
    html! {
        <li class="card decision" data-testid="decision">
            <div class="decision-head">
                <b>{ verdict }</b>
                <span class="faint">{ words.format.moment(decision.at, desk.board.now) }</span>
            </div>
            { considered(desk, decision, decision.chosen()) }
        </li>
    }
}

/// Why a delivery was left over where many were given out together.
fn left(why: WaveReason) -> &'static str {
    match why {
        WaveReason::NoDriver => "decision-wave-none",
        WaveReason::DriversTaken => "decision-wave-taken",
        WaveReason::Changed => "decision-wave-changed",
        WaveReason::Closed => "decision-wave-closed",
        WaveReason::Twice | WaveReason::Other => "decision-wave-left",
    }
}

/// Everybody who was considered, with `chosen` marked.
pub(super) fn considered(desk: &Desk, decision: &Decision, chosen: Option<MemberId>) -> Html {
    let row = |judged: &Judged| {
        let asked = chosen == Some(judged.driver);
        html! { <JudgedRow key={judged.driver.to_string()} judged={judged.clone()} {asked} /> }
    };
    let (first, rest) = decision.candidates.split_at(decision.candidates.len().min(FIRST));
    html! {
        <>
            <ul>{ for first.iter().map(row) }</ul>
            if !rest.is_empty() {
                <details>
                    <summary class="link">{ desk.words.count("decision-more", rest.len()) }</summary>
                    <ul>{ for rest.iter().map(row) }</ul>
                </details>
            }
        </>
    }
}
