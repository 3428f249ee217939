//! Rosters and zones decide who is asked.

use serde_json::{Value, json};
use waybill_domain::{
    Delivery, MemberId, Timestamp,
    calendar::{Day, Local},
    calls::Kept,
    dispatch::{Handling, Refusal, Vehicle},
};

use super::Town;
use crate::support::{delivery, uuid};

/// Which day it is in Berlin.
fn today(town: &Town) -> Day {
    Local::new(jiff::tz::TimeZone::get("Europe/Berlin").expect("a zone")).day_of(town.fleet.clock.now())
}

/// A town in which it is ten in the morning on a Monday in Berlin.
async fn in_the_morning() -> Town {
    let town = Town::start().await;
    let morning: Timestamp = "2032-11-22T09:00:00Z".parse().expect("an instant");
    town.fleet.clock.advance(morning.since(town.fleet.clock.now()));
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
    let at = |text: &str| text.parse::<Timestamp>().expect("an instant");
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
