//! What either side says, side by side: who, what, when by which clock, and the proof.

use waybill_domain::{
    Delivery,
    calls::ExceptionCase,
    exception::ExceptionKind,
    proof::{Proof, Sha256Hash},
};
use yew::prelude::*;

use super::super::{
    desk::{Desk, use_desk},
    detail::{Thumb, Viewer, describe, files_of},
    table::state_key,
    words::{Dots, need_key},
};
use crate::{
    components::{Avatar, Icon},
    state::board::{Account, accounts},
};

#[derive(PartialEq, Properties)]
pub(super) struct SidesProps {
    pub(super) case: ExceptionCase,
}

/// All accounts. Proof files open at their full size.
#[component]
pub(super) fn Sides(props: &SidesProps) -> Html {
    let desk = use_desk();
    let shown = use_state_eq(|| None::<Sha256Hash>);
    let case = &props.case;
    let delivery = desk.board.delivery(case.delivery).cloned();
    let on_open = {
        let shown = shown.setter();
        Callback::from(move |hash| shown.set(Some(hash)))
    };
    let one = |account: &Account| side(&desk, account, delivery.as_ref(), &on_open);
    let (says, against) = (accounts(&case.says), accounts(&case.against));
    let on_close = {
        let shown = shown.setter();
        Callback::from(move |()| shown.set(None))
    };
    let proofs = says.iter().chain(&against).flat_map(|account| &account.proofs);
    let viewer = delivery.as_ref().zip(*shown).map(|(delivery, hash)| {
        let files = files_of(delivery, proofs);
        html! { <Viewer delivery={delivery.clone()} {files} {hash} on_show={on_open.clone()} {on_close} /> }
    });
    html! {
        <div class="sides">
            <div class="side-column">
                <p class="side-title">{ desk.t("exception-says") }</p>
                if says.is_empty() {
                    <article class="side"><p>{ desk.t("exception-says-nothing") }</p></article>
                }
                { for says.iter().map(one) }
            </div>
            <div class="side-column">
                <p class="side-title">{ desk.t("exception-against") }</p>
                { for against.iter().map(one) }
                <article class="side"><p><Icon name="info" /><span>{ stands(&desk, case, delivery.as_ref()) }</span></p></article>
            </div>
            { viewer }
        </div>
    }
}

fn side(desk: &Desk, account: &Account, delivery: Option<&Delivery>, on_open: &Callback<Sha256Hash>) -> Html {
    let words = &desk.words;
    let name = if account.name.is_empty() { words.t("exception-server") } else { account.name.clone() };
    let from = words.t(if account.from_phone { "exception-from-phone" } else { "exception-from-desk" });
    let now = desk.board.now;
    let times = if account.from_phone {
        words.i18n.tn(
            "exception-times",
            [
                ("device", words.format.moment(account.at, now).into()),
                ("recorded", words.format.moment(account.received_at, now).into()),
            ],
        )
    } else {
        words.format.moment(account.received_at, now)
    };
    let lines = account.events.iter().map(|body| {
        let said = describe(desk, body);
        html! { <li><b>{ said.title }</b>if !said.text.is_empty() { <span dir="auto">{ said.text }</span> }</li> }
    });
    let proof = account.proofs.iter().map(|proof| evidence(desk, proof, delivery, on_open));
    html! {
        <article class="side" data-testid="exception-side">
            <header><Avatar name={name.clone()} /><div><b dir="auto">{ name }</b><span class="faint">{ from }</span></div></header>
            <ul class="side-said">{ for lines }</ul>
            { for proof }
            <p class="faint side-when"><Icon name="clock" /><span>{ times }</span></p>
        </article>
    }
}

/// One proof: its files, then what goes without a file.
fn evidence(desk: &Desk, proof: &Proof, delivery: Option<&Delivery>, on_open: &Callback<Sha256Hash>) -> Html {
    let words = &desk.words;
    let said = &proof.evidence;
    let mut facts = Vec::new();
    if !said.recipient_name.is_empty() {
        facts.push(words.with("proof-taken-by", "name", said.recipient_name.clone()));
    }
    if !said.scans.is_empty() {
        facts.push(words.count("proof-scanned", said.scans.len()));
    }
    if let Some(cash) = said.cash {
        facts.push(words.with("detail-cash-taken", "amount", words.format.money(cash)));
    }
    facts.extend(said.overrides.iter().map(|o| {
        let values = [("what", words.t(need_key(o.requirement)).into()), ("reason", o.reason.clone().into())];
        words.i18n.tn("proof-without", values)
    }));
    if !said.note.is_empty() {
        facts.push(format!("“{}”", said.note));
    }
    let files = delivery.map(|delivery| files_of(delivery, [proof])).unwrap_or_default();
    let thumbs = files.into_iter().map(|file| {
        let hash = file.blob.sha256;
        html! { <Thumb key={hash.to_string()} {file} on_open={on_open.reform(move |()| hash)} /> }
    });
    html! {
        <>
            if said.blobs().next().is_some() {
                <ul class="shots">{ for thumbs }</ul>
            }
            if !facts.is_empty() {
                <p class="side-facts"><Dots parts={facts} /></p>
            }
        </>
    }
}

/// How the delivery stands now, or what its stop demands: what the report is held against.
fn stands(desk: &Desk, case: &ExceptionCase, delivery: Option<&Delivery>) -> String {
    let words = &desk.words;
    match &case.exception.kind {
        ExceptionKind::ProofMissing { requirements }
        | ExceptionKind::RequirementOverridden { requirements } => {
            words.with("exception-demanded", "what", words.needs(requirements))
        }
        ExceptionKind::DriverSilent { since } => {
            words.with("exception-silent-since", "time", words.format.moment(*since, desk.board.now))
        }
        ExceptionKind::Unassigned { since, .. } => {
            words.with("exception-unassigned-since", "time", words.format.moment(*since, desk.board.now))
        }
        ExceptionKind::WorkedAfterReassign
        | ExceptionKind::NobodyTookIt
        | ExceptionKind::WorkedAfterCancel
        | ExceptionKind::CompletedTwice
        | ExceptionKind::Contradiction
        | ExceptionKind::Quarantined
        | ExceptionKind::OutsideService { .. }
        | ExceptionKind::Other => {
            let state = words.t(&state_key(case.state, case.outcome));
            let name = desk.name_of(delivery.and_then(|delivery| delivery.driver));
            words.i18n.tn("exception-now", [("state", state.into()), ("name", name.into())])
        }
    }
}
