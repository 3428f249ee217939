//! Rosters and zones decide who is asked.

use serde_json::{Value, json};
use waybill_domain::{
    Delivery, DeliveryId, MemberId, State, Timestamp,
    calendar::{Day, Local},
    calls::{Dispatched, Kept, WavePlan, WaveReason},
    dispatch::{Handling, Phase, Refusal, Vehicle, Verdict},
};

use super::Town;
use crate::{
    operations::{circle, daily},
    support::{delivery, uuid},
};

/// Which day it is in Berlin.
fn today(town: &Town) -> Day {
    Local::new(jiff::tz::TimeZone::get("Europe/Berlin").expect("a zone")).day_of(town.fleet.clock.now())
}

fn at(text: &str) -> Timestamp {
    text.parse().expect("an instant")
}

/// A town in which it is ten in the morning on a Monday in Berlin.
async fn in_the_morning() -> Town {
    town_at("2032-11-22T09:00:00Z").await
}

/// A town in which it is `now`.
pub(super) async fn town_at(now: &str) -> Town {
    let town = Town::start().await;
    town.fleet.clock.advance(at(now).since(town.fleet.clock.now()));
    let dora = town.fleet.browser(&town.fleet.dispatcher).await;
    Town { dora, ..town }
}

async fn works(town: &Town, driver: MemberId, span: [&str; 2], breaks: Value) {
    let shift = json!({ "span": { "from": span[0], "until": span[1] }, "breaks": breaks });
    let roster = json!({ "days": [{ "day": today(town), "shifts": [shift] }] });
    let path = format!("/api/v1/rosters/{driver}?base_rev=0");
    town.dora.put(&path, roster).await.ok::<Kept<Value>>();
}

#[tokio::test]
async fn who_is_off_or_on_a_break_by_the_roster_is_not_asked_though_the_phone_reports() {
    let town = in_the_morning().await;
    let (off, _) = town.driver("Olga Off", 100.0).await;
    let (resting, _) = town.driver("Rita Rest", 200.0).await;
    let (leaving, _) = town.driver("Lea Leaving", 300.0).await;
    let (working, _) = town.driver("Will Works", 400.0).await;
    works(&town, off.id, ["14:00", "20:00"], json!([])).await;
    works(&town, resting.id, ["08:00", "16:00"], json!([{ "from": "09:45", "until": "10:15" }])).await;
    works(&town, leaving.id, ["02:00", "10:01"], json!([])).await;
    works(&town, working.id, ["08:00", "16:00"], json!([{ "from": "12:00", "until": "12:30" }])).await;
    let id = town.order().await;
    assert_eq!(town.asks(id).await, working.id);
    let decision = town.decisions(id).await.remove(0);
    let refused = |driver: MemberId| {
        let judged = decision.candidates.iter().find(|judged| judged.driver == driver);
        judged.map(|judged| judged.refusals.clone()).expect("a candidate")
    };
    assert_eq!(refused(off.id), [Refusal::OffShift]);
    assert_eq!(refused(resting.id), [Refusal::OnBreak { until: Some(at("2032-11-22T09:15:00Z")) }]);
    assert_eq!(refused(leaving.id), [Refusal::ShiftEnds { ends: at("2032-11-22T09:01:00Z") }]);
}

#[tokio::test]
async fn a_shift_that_gives_a_vehicle_is_judged_by_that_vehicle() {
    let town = in_the_morning().await;
    let (own, _) = town.driver("Oskar Own", 100.0).await;
    let (lent, _) = town.driver("Lena Lent", 900.0).await;
    let cold = uuid();
    let capacity = json!({ "weight_g": 500_000, "volume_cm3": 3_000_000, "count": 80 });
    let truck = json!({ "name": "Truck 2", "kind": "truck", "capacity": capacity, "skills": ["cold_chain"] });
    town.dora.put(&format!("/api/v1/vehicles/{cold}?base_rev=0"), truck).await.ok::<Kept<Value>>();
    for (driver, vehicle) in [(&own, json!(null)), (&lent, json!(cold))] {
        let shift = json!({ "span": { "from": "08:00", "until": "16:00" }, "vehicle": vehicle });
        let roster = json!({ "days": [{ "day": today(&town), "shifts": [shift] }] });
        town.dora.put(&format!("/api/v1/rosters/{}?base_rev=0", driver.id), roster).await.ok::<Kept<Value>>();
    }
    let mut new = delivery(None);
    new.new.handling = Handling {
        vehicles: [Vehicle::Truck].into_iter().collect(),
        skills: ["cold_chain".to_owned()].into(),
        priority: 1,
    };
    let id = town.dora.post("/api/v1/deliveries", new).await.ok::<Delivery>().id;
    assert_eq!(town.asks(id).await, lent.id);
}

