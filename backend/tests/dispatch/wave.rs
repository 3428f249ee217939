//! Many deliveries at once.

use serde_json::json;
use waybill_domain::{Delivery, DeliveryId, State, calls::WavePlan, dispatch::Handling};

use super::Town;
use crate::support::{delivery, uuid};

const WAVE: &str = "/api/v1/dispatch/wave";

#[tokio::test]
async fn a_wave_is_shown_first_and_then_given_out_one_to_a_driver() {
    let town = Town::start().await;
    let (near, _) = town.driver("Nora Near", 100.0).await;
    let (far, _) = town.driver("Fay Far", 2_000.0).await;
    let mut ids: Vec<DeliveryId> = vec![town.order().await, town.order().await];
    let mut urgent = delivery(None);
    urgent.new.handling = Handling { priority: 3, ..Handling::default() };
    town.dora.post("/api/v1/deliveries", &urgent).await.ok::<Delivery>();
    ids.push(urgent.id);

    let shown: WavePlan = town.dora.post(WAVE, json!({})).await.ok();
    assert_eq!((shown.assigned.len(), shown.unassigned.len(), shown.committed), (2, 1, false));
    assert!(shown.assigned.iter().any(|one| one.delivery == urgent.id), "priority comes first");
    let left = &shown.unassigned[0];
    assert_eq!(left.why, "its drivers all have other deliveries of this wave");
    assert_eq!(left.instead.len(), 2);
    assert_eq!(shown.decisions.len(), 3, "each with its candidates");
    for id in &ids {
        assert_eq!(town.delivery(*id).await.state, State::Unassigned, "nothing was done");
    }

    let done: WavePlan = town.dora.post(WAVE, json!({ "commit": true })).await.ok();
    assert_eq!((done.assigned.clone(), done.committed), (shown.assigned, true));
    let mut drivers: Vec<_> = done.assigned.iter().map(|one| one.driver).collect();
    drivers.sort();
    let mut expected = [near.id, far.id];
    expected.sort();
    assert_eq!(drivers, expected, "one to a driver");
    for one in &done.assigned {
        let now = town.delivery(one.delivery).await;
        assert_eq!((now.state, now.driver), (State::Assigned, Some(one.driver)));
        assert_eq!(town.decisions(one.delivery).await.len(), 1, "it can be read why");
    }
}

#[tokio::test]
async fn what_is_not_there_or_has_a_driver_is_named() {
    let town = Town::start().await;
    let given: Delivery = town.dora.post("/api/v1/deliveries", delivery(Some(town.fleet.mara.id))).await.ok();
    let id = town.order().await;
    let unknown = uuid();
    let ask = json!({ "deliveries": [given.id, id, unknown], "commit": true });
    let plan: WavePlan = town.dora.post(WAVE, ask).await.ok();
    assert_eq!(plan.not_waiting, [given.id, unknown.into()]);
    assert_eq!(plan.unassigned[0].why, "no driver may take it");
    town.dora
        .post(WAVE, json!({ "deliveries": [] }))
        .await
        .invalid("deliveries", "must be 1 to 500 deliveries");
}
