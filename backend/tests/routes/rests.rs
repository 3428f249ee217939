//! Plans keep to shifts, breaks and days off.

use serde_json::json;
use waybill_domain::{
    Member, Timestamp, Window,
    calls::Kept,
    plan::{RoutePlan, WhyNot},
};

use super::{refused::reasons, *};
use crate::{
    operations::{at, fleet_at, span},
    support::from_to,
};

/// Says when a driver works on the day of these tests.
async fn works(dora: &Client, driver: &Member, shifts: Value) {
    let roster = json!({ "days": [{ "day": "2032-11-22", "shifts": shifts }] });
    let path = format!("/api/v1/rosters/{}?base_rev=0", driver.id);
    dora.put(&path, roster).await.ok::<Kept<Value>>();
}

/// What only Mara does.
async fn of_mara(fleet: &Fleet, dora: &Client) -> RoutePlan {
    planned(dora, json!({ "seconds": 1, "drivers": [fleet.mara.id] })).await
}

/// A delivery near the begin of the route, to be collected and brought in a window of the day of these tests, in UTC.
async fn due(dora: &Client, from: &str, until: &str) -> Delivery {
    let mut new = from_to(0.2, 0.4, None);
    let window = Window::new(at(&format!("2032-11-22T{from}:00Z")), at(&format!("2032-11-22T{until}:00Z")));
    (new.new.pickup.window, new.new.dropoff.window) = (window, window);
    make(dora, new).await
}

fn begins(plan: &RoutePlan, delivery: &Delivery) -> Timestamp {
    let stops = plan.routes.iter().flat_map(|route| &route.stops);
    let of_it = stops.filter(|stop| stop.delivery == delivery.id).map(|stop| stop.begins);
    of_it.min().unwrap_or_else(|| panic!("it is planned: {:?}", plan.unserved))
}

#[tokio::test]
async fn whoever_rests_now_begins_when_the_break_is_over() {
    let fleet = fleet_at("2032-11-22T11:10:00Z").await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    apart(&fleet).await;
    let shift = json!({ "span": span("08:00", "18:00"), "breaks": [span("12:00", "12:30")] });
    works(&dora, &fleet.mara, json!([shift])).await;
    let made = make(&dora, from_to(0.2, 0.4, None)).await;
    let plan = of_mara(&fleet, &dora).await;
    let over = at("2032-11-22T11:30:00Z");
    assert!(begins(&plan, &made) >= over && plan.routes[0].departs >= over, "{:?}", plan.routes);
}

#[tokio::test]
async fn a_break_shortly_before_the_end_of_a_shift_is_taken() {
    let fleet = fleet_at("2032-11-22T09:00:00Z").await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    apart(&fleet).await;
    let shift = json!({ "span": span("08:00", "16:00"), "breaks": [span("15:10", "15:35")] });
    works(&dora, &fleet.mara, json!([shift])).await;
    let last = due(&dora, "14:36", "14:59").await;
    let plan = of_mara(&fleet, &dora).await;
    let rest = Window::new(at("2032-11-22T14:10:00Z"), at("2032-11-22T14:35:00Z"));
    assert!(begins(&plan, &last) >= at("2032-11-22T14:36:00Z"));
    assert_eq!(plan.routes[0].breaks, [rest]);
}

#[tokio::test]
async fn a_break_that_leaves_only_the_way_home_is_spent_there() {
    let fleet = fleet_at("2032-11-22T09:00:00Z").await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    apart(&fleet).await;
    let depot = crate::support::uuid();
    let far =
        json!({ "name": "Depot", "address": "Depot 1", "point": from_to(0.0, 8.0, None).new.dropoff.point });
    dora.put(&format!("/api/v1/depots/{depot}?base_rev=0"), far).await.ok::<Kept<Value>>();
    let shift = json!({ "span": span("08:00", "16:00"), "breaks": [span("15:25", "15:55")], "depot": depot });
    works(&dora, &fleet.mara, json!([shift])).await;
    let made = make(&dora, from_to(0.2, 0.4, None)).await;
    let plan = of_mara(&fleet, &dora).await;
    assert!(begins(&plan, &made) < at("2032-11-22T14:25:00Z"));
    assert!(plan.routes[0].returns <= at("2032-11-22T14:25:00Z"));
}

#[tokio::test]
async fn nothing_is_planned_behind_the_end_of_a_shift_or_for_who_is_off() {
    let fleet = fleet_at("2032-11-22T09:00:00Z").await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    apart(&fleet).await;
    works(&dora, &fleet.mara, json!([])).await;
    works(&dora, &fleet.jonas, json!([{ "span": span("08:00", "16:00") }])).await;
    let near_mara = make(&dora, from_to(0.2, 0.4, None)).await;
    let evening = due(&dora, "15:30", "17:00").await;
    let plan = planned(&dora, quick()).await;
    let drivers: Vec<_> = plan.routes.iter().map(|route| route.driver).collect();
    assert_eq!(drivers, [fleet.jonas.id]);
    assert!(begins(&plan, &near_mara) < at("2032-11-22T15:00:00Z"));
    assert_eq!(reasons(&plan, evening.id), [WhyNot::TooLate, WhyNot::TooLate]);
}

#[tokio::test]
async fn a_day_with_two_shifts_has_stops_in_both_and_none_between() {
    let fleet = fleet_at("2032-11-22T09:00:00Z").await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    apart(&fleet).await;
    let shifts = json!([{ "span": span("08:00", "12:00") }, { "span": span("16:00", "20:00") }]);
    works(&dora, &fleet.mara, shifts).await;
    let morning = due(&dora, "09:30", "10:45").await;
    let between = due(&dora, "12:00", "14:00").await;
    let evening = due(&dora, "16:00", "18:30").await;
    let plan = of_mara(&fleet, &dora).await;
    assert!(begins(&plan, &morning) < at("2032-11-22T11:00:00Z"));
    assert!(begins(&plan, &evening) >= at("2032-11-22T16:00:00Z"));
    assert_eq!(reasons(&plan, between.id), [WhyNot::TooLate]);
}