#[tokio::test]
async fn a_zone_with_drivers_of_its_own_is_served_by_them() {
    let town = Town::start().await;
    let (near, _) = town.driver("Nora Near", 100.0).await;
    let (own, _) = town.driver("Oskar Own", 900.0).await;
    let shape = json!({ "kind": "circle", "center": { "lat": 52.52, "lon": 13.4 }, "radius_m": 2_000.0 });
    let zone = json!({ "name": "Mitte", "shape": shape, "drivers": [own.id] });
    town.dora.put(&format!("/api/v1/zones/{}?base_rev=0", uuid()), zone).await.ok::<Kept<Value>>();
    let id = town.order().await;
    assert_eq!(town.asks(id).await, own.id);
    let decision = town.decisions(id).await.remove(0);
    let judged = decision.candidates.iter().find(|judged| judged.driver == near.id).expect("a candidate");
    assert_eq!(judged.refusals, [Refusal::OutsideZone { zone: "Mitte".into() }]);
}

/// From nine to six in Berlin.
pub(super) async fn by_day(town: &Town) {
    let hours = json!({ "hours": daily("09:00", "18:00") });
    town.dora.put("/api/v1/calendar?base_rev=0", hours).await.ok::<Kept<Value>>();
}

/// A zone around where everything is picked up, in which nobody is sent; its id.
async fn closed_zone(town: &Town) -> uuid::Uuid {
    let id = uuid();
    let zone = json!({ "name": "Fair", "shape": circle(52.52, 13.4, 2_000.0), "open": false });
    town.dora.put(&format!("/api/v1/zones/{id}?base_rev=0"), zone).await.ok::<Kept<Value>>();
    id
}

async fn verdicts(town: &Town, id: DeliveryId) -> Vec<Verdict> {
    town.decisions(id).await.into_iter().map(|one| one.verdict).collect()
}

#[tokio::test]
async fn what_is_ordered_at_night_is_offered_shortly_before_service_begins() {
    // Three at night in Berlin.
    let town = town_at("2032-11-22T02:00:00Z").await;
    by_day(&town).await;
    town.dora.put("/api/v1/dispatch/policy", json!({ "auto": true, "ahead_min": 30 })).await;
    let (driver, client) = town.driver("Nora Near", 100.0).await;
    let id = town.order().await;
    town.pass(1).await;
    assert_eq!(town.delivery(id).await.state, State::Unassigned, "nobody is woken");
    let opens = at("2032-11-22T08:00:00Z");
    let closed = Verdict::NotServed { why: Refusal::Closed { opens: Some(opens) } };
    assert_eq!(verdicts(&town, id).await, std::slice::from_ref(&closed));
    town.fleet.clock.advance(opens.plus_minutes(-31).since(town.fleet.clock.now()));
    town.stand(&client, 100.0).await;
    town.pass(0).await;
    assert_eq!(verdicts(&town, id).await, [closed], "it is said once");
    town.pass(60).await;
    let now = town.delivery(id).await;
    assert_eq!((now.state, now.driver), (State::Offered, Some(driver.id)));
    assert!(now.exceptions.is_empty(), "nobody was missing");
}

#[tokio::test]
async fn nobody_is_sent_into_a_closed_zone_until_it_is_open_again() {
    let town = in_the_morning().await;
    let zone = closed_zone(&town).await;
    let (driver, client) = town.driver("Nora Near", 100.0).await;
    let id = town.order().await;
    let asked = town.dispatch(id).await;
    let why = Refusal::ZoneClosed { zone: "Fair".to_owned() };
    assert_eq!(asked.decision.map(|decision| decision.verdict), Some(Verdict::NotServed { why }));
    assert_eq!((asked.delivery.state, asked.offers.phase), (State::Unassigned, Phase::Open));

    let open = json!({ "name": "Fair", "shape": circle(52.52, 13.4, 2_000.0) });
    let rev = town.dora.get("/api/v1/zones").await.ok::<Vec<Kept<Value>>>()[0].rev;
    town.dora.put(&format!("/api/v1/zones/{zone}?base_rev={rev}"), open).await.ok::<Kept<Value>>();
    town.fleet.clock.advance(14 * 60_000);
    town.stand(&client, 100.0).await;
    town.pass(61).await;
    assert_eq!(town.delivery(id).await.driver, Some(driver.id), "by itself");
}

