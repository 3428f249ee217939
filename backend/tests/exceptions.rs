//! Exceptions as a dispatcher works through them.

use serde_json::json;
use waybill_domain::{
    Command, Delivery, DeliveryId, EventBody, Outcome,
    calls::{ExceptionCase, ExceptionPage},
    command::Completion,
    exception::ExceptionKind,
    proof::Evidence,
    rules::{Disposition, Rejected},
};

use crate::support::{Client, Fleet, Phone, delivery};

fn completed(name: &str) -> Command {
    Command::Completed(Box::new(Completion {
        outcome: Outcome::DeliveredToRecipient,
        parcels: Vec::new(),
        evidence: Evidence { recipient_name: name.to_owned(), ..Evidence::default() },
    }))
}

/// Mara, offline, delivers what was given to Jonas meanwhile, who delivers it too.
async fn delivered_twice(fleet: &Fleet) -> (Client, Phone, DeliveryId) {
    let dora = fleet.browser(&fleet.dispatcher).await;
    let made: Delivery = dora.post("/api/v1/deliveries", delivery(Some(fleet.mara.id))).await.ok();
    let (mut mara, mut jonas) = (fleet.phone(&fleet.mara).await, fleet.phone(&fleet.jonas).await);
    let path = format!("/api/v1/deliveries/{}/assign", made.id);
    dora.post(&path, json!({ "driver": fleet.jonas.id })).await.ok::<Delivery>();
    let theirs = jonas.next(made.id, completed("The neighbour"));
    jonas.push(&[theirs]).await;
    let hers = mara.next(made.id, completed("A. Núñez"));
    mara.push(&[hers]).await;
    (dora, mara, made.id)
}

async fn open(dora: &Client) -> Vec<ExceptionCase> {
    dora.get("/api/v1/exceptions?open=true").await.ok::<ExceptionPage>().items
}

fn names(event: &EventBody) -> Option<String> {
    match event {
        EventBody::ProofAdded(proof) => Some(proof.evidence.recipient_name.clone()),
        _ => None,
    }
}

#[tokio::test]
async fn both_sides_stand_beside_each_other_until_a_person_has_resolved_it() {
    let fleet = Fleet::start().await;
    let (dora, mara, id) = delivered_twice(&fleet).await;
    let [case] = open(&dora).await.try_into().expect("one exception");
    assert_eq!((case.delivery, &case.exception.kind), (id, &ExceptionKind::WorkedAfterReassign));
    let receipt = case.receipt.expect("it came through a lane");
    assert_eq!((receipt.lane, receipt.seq), (mara.lane.id, 1));
    assert_eq!(
        (receipt.disposition, receipt.reason),
        (Disposition::NeedsReview, Some(Rejected::NotYours { offer: None }))
    );
    assert!(case.says.iter().all(|entry| entry.actor_name == fleet.mara.name), "{:?}", case.says);
    let said: Vec<_> = case.says.iter().filter_map(|entry| names(&entry.event.body)).collect();
    let against: Vec<_> = case.against.iter().filter_map(|entry| names(&entry.event.body)).collect();
    assert_eq!((said, against), (vec!["A. Núñez".to_owned()], vec!["The neighbour".to_owned()]));
    let assigned = |entry: &_| matches!(entry, EventBody::Assigned { driver } if *driver == fleet.jonas.id);
    assert!(case.against.iter().any(|entry| assigned(&entry.event.body)));

    let path = format!("/api/v1/exceptions/{}", case.exception.id);
    dora.post(&format!("{path}/resolve"), json!({ "note": " " })).await.invalid("note", "must not be empty");
    let found = json!({ "note": "Both were there; Jonas had the parcel" });
    let done: ExceptionCase = dora.post(&format!("{path}/resolve"), &found).await.ok();
    let resolution = done.resolution.expect("resolved");
    assert_eq!(
        (resolution.by, resolution.note.as_str()),
        (fleet.dispatcher.name.clone(), "Both were there; Jonas had the parcel")
    );
    assert!(open(&dora).await.is_empty());
    let all: ExceptionPage = dora.get("/api/v1/exceptions?kind=worked_after_reassign").await.ok();
    assert_eq!(all.items.len(), 1, "what was resolved is not forgotten");
    dora.post(&format!("{path}/resolve"), &found).await.refused(404, "unknown");
}

#[tokio::test]
async fn exceptions_are_for_dispatchers_of_the_same_organization() {
    let fleet = Fleet::start().await;
    let (dora, ..) = delivered_twice(&fleet).await;
    let id = open(&dora).await[0].exception.id;
    let mara = fleet.browser(&fleet.mara).await;
    mara.get("/api/v1/exceptions").await.refused(403, "forbidden");
    let [_, nils, _] = fleet.neighbours().await;
    let nils = fleet.browser(&nils).await;
    assert!(open(&nils).await.is_empty());
    nils.get(&format!("/api/v1/exceptions/{id}")).await.refused(404, "unknown");
    dora.get("/api/v1/exceptions?limit=0").await.invalid("limit", "must be 1 to 200");
}

#[tokio::test]
async fn a_driver_of_whom_nothing_is_heard_is_flagged_once_and_cleared_when_heard_again() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let made: Delivery = dora.post("/api/v1/deliveries", delivery(Some(fleet.mara.id))).await.ok();
    let mut mara = fleet.phone(&fleet.mara).await;
    let picked_up = mara.next(made.id, Command::PickedUp { evidence: Evidence::default() });
    mara.push(&[picked_up]).await;
    let app = &fleet.running.app;
    let look = || waybill_backend::service::silence::look(app);
    fleet.clock.advance(9 * 60_000);
    assert_eq!(look().await.expect("looks"), (0, 0), "nine minutes are nothing");
    fleet.clock.advance(2 * 60_000);
    assert_eq!(look().await.expect("looks"), (1, 0));
    assert_eq!(look().await.expect("looks"), (0, 0), "once is enough");
    let [case] = open(&dora).await.try_into().expect("one exception");
    assert!(matches!(case.exception.kind, ExceptionKind::DriverSilent { .. }));
    assert_eq!((case.exception.by, case.delivery), (fleet.mara.id, made.id));

    let noted = mara.next(made.id, Command::Noted { text: "No network in the valley".to_owned() });
    mara.push(&[noted]).await;
    assert_eq!(look().await.expect("looks"), (0, 1));
    assert!(open(&dora).await.is_empty());
}
