//! Orders that come too late, for closed hours, from outside, or for once too often.

use serde_json::{Value, json};
use waybill_domain::{
    Command, Delivery, Window,
    calendar::{Notice, Promise, ServiceCalendar},
    calls::{CreateDelivery, Created, DeliveryDetail, Kept},
    exception::ExceptionKind,
    rules::Disposition,
};

use super::{at, circle, daily, fleet_at};
use crate::support::{Client, delivery};

/// Orders after 14:00 go tomorrow; from 9 to 18.
fn calendar(when_closed: &str) -> Value {
    json!({ "hours": daily("09:00", "18:00"), "cut_offs": [{ "at": "14:00" }], "when_closed": when_closed })
}

fn order(from: &str, until: &str) -> CreateDelivery {
    let mut order = delivery(None);
    order.new.dropoff.window = Window::new(at(from), at(until));
    order
}

async fn keep(client: &Client, rev: u64, calendar: Value) -> u64 {
    client.put(&format!("/api/v1/calendar?base_rev={rev}"), calendar).await.ok::<Kept<ServiceCalendar>>().rev
}

/// A Monday, 15:00 in Berlin.
const AFTERNOON: &str = "2032-11-22T14:00:00Z";

#[tokio::test]
async fn after_the_cut_off_an_order_for_today_is_warned_of_or_refused() {
    let fleet = fleet_at(AFTERNOON).await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let rev = keep(&dora, 0, calendar("warn")).await;
    let today = order("2032-11-22T15:00:00Z", "2032-11-22T17:00:00Z");
    let made: Created = dora.post("/api/v1/deliveries", &today).await.ok();
    let [Notice::AfterCutOff { promise }] = &made.warnings[..] else { panic!("{:?}", made.warnings) };
    assert_eq!(promise.day.to_string(), "2032-11-23");
    assert_eq!(promise.window.from, at("2032-11-23T08:00:00Z"));
    let again: Created = dora.post("/api/v1/deliveries", &today).await.ok();
    assert_eq!((again.delivery, again.warnings), (made.delivery, Vec::new()), "made already");

    let tomorrow = order("2032-11-23T09:00:00Z", "2032-11-23T11:00:00Z");
    let made: Created = dora.post("/api/v1/deliveries", tomorrow).await.ok();
    assert_eq!(made.warnings, []);

    keep(&dora, rev, calendar("refuse")).await;
    let late = order("2032-11-22T15:00:00Z", "2032-11-22T17:00:00Z");
    dora.post("/api/v1/deliveries", &late).await.invalid(
        "dropoff.window.until",
        "must not end before 2032-11-23T08:00:00.000Z: orders that come now go on 2032-11-23",
    );
    dora.get(&format!("/api/v1/deliveries/{}", late.id)).await.refused(404, "unknown");
    assert_eq!(dora.post("/api/v1/deliveries", &today).await.status, 200, "what was made stays made");
}

#[tokio::test]
async fn an_order_for_closed_hours_is_refused_where_the_organization_wants_that() {
    let fleet = fleet_at("2032-11-22T09:00:00Z").await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let by_night = order("2032-11-22T19:00:00Z", "2032-11-22T21:00:00Z");
    let made: Created = dora.post("/api/v1/deliveries", &by_night).await.ok();
    assert_eq!(made.warnings, [], "without hours nothing is closed");
    keep(&dora, 0, calendar("refuse")).await;
    let by_night = order("2032-11-22T19:00:00Z", "2032-11-22T21:00:00Z");
    dora.post("/api/v1/deliveries", &by_night).await.invalid(
        "dropoff.window",
        "must overlap the hours of service; they begin again at 2032-11-23T08:00:00.000Z",
    );
    let by_day = order("2032-11-22T11:00:00Z", "2032-11-22T12:00:00Z");
    assert_eq!(dora.post("/api/v1/deliveries", &by_day).await.status, 201);
}

#[tokio::test]
async fn another_window_or_place_is_judged_like_a_new_order() {
    let fleet = fleet_at("2032-11-22T09:00:00Z").await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let rev = keep(&dora, 0, calendar("refuse")).await;
    let made: Created =
        dora.post("/api/v1/deliveries", order("2032-11-22T11:00:00Z", "2032-11-22T12:00:00Z")).await.ok();
    let path = format!("/api/v1/deliveries/{}?base_rev={}", made.delivery.id, made.delivery.rev);
    let night = json!({ "from": "2032-11-22T19:00:00Z", "until": "2032-11-22T21:00:00Z" });
    let by_night = json!({ "dropoff": { "window": night } });
    let rule = "must overlap the hours of service; they begin again at 2032-11-23T08:00:00.000Z";
    dora.patch(&path, by_night.clone()).await.invalid("dropoff.window", rule);
    let mut command =
        json!(Command::Edit(Box::new(serde_json::from_value(by_night.clone()).expect("a patch"))));
    command["cmd_id"] = json!(crate::support::uuid());
    let commands = format!("/api/v1/deliveries/{}/commands", made.delivery.id);
    dora.post(&commands, command).await.invalid("dropoff.window", rule);

    let too_late = json!({ "pickup": { "window": { "from": "2032-11-22T13:00:00Z" } } });
    dora.patch(&path, too_late)
        .await
        .invalid("dropoff.window.until", "must not be before pickup.window.from");

    keep(&dora, rev, calendar("warn")).await;
    let edited: Created = dora.patch(&path, by_night).await.ok();
    assert!(matches!(edited.warnings[..], [Notice::Closed { .. }]), "{:?}", edited.warnings);
    let path = format!("/api/v1/deliveries/{}?base_rev={}", made.delivery.id, edited.delivery.rev);
    let notes: Created = dora.patch(&path, json!({ "dropoff": { "notes": "Ring twice" } })).await.ok();
    assert_eq!(notes.warnings, [], "only what was changed is judged");
}