#[tokio::test]
async fn a_wave_leaves_what_is_closed_and_says_so() {
    let town = town_at("2032-11-22T02:00:00Z").await;
    by_day(&town).await;
    town.driver("Nora Near", 100.0).await;
    let id = town.order().await;
    let done: WavePlan = town.dora.post("/api/v1/dispatch/wave", json!({ "commit": true })).await.ok();
    assert_eq!((done.assigned.len(), done.unassigned[0].code), (0, WaveReason::Closed));
    assert_eq!(town.delivery(id).await.state, State::Unassigned);
    assert_eq!(verdicts(&town, id).await, [Verdict::LeftInWave { why: WaveReason::Closed }]);
}

#[tokio::test]
async fn what_is_put_off_is_offered_at_its_new_time() {
    let town = in_the_morning().await;
    town.dora.put("/api/v1/dispatch/policy", json!({ "auto": true, "ahead_min": 30 })).await;
    let (driver, client) = town.driver("Nora Near", 100.0).await;
    let now = town.fleet.clock.now();
    let mut new = delivery(None);
    new.new.pickup.window.from = Some(now.plus_minutes(60));
    let made: Delivery = town.dora.post("/api/v1/deliveries", &new).await.ok();
    let later = json!({ "pickup": { "window": { "from": now.plus_minutes(180) } } });
    let path = format!("/api/v1/deliveries/{}?base_rev={}", made.id, made.rev);
    town.dora.patch(&path, later).await.ok::<Delivery>();
    town.pass(31 * 60).await;
    assert_eq!(town.delivery(made.id).await.state, State::Unassigned);
    town.fleet.clock.advance(119 * 60_000);
    town.stand(&client, 100.0).await;
    town.pass(0).await;
    assert_eq!(town.delivery(made.id).await.driver, Some(driver.id));
}

#[tokio::test]
async fn a_driver_goes_on_to_work_in_a_zone_that_is_renamed_and_named_it_cannot_be_removed() {
    let town = Town::start().await;
    let (driver, _) = town.driver("Nora Near", 100.0).await;
    let zone = |name: &str| json!({ "name": name, "shape": circle(52.52, 13.4, 2_000.0) });
    let path = format!("/api/v1/zones/{}", uuid());
    let put = async |rev: u64, name: &str| {
        town.dora.put(&format!("{path}?base_rev={rev}"), zone(name)).await.ok::<Kept<Value>>().rev
    };
    let rev = put(0, "Mitte").await;
    let profile = json!({ "zones": ["mitte "] });
    let profiles = format!("/api/v1/members/{}/profile", driver.id);
    assert_eq!(town.dora.put(&profiles, profile).await.status, 200);
    let rev = put(rev, "Old town").await;
    let id = town.order().await;
    assert_eq!(town.asks(id).await, driver.id);
    town.dora.delete(&format!("{path}?base_rev={rev}")).await.refused(409, "in_use");
    town.dora.put(&profiles, json!({})).await;
    assert_eq!(town.dora.delete(&format!("{path}?base_rev={rev}")).await.status, 204);
}

#[tokio::test]
async fn whoever_has_it_keeps_it_at_an_hour_at_which_nobody_can_be_asked() {
    let town = in_the_morning().await;
    by_day(&town).await;
    let (first, _) = town.driver("Felix First", 100.0).await;
    town.driver("Sina Second", 900.0).await;
    let id = town.dora.post("/api/v1/deliveries", delivery(Some(first.id))).await.ok::<Delivery>().id;
    let path = format!("/api/v1/deliveries/{id}/dispatch");
    town.fleet.clock.advance(12 * 3_600_000);
    let town = Town { dora: town.fleet.browser(&town.fleet.dispatcher).await, ..town };
    let told: Dispatched = town.dora.post(&path, json!({ "reassign": true })).await.ok();
    let verdict = told.decision.map(|decision| decision.verdict);
    assert!(matches!(verdict, Some(Verdict::NotServed { .. })), "{verdict:?}");
    assert_eq!(town.delivery(id).await.driver, Some(first.id));
}
