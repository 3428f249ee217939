//! What becomes of facts that come late, twice, or after somebody else had the delivery.

use waybill_domain::{
    Command, Delivery, Outcome, State,
    command::{Completion, ParcelResult},
    exception::ExceptionKind,
    parcel::ParcelOutcome,
    proof::{BlobKind, Evidence, Override},
    requirements::Requirement,
    rules::{Disposition, apply, receive},
};

use crate::fixtures::*;

fn kinds(delivery: &Delivery) -> Vec<&'static str> {
    delivery.exceptions.iter().map(|exception| exception.kind.as_str()).collect()
}

#[test]
fn delivered_by_the_old_driver_after_reassignment_keeps_the_proof_and_asks_dispatch() {
    let (reassigned, _) = step(
        Some(delivery_in(State::Accepted)),
        dispatcher(),
        &Command::Assign { driver: other().member },
        50,
    );
    let (after, reception) = step(reassigned, driver(), &completed(), 51);
    let after = after.unwrap();
    assert_eq!(reception.disposition, Disposition::NeedsReview);
    assert_eq!(after.driver, Some(other().member));
    assert_eq!(after.state, State::Assigned);
    assert_eq!(after.proofs.len(), 1);
    assert_eq!(kinds(&after), ["worked_after_reassign"]);
    let (both, _) = step(Some(after), other(), &completed(), 52);
    let both = both.unwrap();
    assert_eq!(both.state, State::Completed);
    assert_eq!(both.proofs.len(), 2, "both proofs are kept");
}

#[test]
fn delivered_after_cancellation_is_delivered_and_opens_an_exception() {
    let (after, reception) = step(Some(delivery_in(State::Cancelled)), driver(), &completed(), 50);
    let after = after.unwrap();
    assert_eq!(reception.disposition, Disposition::AppliedLate);
    assert_eq!((after.state, after.outcome), (State::Completed, Some(Outcome::DeliveredToRecipient)));
    assert_eq!(kinds(&after), ["worked_after_cancel"]);
}

#[test]
fn accepting_after_cancellation_is_rejected() {
    let (_, reception) = step(Some(delivery_in(State::Cancelled)), driver(), &Command::Accept, 50);
    assert_eq!(reception.disposition, Disposition::Rejected);
    assert_eq!(reception.reason.map(|reason| reason.code()), Some("cancelled"));
}

#[test]
fn a_second_completion_is_kept_beside_the_first() {
    let (after, reception) = step(Some(delivery_in(State::Completed)), driver(), &completed(), 50);
    let after = after.unwrap();
    assert_eq!(reception.disposition, Disposition::NeedsReview);
    assert_eq!(after.proofs.len(), 2);
    assert_eq!(kinds(&after), ["completed_twice"]);
}

#[test]
fn a_fact_about_a_stranger_s_delivery_says_the_same_whether_it_exists_or_not() {
    let theirs = receive(Some(&delivery_in(State::Accepted)), &completed(), &context(other(), 50));
    let nobodys = receive(None, &completed(), &context(other(), 50));
    assert_eq!(theirs, nobodys);
    assert_eq!(theirs.disposition, Disposition::Quarantined);
    assert!(theirs.events.is_empty());
}

#[test]
fn a_step_that_is_past_changes_nothing_but_stands_in_the_history() {
    let before = delivery_in(State::OutForDelivery);
    let (after, reception) = step(Some(before.clone()), driver(), &Command::ArrivedAtPickup, 50);
    let after = after.unwrap();
    assert_eq!(reception.disposition, Disposition::AppliedLate);
    assert_eq!((after.state, after.rev), (before.state, before.rev + 1));
    assert!(after.exceptions.is_empty());
}

#[test]
fn missing_proof_stops_the_phone_but_not_the_server() {
    let mut delivery = delivery_in(State::Arrived);
    delivery.dropoff.requirements.photos = 1;
    let refused = apply(Some(&delivery), &completed(), &context(driver(), 50)).unwrap_err();
    assert_eq!(refused.to_string(), "proof is missing: photo");
    let (after, reception) = step(Some(delivery), driver(), &completed(), 50);
    assert_eq!(reception.disposition, Disposition::NeedsReview);
    let after = after.unwrap();
    assert_eq!(after.state, State::Completed);
    assert_eq!(
        after.exceptions[0].kind,
        ExceptionKind::ProofMissing { requirements: vec![Requirement::Photo] }
    );
}