#[tokio::test]
async fn what_a_phone_made_is_taken_and_looked_at_and_what_a_browser_makes_by_command_is_judged() {
    let fleet = fleet_at("2032-11-22T09:00:00Z").await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    keep(&dora, 0, calendar("refuse")).await;
    let by_night = order("2032-11-22T19:00:00Z", "2032-11-22T21:00:00Z");
    let mut command = json!(Command::Create(Box::new(by_night.new.clone())));
    command["cmd_id"] = json!(crate::support::uuid());
    let path = format!("/api/v1/deliveries/{}/commands", by_night.id);
    assert_eq!(dora.post(&path, command).await.refused(422, "invalid").errors[0].field, "dropoff.window");

    let mut mara = fleet.phone(&fleet.mara).await;
    let made = mara.next(by_night.id, Command::Create(Box::new(by_night.new)));
    assert_eq!(mara.push(&[made]).await.results[0].disposition, Disposition::Applied);
    let path = format!("/api/v1/deliveries/{}", by_night.id);
    let kept: Delivery = dora.get(&path).await.ok::<DeliveryDetail>().delivery;
    let [exception] = &kept.exceptions[..] else { panic!("{:?}", kept.exceptions) };
    let ExceptionKind::OutsideService { notices } = &exception.kind else { panic!("{exception:?}") };
    assert!(matches!(notices[..], [Notice::Closed { .. }]));
}

#[tokio::test]
async fn an_order_from_outside_is_told_apart_from_one_in_a_closed_zone() {
    let fleet = fleet_at("2032-11-22T09:00:00Z").await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    keep(&dora, 0, json!({ "outside_zones": "refuse" })).await;
    let zone = |name: &str, lat: f64, open: bool| json!({ "name": name, "shape": circle(lat, 13.4, 5_000.0), "open": open });
    for (name, lat, open) in [("Town", 52.52, true), ("Fair", 52.0, false)] {
        let path = format!("/api/v1/zones/{}?base_rev=0", crate::support::uuid());
        dora.put(&path, zone(name, lat, open)).await.ok::<Kept<Value>>();
    }
    assert_eq!(dora.post("/api/v1/deliveries", delivery(None)).await.status, 201);
    let to = |lat: f64| {
        let mut order = delivery(None);
        order.new.dropoff.point.lat = lat;
        order
    };
    dora.post("/api/v1/deliveries", to(51.0)).await.invalid("dropoff.point", "must be in a service zone");
    dora.post("/api/v1/deliveries", to(52.0))
        .await
        .invalid("dropoff.point", "must not be in the zone Fair, which is closed");
}

#[tokio::test]
async fn a_delivery_is_tried_as_often_as_the_organization_wants() {
    let fleet = fleet_at("2032-11-22T09:00:00Z").await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    keep(&dora, 0, json!({ "attempts_max": 2 })).await;
    let first: Created = dora.post("/api/v1/deliveries", delivery(None)).await.ok();
    let follow = |before: &Created, attempt: u32| {
        let mut order = delivery(None);
        (order.new.follows, order.new.attempt) = (Some(before.delivery.id), attempt);
        order
    };
    let second: Created = dora.post("/api/v1/deliveries", follow(&first, 2)).await.ok();
    let rule = "must be at most 2: so often a delivery is tried";
    dora.post("/api/v1/deliveries", follow(&second, 3)).await.invalid("attempt", rule);
    dora.post("/api/v1/deliveries", follow(&second, 1)).await.invalid("attempt", rule);
}

#[tokio::test]
async fn what_can_be_promised_is_told_on_the_clock_of_the_place() {
    let fleet = fleet_at(AFTERNOON).await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    keep(&dora, 0, calendar("warn")).await;
    let zone = json!({ "name": "Manhattan", "shape": circle(40.75, -73.98, 9_000.0),
        "time_zone": "America/New_York" });
    let path = format!("/api/v1/zones/{}?base_rev=0", crate::support::uuid());
    dora.put(&path, zone).await.ok::<Kept<Value>>();
    let promise =
        async |query: &str| -> Option<Promise> { dora.get(&format!("/api/v1/promise?{query}")).await.ok() };
    let berlin = promise("lat=52.5&lon=13.4").await.expect("a promise");
    assert_eq!((berlin.day.to_string(), berlin.after_cut_off), ("2032-11-23".to_owned(), true));
    let new_york = promise(&format!("lat=40.75&lon=-73.98&at={AFTERNOON}")).await.expect("a promise");
    assert_eq!((new_york.day.to_string(), new_york.after_cut_off), ("2032-11-22".to_owned(), false));
    assert_eq!(new_york.window.from, at(AFTERNOON), "it is nine in the morning there");
    let in_spring = promise("lat=52.5&lon=13.4&at=2032-03-28T12:00:00Z").await.expect("a promise");
    assert!(in_spring.after_cut_off, "the clocks were put forward in that night: it is 14:00");
    dora.get("/api/v1/promise?lat=95&lon=0").await.invalid("lat", "must be between -90 and 90 degrees");
}
