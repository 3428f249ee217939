//! Another attempt after one that failed.

use serde_json::json;
use waybill_domain::{
    Command, Delivery, DeliveryId, Outcome, ParcelId, State, Window,
    calls::{CreateDelivery, Created, RetryDelivery},
    command::{Completion, Failure, ParcelResult},
    parcel::ParcelOutcome,
    proof::Evidence,
};

use crate::{
    dispatch::says,
    support::{Client, Fleet, delivery, uuid},
};

/// Mara has it and ends it by `end`.
async fn ended(fleet: &Fleet, dora: &Client, order: &CreateDelivery, end: Command) -> DeliveryId {
    dora.post("/api/v1/deliveries", order).await.ok::<Delivery>();
    let mara = fleet.browser(&fleet.mara).await;
    assert_eq!(says(&mara, order.id, end).await.status, 200);
    order.id
}

fn not_home() -> Command {
    Command::AttemptFailed(Box::new(Failure {
        reason: Outcome::FailedNotHome,
        evidence: Evidence::default(),
    }))
}

fn again(of: DeliveryId) -> RetryDelivery {
    RetryDelivery {
        of: Some(of),
        id: DeliveryId(uuid()),
        pickup_window: Window::default(),
        dropoff_window: Window::default(),
        driver: None,
    }
}

async fn retry(dora: &Client, ask: &RetryDelivery) -> crate::support::Reply {
    let of = ask.of.expect("a delivery");
    dora.post(&format!("/api/v1/deliveries/{of}/retry"), ask).await
}

#[tokio::test]
async fn a_failed_delivery_is_tried_again_in_another_window_and_as_often_as_the_organization_wants() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let most = json!({ "attempts_max": 2 });
    assert_eq!(dora.put("/api/v1/calendar?base_rev=0", most).await.status, 201);
    let order = delivery(Some(fleet.mara.id));
    let failed = ended(&fleet, &dora, &order, not_home()).await;

    let now = fleet.clock.now();
    let window = Window::new(now.plus_minutes(60), now.plus_minutes(180));
    let ask = RetryDelivery { dropoff_window: window, driver: Some(fleet.mara.id), ..again(failed) };
    let reply = retry(&dora, &ask).await;
    assert_eq!(reply.status, 201);
    let second = reply.ok::<Created>().delivery;
    assert_eq!((second.follows, second.attempt, second.state), (Some(failed), 2, State::Assigned));
    assert_eq!((second.dropoff.window, &second.dropoff.address), (window, &order.new.dropoff.address));
    assert_eq!((second.parcels.len(), second.parcels[0].outcome), (1, None));
    let same = retry(&dora, &ask).await;
    assert_eq!((same.status, same.ok::<Created>().delivery.id), (200, second.id), "it is made once");
    retry(&dora, &again(failed)).await.refused(409, "exists");

    retry(&dora, &again(second.id)).await.refused(409, "illegal_transition");
    let mara = fleet.browser(&fleet.mara).await;
    assert_eq!(says(&mara, second.id, not_home()).await.status, 200);
    let rule = "must be at most 2: so often a delivery is tried";
    retry(&dora, &again(second.id)).await.invalid("attempt", rule);
    retry(&dora, &again(DeliveryId(uuid()))).await.refused(404, "unknown");
}

#[tokio::test]
async fn only_what_was_not_handed_over_goes_out_again() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let mut order = delivery(Some(fleet.mara.id));
    let mut refused = order.new.parcels[0].clone();
    (refused.id, refused.code) = (ParcelId(uuid()), "P-1002".to_owned());
    order.new.parcels.push(refused.clone());
    let handed_over = |parcels| {
        Command::Completed(Box::new(Completion {
            outcome: Outcome::DeliveredToRecipient,
            parcels,
            evidence: Evidence::default(),
        }))
    };
    let parcels = vec![ParcelResult { parcel: refused.id, outcome: ParcelOutcome::Refused }];
    let partly = ended(&fleet, &dora, &order, handed_over(parcels)).await;
    let second: Created = retry(&dora, &again(partly)).await.ok();
    assert_eq!(second.delivery.parcels, [refused]);

    let whole = ended(&fleet, &dora, &delivery(Some(fleet.mara.id)), handed_over(Vec::new())).await;
    retry(&dora, &again(whole)).await.refused(409, "already_completed");
    let mara = fleet.browser(&fleet.mara).await;
    retry(&mara, &again(partly)).await.refused(403, "forbidden");
}
