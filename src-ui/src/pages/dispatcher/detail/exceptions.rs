//! Something a person must look at: what happened, what both sides say, and settling it.

use waybill_domain::{
    Command, Delivery,
    exception::{Exception, ExceptionKind},
};
use yew::prelude::*;

use super::super::{
    desk::{Desk, use_desk},
    words::Dots,
};
use crate::{
    bridge::{dom, spawn_local},
    components::{Button, ButtonKind, ButtonSize, Icon, Toast},
};

/// The key of a kind's name.
pub(in super::super) fn kind_key(kind: &ExceptionKind) -> &'static str {
    match kind {
        ExceptionKind::WorkedAfterReassign => "exception-worked_after_reassign",
        ExceptionKind::WorkedAfterCancel => "exception-worked_after_cancel",
        ExceptionKind::CompletedTwice => "exception-completed_twice",
        ExceptionKind::ProofMissing { .. } => "exception-proof_missing",
        ExceptionKind::RequirementOverridden { .. } => "exception-requirement_overridden",
        ExceptionKind::Contradiction => "exception-contradiction",
        ExceptionKind::Quarantined => "exception-quarantined",
        ExceptionKind::DriverSilent { .. } => "exception-driver_silent",
        ExceptionKind::Other => "exception-other",
    }
}

#[derive(PartialEq, Properties)]
pub(in super::super) struct ExceptionBoxProps {
    pub(in super::super) delivery: Delivery,
    pub(in super::super) exception: Exception,
    /// With the way to the delivery, where it stands alone.
    pub(in super::super) linked: bool,
}

#[component]
pub(in super::super) fn ExceptionBox(props: &ExceptionBoxProps) -> Html {
    let desk = use_desk();
    let note = use_state_eq(String::new);
    let settling = use_state_eq(|| false);
    let busy = use_state_eq(|| false);
    let (delivery, exception) = (&props.delivery, &props.exception);
    let words = &desk.words;
    let settle = {
        let (desk, note, busy) = (desk.clone(), note.clone(), busy.setter());
        let (id, exception) = (delivery.id, exception.id);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            busy.set(true);
            let command = Command::ResolveException { exception, note: note.trim().to_owned() };
            let (desk, busy) = (desk.clone(), busy.clone());
            spawn_local(async move {
                let answer = desk.send(id, command, None).await;
                busy.set(false);
                desk.toast(match answer {
                    Ok(()) => Toast::done(desk.t("exception-settled")),
                    Err(error) => Toast::failed(error.message),
                });
            });
        })
    };
    let begin = {
        let settling = settling.setter();
        Callback::from(move |_: MouseEvent| settling.set(true))
    };
    let oninput = {
        let note = note.setter();
        Callback::from(move |event: InputEvent| note.set(dom::value_of(&event)))
    };
    let link = props.linked.then(|| {
        let (desk, id) = (desk.clone(), delivery.id);
        html! {
            <button type="button" class="exception-link" onclick={move |_: MouseEvent| desk.open(id)}>
                <b dir="auto">{ &delivery.dropoff.address }</b>
                <span class="faint mono">{ &delivery.code }</span>
                <Icon name="chevron-right" />
            </button>
        }
    });
    let field = format!("note-{}", exception.id);
    html! {
        <section class="box exception" data-testid="exception" data-kind={exception.kind.as_str()}
            data-id={exception.id.to_string()}>
            { link }
            <div class="exception-head">
                <Icon name="triangle-alert" />
                <b>{ words.t(kind_key(&exception.kind)) }</b>
                <time class="faint" datetime={exception.at.to_string()}>
                    { words.format.moment(exception.at, desk.board.now) }
                </time>
            </div>
            <p class="muted">{ words.t(&format!("{}-text", kind_key(&exception.kind))) }</p>
            <dl class="sides">{ for sides(&desk, delivery, exception).into_iter().map(|(key, parts)| html! {
                <div><dt>{ words.t(key) }</dt><dd><Dots parts={parts} /></dd></div>
            }) }</dl>
            if *settling {
                <form onsubmit={settle} class="settle">
                    <label for={field.clone()}>{ words.t("exception-note") }</label>
                    <textarea id={field} rows="2" value={(*note).clone()} {oninput}
                        placeholder={words.t("exception-note-hint")} maxlength="2000"
                        data-testid="exception-note" />
                    <Button submit={true} size={ButtonSize::Small} kind={ButtonKind::Primary} busy={*busy}
                        disabled={note.trim().is_empty()} testid="exception-resolve">
                        { words.t("exception-settle") }
                    </Button>
                </form>
            } else {
                <Button size={ButtonSize::Small} icon="check" onclick={begin} testid="exception-open">
                    { words.t("exception-settle") }
                </Button>
            }
        </section>
    }
}

/// What the driver's phone says, and what the server says.
fn sides(desk: &Desk, delivery: &Delivery, exception: &Exception) -> Vec<(&'static str, Vec<String>)> {
    let words = &desk.words;
    let evidence =
        delivery.proofs.iter().find(|proof| proof.command == exception.command).map(|proof| &proof.evidence);
    let name = desk.name_of(Some(exception.by));
    let time = words.format.moment(exception.at, desk.board.now);
    let mut driver =
        vec![words.i18n.tn("exception-driver-says", [("name", name.into()), ("time", time.into())])];
    if let Some(evidence) = evidence {
        if !evidence.photos.is_empty() {
            driver.push(words.count("photos", evidence.photos.len()));
        }
        if evidence.signature.is_some() {
            driver.push(words.t("requirement-signature"));
        }
        if !evidence.recipient_name.is_empty() {
            driver.push(words.with("proof-taken-by", "name", evidence.recipient_name.clone()));
        }
        driver
            .extend(evidence.overrides.iter().map(|o| o.reason.clone()).filter(|reason| !reason.is_empty()));
        if !evidence.note.is_empty() {
            driver.push(format!("“{}”", evidence.note));
        }
    }
    let server = match &exception.kind {
        ExceptionKind::ProofMissing { requirements }
        | ExceptionKind::RequirementOverridden { requirements } => {
            words.with("exception-demanded", "what", words.needs(requirements))
        }
        ExceptionKind::WorkedAfterCancel => {
            words.with("exception-was-cancelled", "reason", delivery.cancel_reason.clone())
        }
        ExceptionKind::WorkedAfterReassign
        | ExceptionKind::CompletedTwice
        | ExceptionKind::Contradiction
        | ExceptionKind::Quarantined
        | ExceptionKind::DriverSilent { .. }
        | ExceptionKind::Other => {
            let state = words.t(&super::state_key(delivery.state, delivery.outcome));
            let values = [("state", state.into()), ("name", desk.name_of(delivery.driver).into())];
            words.i18n.tn("exception-now", values)
        }
    };
    vec![("exception-driver", driver), ("exception-server", vec![server])]
}
