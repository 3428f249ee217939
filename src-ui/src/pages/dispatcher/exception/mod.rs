//! Something a person must look at: what happened, what both sides say with what proof, and settling it.

mod resolve;
mod side;

use waybill_domain::{
    calls::{Arrival, ExceptionCase},
    exception::ExceptionKind,
    rules::{Disposition, Rejected},
};
use yew::prelude::*;

use self::{resolve::Resolve, side::Sides};
use super::desk::{Desk, use_desk};
use crate::components::Icon;

/// The key of a kind's name.
pub(super) fn kind_key(kind: &ExceptionKind) -> &'static str {
    match kind {
        ExceptionKind::WorkedAfterReassign => "exception-worked_after_reassign",
        ExceptionKind::WorkedAfterCancel => "exception-worked_after_cancel",
        ExceptionKind::CompletedTwice => "exception-completed_twice",
        ExceptionKind::ProofMissing { .. } => "exception-proof_missing",
        ExceptionKind::RequirementOverridden { .. } => "exception-requirement_overridden",
        ExceptionKind::Contradiction => "exception-contradiction",
        ExceptionKind::Quarantined => "exception-quarantined",
        ExceptionKind::DriverSilent { .. } => "exception-driver_silent",
        ExceptionKind::NobodyTookIt => "exception-nobody_took_it",
        ExceptionKind::Unassigned { escalated: false, .. } => "exception-unassigned",
        ExceptionKind::Unassigned { escalated: true, .. } => "exception-unassigned_escalated",
        ExceptionKind::OutsideService { .. } => "exception-outside_service",
        ExceptionKind::Other => "exception-other",
    }
}

#[derive(PartialEq, Properties)]
pub(super) struct ExceptionBoxProps {
    pub(super) case: ExceptionCase,
    /// With the way to the delivery, where it stands alone.
    pub(super) linked: bool,
}

#[component]
pub(super) fn ExceptionBox(props: &ExceptionBoxProps) -> Html {
    let desk = use_desk();
    let case = &props.case;
    let exception = &case.exception;
    let words = &desk.words;
    let link = props.linked.then(|| {
        let (desk, id) = (desk.clone(), case.delivery);
        html! {
            <button type="button" class="exception-link" data-row="true" onclick={move |_: MouseEvent| desk.open(id)}>
                <b dir="auto">{ &case.address }</b>
                <span class="faint mono">{ &case.code }</span>
                <Icon name="chevron-right" />
            </button>
        }
    });
    let settled = case.resolution.is_some();
    html! {
        <section class="box exception" data-testid="exception" data-kind={exception.kind.as_str()}
            data-id={exception.id.to_string()} data-settled={settled.then_some("true")}>
            { link }
            <div class="exception-head">
                <Icon name={if settled { "check" } else { "triangle-alert" }} />
                <@{if props.linked { "h2" } else { "h3" }}>{ words.t(kind_key(&exception.kind)) }</@>
                <time class="faint" datetime={exception.at.to_string()}>
                    { words.format.moment(exception.at, desk.board.now) }
                </time>
            </div>
            <p class="muted">{ words.t(&format!("{}-text", kind_key(&exception.kind))) }</p>
            <Sides case={case.clone()} />
            if let Some(receipt) = &case.receipt {
                <p class="exception-receipt faint" data-testid="exception-receipt">{ arrival(&desk, receipt) }</p>
            }
            if let Some(found) = &case.resolution {
                <p class="exception-found" data-testid="exception-found">
                    <Icon name="message-square" />
                    <span>
                        <b>{ words.i18n.tn("exception-settled-by", [
                            ("name", if found.by.is_empty() { words.t("exception-server") } else { found.by.clone() }.into()),
                            ("time", words.format.moment(found.at, desk.board.now).into()),
                        ]) }</b>
                        <span dir="auto">{ &found.note }</span>
                    </span>
                </p>
            } else {
                <Resolve delivery={case.delivery} exception={exception.id} />
            }
        </section>
    }
}

/// How the command came in, what became of it and why.
fn arrival(desk: &Desk, receipt: &Arrival) -> String {
    let words = &desk.words;
    let key = match receipt.disposition {
        Disposition::Applied | Disposition::Duplicate => "disposition-applied",
        Disposition::AppliedLate => "disposition-applied_late",
        Disposition::NeedsReview => "disposition-needs_review",
        Disposition::Rejected => "disposition-rejected",
        Disposition::Quarantined | Disposition::Unreadable => "disposition-quarantined",
    };
    let time = words.format.moment(receipt.received_at, desk.board.now);
    let values = [("time", time.into()), ("n", receipt.seq.into())];
    let came = words.i18n.tn("exception-came-in", values);
    let became = match &receipt.reason {
        Some(reason) => {
            let values = [("what", words.t(key).into()), ("why", because(desk, reason).into())];
            words.i18n.tn("exception-because", values)
        }
        None => words.t(key),
    };
    format!("{came} {became}")
}

/// Why it was not simply applied, for a dispatcher.
fn because(desk: &Desk, reason: &Rejected) -> String {
    let key = format!("because-{}", reason.code());
    if desk.words.i18n.has(&key) { desk.t(&key) } else { reason.to_string() }
}
