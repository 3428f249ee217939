//! Many deliveries at once.

use serde_json::json;
use waybill_backend::service::dispatch::{Wish, commit, plan};
use waybill_domain::{
    Delivery, DeliveryId, State,
    calls::{WavePair, WavePlan, WaveReason},
    dispatch::{Handling, Verdict},
};

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
        let [decision] = town.decisions(one.delivery).await.try_into().expect("it can be read why");
        assert_eq!(decision.verdict, Verdict::GivenInWave { driver: one.driver });
    }
    let [decision] =
        town.decisions(done.unassigned[0].delivery).await.try_into().expect("the same of the rest");
    assert_eq!(decision.verdict, Verdict::LeftInWave { why: WaveReason::DriversTaken });
}

#[tokio::test]
async fn what_was_shown_is_what_is_given_out() {
    let town = Town::start().await;
    let (near, at_near) = town.driver("Nora Near", 100.0).await;
    let (far, at_far) = town.driver("Fay Far", 2_000.0).await;
    let (gone, at_gone) = town.driver("Gus Gone", 3_000.0).await;
    let ids = [town.order().await, town.order().await, town.order().await, town.order().await];
    let pairs = [(ids[0], near.id), (ids[1], far.id), (ids[2], gone.id)];
    let shown = pairs.map(|(delivery, driver)| WavePair { delivery, driver });

    // Now it would be the other way round, somebody is too far away, and one delivery has a driver.
    town.stand(&at_near, 2_000.0).await;
    town.stand(&at_far, 100.0).await;
    town.stand(&at_gone, 200_000.0).await;
    let mara = WavePair { delivery: ids[3], driver: town.fleet.mara.id };
    let assign = format!("/api/v1/deliveries/{}/assign", ids[3]);
    town.dora.post(&assign, json!({ "driver": mara.driver })).await.ok::<Delivery>();
    let ask = json!({ "commit": true, "shown": [shown[0], shown[1], shown[2], mara] });
    let done: WavePlan = town.dora.post(WAVE, ask).await.ok();

    let given: Vec<_> = done.assigned.iter().map(|one| (one.delivery, one.driver)).collect();
    assert_eq!(given, pairs[..2]);
    assert_eq!(done.not_waiting, [ids[3]]);
    assert_eq!((done.unassigned[0].delivery, done.unassigned[0].code), (ids[2], WaveReason::Changed));
    assert_eq!(town.delivery(ids[0]).await.driver, Some(near.id));
    assert_eq!(town.delivery(ids[2]).await.state, State::Unassigned, "nobody else gets it");
}

#[tokio::test]
async fn what_was_shown_is_given_out_once_and_only_if_that_is_asked() {
    let town = Town::start().await;
    let (driver, _) = town.driver("Nora Near", 100.0).await;
    let (a, b) = (town.order().await, town.order().await);
    let pair = |delivery: DeliveryId| WavePair { delivery, driver: driver.id };
    let once = "must name each delivery and each driver once";
    let refused = [
        (json!({ "commit": true, "shown": [pair(a), pair(b)] }), "shown", once),
        (json!({ "commit": true, "shown": [pair(a), pair(a)] }), "shown", once),
        (json!({ "commit": true, "shown": [] }), "shown", "must be 1 to 500 deliveries"),
        (json!({ "shown": [pair(a)] }), "commit", "must be true for what was shown"),
        (
            json!({ "commit": true, "shown": [pair(a)], "deliveries": [b] }),
            "deliveries",
            "must not be there beside what was shown",
        ),
    ];
    for (ask, field, rule) in refused {
        town.dora.post(WAVE, ask).await.invalid(field, rule);
    }
    assert_eq!(town.delivery(a).await.state, State::Unassigned);
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

#[tokio::test]
async fn two_waves_at_once_do_not_give_a_driver_more_than_they_may_have() {
    let town = Town::start().await;
    town.dora.put("/api/v1/dispatch/policy", json!({ "policy": { "max_active": 1 } })).await;
    let (driver, _) = town.driver("Nora Near", 100.0).await;
    let (first, second) = (town.order().await, town.order().await);
    let (app, organization, by) =
        (&town.fleet.running.app, town.fleet.organization, town.fleet.dispatcher.id);
    let planned = async |id| plan(app, organization, Wish::These(vec![id])).await.expect("a plan");
    let (one, other) = (planned(first).await, planned(second).await);
    assert_eq!((one.wave.assigned.len(), other.wave.assigned.len()), (1, 1));
    commit(app, organization, by, one).await.expect("given out");
    let done = commit(app, organization, by, other).await.expect("nothing fails");
    assert_eq!((done.wave.assigned.len(), done.wave.unassigned[0].delivery), (0, second));
    assert_eq!(town.delivery(first).await.driver, Some(driver.id));
    assert_eq!(town.delivery(second).await.state, State::Unassigned);
    let [decision] = town.decisions(second).await.try_into().expect("it can be read why");
    assert_eq!(decision.verdict, Verdict::LeftInWave { why: WaveReason::Changed });
}
