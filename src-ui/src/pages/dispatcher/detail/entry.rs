//! What one event of the log is called, and what is worth saying about it.

use waybill_domain::{Command, EventBody, custody::Holder, dispatch::End};

use super::super::{desk::Desk, exception::kind_key, table::state_key, words::need_key};

/// How an event looks in the timeline.
pub(in super::super) struct Line {
    pub(in super::super) title: String,
    pub(in super::super) text: String,
    /// Colour of the ring: `good`, `bad`, `warn`, or nothing in particular.
    pub(in super::super) tone: &'static str,
    /// Small things are drawn small: files that came in, notes.
    pub(in super::super) minor: bool,
}

fn line(title: String) -> Line {
    Line { title, text: String::new(), tone: "good", minor: false }
}

/// The words for `body`.
pub(in super::super) fn describe(desk: &Desk, body: &EventBody) -> Line {
    let words = &desk.words;
    let t = |key: &str| line(words.t(key));
    let minor = |key: &str| Line { minor: true, tone: "plain", ..line(words.t(key)) };
    let named = |key: &str, who| line(words.with(key, "name", desk.name_of(Some(who))));
    match body {
        EventBody::Created(delivery) => {
            let text = delivery.merchant.clone();
            Line { text, tone: "plain", ..t("event-created") }
        }
        EventBody::Edited(patch) => {
            let fields = edited(patch).into_iter().map(|key| words.t(key)).collect::<Vec<_>>();
            Line { text: fields.join(", "), tone: "plain", ..t("event-edited") }
        }
        EventBody::Offered { driver, .. } => Line { tone: "plain", ..named("event-offered", *driver) },
        EventBody::OfferEnded { driver, end: End::Withdrawn } => {
            Line { tone: "plain", ..named("event-offer-withdrawn", *driver) }
        }
        EventBody::OfferEnded { driver, .. } => {
            Line { tone: "plain", ..named("event-offer-ran-out", *driver) }
        }
        EventBody::Assigned { driver } => named("event-assigned", *driver),
        EventBody::Unassigned => Line { tone: "plain", ..t("event-unassigned") },
        EventBody::Accepted => t("event-accepted"),
        EventBody::Declined { driver, reason } => {
            let title = words.with("event-declined", "name", desk.name_of(Some(*driver)));
            Line { text: reason.clone(), tone: "warn", ..line(title) }
        }
        EventBody::Cancelled { reason } => Line { text: reason.clone(), tone: "bad", ..t("event-cancelled") },
        EventBody::Moved { .. } => minor("event-moved"),
        EventBody::PreparationChanged { .. } => minor("event-preparation"),
        EventBody::ArrivedAtPickup => t("event-arrived_at_pickup"),
        EventBody::PickedUp => t("event-picked_up"),
        EventBody::OutForDelivery => t("event-out_for_delivery"),
        EventBody::Arrived => t("event-arrived"),
        EventBody::Completed { outcome, .. } => {
            let title = words.t(&state_key(waybill_domain::State::Completed, Some(*outcome)));
            Line { tone: if outcome.is_delivered() { "good" } else { "bad" }, ..line(title) }
        }
        EventBody::CustodyChanged { parcels, to, .. } => Line {
            text: words.count("parcels", parcels.len()),
            minor: true,
            ..match to {
                Holder::Sender => t("event-custody-sender"),
                Holder::Recipient => t("event-custody-recipient"),
                Holder::Driver { member } => named("event-custody-driver", *member),
            }
        },
        EventBody::TransferAsked { to } => Line { tone: "plain", ..named("event-transfer-asked", *to) },
        EventBody::TransferCalledOff { to } => Line { tone: "plain", ..named("event-transfer-off", *to) },
        EventBody::HandoverGiven { to } => named("event-handover-given", *to),
        EventBody::HandoverTaken { by } => named("event-handover-taken", *by),
        EventBody::Transferred { to } => named("event-transferred", *to),
        EventBody::ProofAdded(proof) => {
            let evidence = &proof.evidence;
            let mut parts = Vec::new();
            if !evidence.photos.is_empty() {
                parts.push(words.count("photos", evidence.photos.len()));
            }
            if evidence.signature.is_some() {
                parts.push(words.t("requirement-signature"));
            }
            if !evidence.scans.is_empty() {
                parts.push(words.count("proof-scanned", evidence.scans.len()));
            }
            if !evidence.recipient_name.is_empty() {
                parts.push(words.with("proof-taken-by", "name", evidence.recipient_name.clone()));
            }
            parts.extend(evidence.overrides.iter().map(|o| {
                let what = words.t(need_key(o.requirement));
                words.i18n.tn("proof-without", [("what", what.into()), ("reason", o.reason.clone().into())])
            }));
            Line { text: parts.join(" · "), ..minor("event-proof") }
        }
        EventBody::CashCollected { amount } => Line {
            minor: true,
            ..line(words.with("detail-cash-taken", "amount", words.format.money(*amount)))
        },
        EventBody::Noted { text } => Line { text: text.clone(), ..minor("event-note") },
        EventBody::FactNoted { name, .. } => {
            let text = words.with("event-fact-text", "what", fact_name(desk, name));
            Line { text, tone: "warn", ..minor("event-fact") }
        }
        EventBody::ProofReceived { .. } => minor("event-received"),
        EventBody::ExceptionOpened(exception) => {
            Line { text: words.t(kind_key(&exception.kind)), tone: "warn", ..t("event-exception") }
        }
        EventBody::ExceptionResolved { note, .. } => Line { text: note.clone(), ..t("event-resolved") },
    }
}

/// The words for a command by its name on the wire.
fn fact_name(desk: &Desk, name: &str) -> String {
    let known = [Command::ArrivedAtPickup, Command::OutForDelivery, Command::Arrived];
    let simple = known.iter().any(|command| command.name() == name);
    match name {
        _ if simple => desk.t(&format!("event-{name}")),
        "picked_up" => desk.t("event-picked_up"),
        "completed" => desk.t("row-completed"),
        "attempt_failed" => desk.t("state-failed"),
        other => other.replace('_', " "),
    }
}

/// Keys of what a patch touches.
fn edited(patch: &waybill_domain::command::Patch) -> Vec<&'static str> {
    let mut keys = Vec::new();
    for (stop, name) in [(&patch.pickup, "form-pickup"), (&patch.dropoff, "form-dropoff")] {
        if stop.is_some() {
            keys.push(name);
        }
    }
    if patch.parcels.is_some() {
        keys.push("detail-parcels");
    }
    keys
}