#[test]
fn an_override_needs_a_reason_and_is_recorded() {
    let mut delivery = delivery_in(State::Arrived);
    delivery.dropoff.requirements.signature = true;
    let with = |reason: &str| {
        let overrides = vec![Override { requirement: Requirement::Signature, reason: reason.into() }];
        Command::Completed(Box::new(Completion {
            outcome: Outcome::DeliveredToRecipient,
            parcels: Vec::new(),
            evidence: Evidence { overrides, ..paid() },
        }))
    };
    assert!(apply(Some(&delivery), &with("  "), &context(driver(), 50)).is_err());
    let (after, reception) = step(Some(delivery), driver(), &with("hand in plaster"), 50);
    assert_eq!(reception.disposition, Disposition::Applied);
    assert_eq!(kinds(&after.unwrap()), ["requirement_overridden"]);
}

#[test]
fn cash_and_outcome_follow_from_the_parcels() {
    let delivery = delivery_in(State::Arrived);
    let refused = ParcelResult { parcel: delivery.parcels[1].id, outcome: ParcelOutcome::Refused };
    let part = |cash: i64| {
        Command::Completed(Box::new(Completion {
            outcome: Outcome::DeliveredToRecipient,
            parcels: vec![refused.clone()],
            evidence: Evidence { cash: Some(waybill_domain::Money::eur(cash)), ..Evidence::default() },
        }))
    };
    assert!(apply(Some(&delivery), &part(999), &context(driver(), 50)).is_err());
    let (after, _) = step(Some(delivery), driver(), &part(1_000), 50);
    let after = after.unwrap();
    assert_eq!(after.outcome, Some(Outcome::DeliveredPartially));
    assert_eq!(after.parcels[0].outcome, Some(ParcelOutcome::Delivered));
    assert_eq!(after.parcels[1].outcome, Some(ParcelOutcome::Refused));
    assert_eq!(after.cash_collected, Some(waybill_domain::Money::eur(1_000)));
}

#[test]
fn a_completion_that_hands_nothing_over_is_a_failure() {
    let delivery = delivery_in(State::Arrived);
    let parcels = delivery
        .parcels
        .iter()
        .map(|parcel| ParcelResult { parcel: parcel.id, outcome: ParcelOutcome::Damaged })
        .collect();
    let completion =
        Completion { outcome: Outcome::DeliveredToRecipient, parcels, evidence: Evidence::default() };
    let (after, _) = step(Some(delivery), driver(), &Command::Completed(Box::new(completion)), 50);
    assert_eq!(after.unwrap().outcome, Some(Outcome::FailedDamaged));
}

#[test]
fn a_completion_that_contradicts_itself_is_kept_and_asks_dispatch() {
    let failed = Completion {
        outcome: Outcome::FailedNotHome,
        parcels: Vec::new(),
        evidence: Evidence { note: "?".into(), ..Evidence::default() },
    };
    let (after, reception) =
        step(Some(delivery_in(State::Arrived)), driver(), &Command::Completed(Box::new(failed)), 50);
    let after = after.unwrap();
    assert_eq!(reception.disposition, Disposition::NeedsReview);
    assert_eq!((after.state, after.proofs.len()), (State::Arrived, 1));
    assert_eq!(kinds(&after), ["contradiction"]);
}

#[test]
fn proof_is_counted_by_what_the_server_verified() {
    let evidence = Evidence {
        photos: vec![blob(1, BlobKind::Photo), blob(2, BlobKind::Photo)],
        signature: Some(blob(3, BlobKind::Signature)),
        ..Evidence::default()
    };
    let (after, _) =
        step(Some(delivery_in(State::Arrived)), driver(), &Command::ProofCaptured { evidence }, 50);
    let mut delivery = after.unwrap();
    assert_eq!(delivery.proof_count(), (0, 3));
    let received = waybill_domain::EventBody::ProofReceived { sha256: blob(2, BlobKind::Photo).sha256 };
    delivery = waybill_domain::rules::evolve(Some(delivery), &received, now()).unwrap();
    assert_eq!(delivery.proof_count(), (1, 3));
}

#[test]
fn an_edit_based_on_an_older_revision_is_refused() {
    let delivery = delivery_in(State::Assigned);
    let command = Command::Edit(Box::default());
    let stale =
        waybill_domain::rules::Context { base_rev: Some(delivery.rev - 1), ..context(dispatcher(), 50) };
    assert_eq!(apply(Some(&delivery), &command, &stale).map_err(|r| r.code()), Err("stale_revision"));
    let fresh = waybill_domain::rules::Context { base_rev: Some(delivery.rev), ..stale };
    assert!(apply(Some(&delivery), &command, &fresh).is_ok());
}

#[test]
fn a_driver_s_own_offline_delivery_is_accepted_at_once() {
    let (delivery, reception) = step(None, driver(), &Command::Create(Box::new(new_delivery())), 1);
    let delivery = delivery.unwrap();
    assert_eq!(reception.disposition, Disposition::Applied);
    assert_eq!((delivery.state, delivery.driver), (State::Accepted, Some(driver().member)));
}
