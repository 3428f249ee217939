//! What cannot be planned, in words.

use serde_json::json;
use waybill_domain::{
    Point, Role, State, Window,
    eta::TravelSource,
    plan::{Obstacle, RoutePlan, WhyNot},
};

use super::*;
use crate::{
    map::{import::import_town, sample::at},
    support::{from_to, uuid},
};

pub(super) fn reasons(plan: &RoutePlan, id: DeliveryId) -> Vec<WhyNot> {
    let entry = plan.unserved.iter().find(|entry| entry.delivery == id).expect("it is unserved");
    entry.obstacles.iter().map(|Obstacle { why, .. }| why.clone()).collect()
}

#[tokio::test]
async fn an_impossible_window_is_unserved_for_every_driver_with_the_reason() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    apart(&fleet).await;
    let now = fleet.clock.now();
    let mut over = from_to(1.0, 2.0, None);
    over.new.dropoff.window = Window { from: None, until: Some(now.plus_minutes(-5)) };
    let mut soon = from_to(1.0, 40.0, None);
    soon.new.dropoff.window = Window { from: None, until: Some(now.plus_minutes(10)) };
    let (over, soon) = (make(&dora, over).await, make(&dora, soon).await);
    let fine = make(&dora, from_to(1.0, 2.0, None)).await;
    let plan = planned(&dora, quick()).await;
    assert_eq!(reasons(&plan, over.id), [WhyNot::WindowOver, WhyNot::WindowOver]);
    assert_eq!(reasons(&plan, soon.id), [WhyNot::TooLate, WhyNot::TooLate]);
    assert_eq!(plan.after.unserved, 2);
    dora.post(&format!("{}/commit", path(&plan)), json!({})).await.ok::<RoutePlan>();
    assert_eq!(one(&dora, fine.id).await.driver, Some(fleet.mara.id));
    assert_eq!((one(&dora, over.id).await.driver, one(&dora, soon.id).await.driver), (None, None));
}

#[tokio::test]
async fn an_address_that_no_road_leads_to_is_said_so_and_the_rest_is_planned() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    import_town(&fleet).await;
    let place = |east, north| {
        let (lat, lon) = at(east, north);
        Point { lat, lon }
    };
    let mut far_out = from_to(0.0, 0.0, None);
    (far_out.new.pickup.point, far_out.new.dropoff.point) = (place(1.0, 0.0), place(0.0, 400.0));
    let mut fine = far_out.clone();
    fine.id = DeliveryId(uuid());
    fine.new.dropoff.point = place(9.0, 0.0);
    let (far_out, fine) = (make(&dora, far_out).await, make(&dora, fine).await);
    let plan = planned(&dora, quick()).await;
    let against = reasons(&plan, far_out.id);
    assert!(!against.is_empty() && against.iter().all(|why| *why == WhyNot::NoRoad), "{against:?}");
    assert_eq!((plan.source, plan.after.unserved), (TravelSource::RoadGraph, 1));
    dora.post(&format!("{}/commit", path(&plan)), json!({})).await.ok::<RoutePlan>();
    assert!(one(&dora, fine.id).await.driver.is_some());
    assert_eq!(one(&dora, far_out.id).await.state, State::Unassigned, "it waits for another address");
}

#[tokio::test]
async fn what_a_driver_has_already_is_brought_late_rather_than_not_at_all() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    apart(&fleet).await;
    let mut late = from_to(1.0, 2.0, Some(fleet.mara.id));
    late.new.dropoff.window = Window { from: None, until: Some(fleet.clock.now().plus_minutes(-30)) };
    let late = make(&dora, late).await;
    let plan = planned(&dora, quick()).await;
    assert!(plan.routes.iter().any(|route| route.stops.iter().any(|stop| stop.delivery == late.id)));
    assert_eq!((plan.before.late, plan.after.late), (1, 1));
}

