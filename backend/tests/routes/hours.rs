//! Plans keep to the hours in which places are served, and to what a shift gives its driver.

use serde_json::json;
use waybill_domain::{
    Window,
    calls::Kept,
    plan::{RoutePlan, WhyNot},
};

use super::{refused::reasons, *};
use crate::{
    operations::{at, circle, daily, fleet_at, span},
    support::{from_to, uuid},
};

/// A fleet whose clock says it is ten in the morning in Berlin, on a Monday.
async fn in_the_morning() -> (Fleet, Client) {
    let fleet = fleet_at("2032-11-22T09:00:00Z").await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    apart(&fleet).await;
    (fleet, dora)
}

#[tokio::test]
async fn a_stop_begins_when_its_place_is_open_and_one_that_is_closed_all_the_time_is_named() {
    let (_fleet, dora) = in_the_morning().await;
    let hours = json!({ "hours": daily("11:00", "14:00") });
    dora.put("/api/v1/calendar?base_rev=0", hours).await.ok::<Kept<Value>>();
    let fine = make(&dora, from_to(1.0, 2.0, None)).await;
    let mut evening = from_to(1.0, 2.0, None);
    evening.new.dropoff.window = Window::new(at("2032-11-22T18:00:00Z"), at("2032-11-22T20:00:00Z"));
    let evening = make(&dora, evening).await;
    let plan = planned(&dora, quick()).await;
    assert_eq!(reasons(&plan, evening.id), [WhyNot::Closed, WhyNot::Closed]);
    let stops = plan.routes.iter().flat_map(|route| &route.stops);
    let begins: Vec<_> = stops.filter(|stop| stop.delivery == fine.id).map(|stop| stop.begins).collect();
    assert_eq!(begins.len(), 2);
    let open = at("2032-11-22T10:00:00Z")..=at("2032-11-22T13:00:00Z");
    assert!(begins.iter().all(|begins| open.contains(begins)), "{begins:?}");
}

#[tokio::test]
async fn what_came_after_the_cut_off_is_not_planned_for_today() {
    let (_fleet, dora) = in_the_morning().await;
    let hours = json!({ "hours": daily("08:00", "18:00"), "cut_offs": [{ "at": "09:30" }] });
    dora.put("/api/v1/calendar?base_rev=0", hours).await.ok::<Kept<Value>>();
    let mut today = from_to(1.0, 2.0, None);
    today.new.dropoff.window = Window::new(at("2032-11-22T12:00:00Z"), at("2032-11-22T14:00:00Z"));
    let today = make(&dora, today).await;
    let plan = planned(&dora, quick()).await;
    assert_eq!(reasons(&plan, today.id), [WhyNot::Closed, WhyNot::Closed]);
}

/// Mara's shift gives her this kind of vehicle with room for so many pieces, Jonas's a van.
async fn equip(fleet: &Fleet, dora: &Client, kind: &str, count: u32) {
    for (driver, name, kind, count) in [(&fleet.mara, "One", kind, count), (&fleet.jonas, "Two", "van", 80)] {
        let vehicle_id = uuid();
        let capacity = json!({ "weight_g": 500_000, "volume_cm3": 3_000_000, "count": count });
        let vehicle = json!({ "name": name, "kind": kind, "capacity": capacity });
        dora.put(&format!("/api/v1/vehicles/{vehicle_id}?base_rev=0"), vehicle).await.ok::<Kept<Value>>();
        let shift = json!({ "span": span("08:00", "18:00"), "vehicle": vehicle_id });
        let roster = json!({ "days": [{ "day": "2032-11-22", "shifts": [shift] }] });
        let path = format!("/api/v1/rosters/{}?base_rev=0", driver.id);
        dora.put(&path, roster).await.ok::<Kept<Value>>();
    }
}

#[tokio::test]
async fn each_route_goes_at_the_pace_of_its_own_vehicle() {
    let (fleet, dora) = in_the_morning().await;
    equip(&fleet, &dora, "bicycle", 10).await;
    // One at each door.
    for km in [0.3, 9.5] {
        make(&dora, from_to(km, km + 0.3, None)).await;
    }
    let plan = planned(&dora, quick()).await;
    let pace = |driver| {
        let route = plan.routes.iter().find(|route| route.driver == driver).expect("a route");
        route.metres as f64 / route.driving_s as f64
    };
    assert!(pace(fleet.jonas.id) > 1.5 * pace(fleet.mara.id), "{:?}", plan.routes);
}

#[tokio::test]
async fn a_shift_that_gives_a_small_vehicle_makes_its_driver_a_small_one() {
    let (fleet, dora) = in_the_morning().await;
    equip(&fleet, &dora, "cargo_bike", 1).await;
    // It lies at Mara's door, and is two pieces.
    let mut two = from_to(0.2, 0.4, None);
    two.new.parcels[0].quantity = 2;
    let two = make(&dora, two).await;
    let plan = planned(&dora, quick()).await;
    assert_eq!(plan.after.unserved, 0);
    dora.post(&format!("{}/commit", path(&plan)), json!({})).await.ok::<RoutePlan>();
    assert_eq!(one(&dora, two.id).await.driver, Some(fleet.jonas.id));
}

#[tokio::test]
async fn no_stop_is_planned_in_a_closed_zone() {
    let (_fleet, dora) = in_the_morning().await;
    let (fine, from, to) = (from_to(5.0, 6.0, None), from_to(1.0, 5.0, None), from_to(5.0, 1.0, None));
    let place = fine.new.pickup.point;
    let closed = from.new.pickup.point;
    assert_ne!(place, closed);
    let zone = json!({ "name": "Fair", "shape": circle(closed.lat, closed.lon, 500.0), "open": false });
    dora.put(&format!("/api/v1/zones/{}?base_rev=0", uuid()), zone).await.ok::<Kept<Value>>();
    let (fine, from, to) = (make(&dora, fine).await, make(&dora, from).await, make(&dora, to).await);
    let plan = planned(&dora, quick()).await;
    for id in [from.id, to.id] {
        assert_eq!(reasons(&plan, id), [WhyNot::Closed, WhyNot::Closed]);
    }
    assert!(plan.routes.iter().flat_map(|route| &route.stops).any(|stop| stop.delivery == fine.id));
}