#[tokio::test]
async fn without_a_driver_nothing_is_planned() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let ada = fleet.browser(&fleet.admin).await;
    let ask = json!({ "drivers": [fleet.dispatcher.id] });
    let rule = "must be a driver of this organization who may work";
    dora.post("/api/v1/routes/optimize", ask).await.invalid("drivers[0]", rule);
    for member in [&fleet.mara, &fleet.jonas] {
        let off = json!({ "disabled": true });
        assert_eq!(ada.patch(&format!("/api/v1/members/{}", member.id), off).await.status, 200);
    }
    let rule = "must have at least one driver who may work";
    dora.post("/api/v1/routes/optimize", json!({})).await.invalid("drivers", rule);
}

#[tokio::test]
async fn what_cannot_be_meant_is_named_with_field_and_rule() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let hers = make(&dora, from_to(1.0, 2.0, Some(fleet.mara.id))).await;
    let ask = |body: serde_json::Value| {
        let dora = dora.clone();
        async move { dora.post("/api/v1/routes/optimize", body).await }
    };
    ask(json!({ "seconds": 0 })).await.invalid("seconds", "must be 1 to 300");
    ask(json!({ "second": 1 })).await.invalid("second", "is not known here");
    let nobody = json!({ "deliveries": [uuid()] });
    ask(nobody).await.invalid("deliveries[0]", "must be a delivery that is not over");
    let elsewhere = json!({ "deliveries": [hers.id], "drivers": [fleet.jonas.id] });
    ask(elsewhere).await.invalid("deliveries[0]", "is with a driver who is not in the plan");
    let loose = make(&dora, from_to(1.0, 2.0, None)).await;
    let rule = "must be a delivery that a driver of the plan has";
    ask(json!({ "pinned": [loose.id] })).await.invalid("pinned[0]", rule);
}

#[tokio::test]
async fn a_priority_is_from_0_to_9_and_each_comes_before_the_one_below() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    apart(&fleet).await;
    let urgent = |priority, km| {
        let mut new = from_to(km, 10.0, None);
        // On either side of Jonas: only one of them can be collected in time.
        new.new.pickup.window = Window { from: None, until: Some(fleet.clock.now().plus_minutes(6)) };
        new.new.handling.priority = priority;
        new
    };
    dora.post("/api/v1/deliveries", urgent(10, 9.0)).await.invalid("handling.priority", "must be at most 9");
    // The nearer one would cost less.
    let less = make(&dora, urgent(8, 9.4)).await;
    make(&dora, urgent(9, 11.0)).await;
    let plan = planned(&dora, json!({ "seconds": 1, "drivers": [fleet.jonas.id] })).await;
    let left: Vec<_> = plan.unserved.iter().map(|entry| entry.delivery).collect();
    assert_eq!(left, [less.id]);
}

#[tokio::test]
async fn plans_are_for_dispatchers_of_the_same_organization() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    apart(&fleet).await;
    let made = make(&dora, from_to(1.0, 2.0, None)).await;
    let plan = planned(&dora, quick()).await;
    let [_, nils, _] = fleet.neighbours().await;
    let nils = fleet.browser(&nils).await;
    let merchant = fleet.enroll("Otto Laden", Role::Merchant).await;
    let (mara, otto) = (fleet.browser(&fleet.mara).await, fleet.browser(&merchant).await);
    for what in ["commit", "undo", "stop"] {
        let path = format!("{}/{what}", path(&plan));
        nils.post(&path, json!({})).await.refused(404, "unknown");
        mara.post(&path, json!({})).await.refused(403, "forbidden");
        otto.post(&path, json!({})).await.refused(403, "forbidden");
    }
    nils.get(&path(&plan)).await.refused(404, "unknown");
    nils.delete(&path(&plan)).await.refused(404, "unknown");
    mara.post("/api/v1/routes/optimize", json!({})).await.refused(403, "forbidden");
    let insert = format!("/api/v1/deliveries/{}/insert", made.id);
    nils.post(&insert, json!({})).await.refused(404, "unknown");
    mara.post(&insert, json!({})).await.refused(403, "forbidden");
}
