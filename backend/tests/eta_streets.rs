//! What the tracks of drivers teach about streets.

use serde_json::json;
use waybill_backend::eta::{learn, learned_of};
use waybill_domain::{
    Delivery, DeliveryId, Fix, Point, Timestamp,
    calls::{Acted, CreateDelivery},
    geo::LaneFix,
    id::DeviceId,
    line,
    protocol::{FixBatch, FixReceipt},
};
use waybill_routing::{
    eta::Modelled,
    travel::{TravelMode, Way},
};

use crate::{
    map::{import::import_town, sample},
    support::{Client, Fleet, new_delivery, uuid},
};

/// So many hundred metres east and north of the town's crossing.
fn at(east: f64, north: f64) -> Point {
    let (lat, lon) = sample::at(east, north);
    Point { lat, lon }
}

async fn way(fleet: &Fleet, from: Point, to: Point) -> Way {
    fleet.running.app.travel.way(TravelMode::Car, from, to).await.expect("a road leads there")
}

/// Mara's phone tells every ten seconds, by the map, where she is on `way`; each takes as long as `slow` says of the place.
fn track(way: &Way, begin: Timestamp, slow: impl Fn(Point) -> f64) -> (Vec<LaneFix>, Timestamp) {
    let (mut fixes, mut when) = (Vec::new(), begin);
    let mut second = 0.0;
    while second < way.leg.seconds {
        let next = way.pace.partition_point(|known| *known <= second).clamp(1, way.pace.len() - 1);
        let share = (second - way.pace[next - 1]) / (way.pace[next] - way.pace[next - 1]);
        let (a, b) = (way.line[next - 1], way.line[next]);
        let point = line::towards(a, b, share);
        let fix = Fix {
            point,
            at: when,
            accuracy_m: Some(8.0),
            speed_mps: None,
            heading_deg: None,
            battery_pct: None,
        };
        fixes.push(LaneFix { boot: 1, seq: when.as_millis() as u64, fix });
        when = when.plus_millis((slow(point) * 10_000.0) as i64);
        second += 10.0;
    }
    (fixes, when)
}

/// Mara brings something along `way`, so many days ago, and her phone tells where she is.
async fn brings(fleet: &Fleet, (dora, mara): (&Client, &Client), way: &Way, day: i64) {
    let mut new = new_delivery(Some(fleet.mara.id));
    (new.pickup.point, new.dropoff.point) = (way.line[0], way.line[way.line.len() - 1]);
    let new = CreateDelivery { id: DeliveryId(uuid()), new };
    let made: Delivery = dora.post("/api/v1/deliveries", new).await.ok();
    let begin = fleet.clock.now().plus_minutes(-day * 24 * 60);
    // The street that runs north is dug up.
    let (fixes, end) = track(way, begin, |place| if place.lat > at(0.0, 0.5).lat { 2.0 } else { 1.0 });
    let count = fixes.len();
    let receipt: FixReceipt =
        mara.post("/api/v1/positions", FixBatch::new(DeviceId(uuid()), fixes)).await.ok();
    assert_eq!(receipt.stored, count);
    let outcome = json!({ "outcome": "delivered_to_recipient" });
    for (name, when, args) in [
        ("picked_up", begin.plus_minutes(-1), Some(json!({}))),
        ("out_for_delivery", begin, None),
        ("arrived", end, None),
        ("completed", end.plus_minutes(3), Some(outcome)),
    ] {
        let mut command = json!({ "name": name, "cmd_id": uuid(), "occurred_at": when.to_string() });
        if let Some(args) = args {
            command["args"] = args;
        }
        mara.post(&format!("/api/v1/deliveries/{}/commands", made.id), command).await.ok::<Acted>();
    }
}

#[tokio::test]
async fn a_street_that_is_dug_up_is_told_from_the_rest_of_the_way_and_known_after_a_restart() {
    let fleet = Fleet::start().await;
    import_town(&fleet).await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let mara = fleet.browser(&fleet.mara).await;
    let whole = way(&fleet, at(9.9, 0.0), at(0.0, 9.9)).await;
    for day in (1..=8).rev() {
        brings(&fleet, (&dora, &mara), &whole, day).await;
    }
    assert!(learn(&fleet.running.app).await.expect("the database answers") > 0);
    let learned = learned_of(&fleet.running.app, fleet.organization).await.expect("a fleet");
    let east = way(&fleet, at(8.0, 0.0), at(2.0, 0.0)).await;
    let north = way(&fleet, at(0.0, 2.0), at(0.0, 8.0)).await;
    let factor = |way: &Way| learned.seconds(&Modelled::from(way)) / way.leg.seconds;
    assert!(factor(&north) > 1.4 * factor(&east), "{} {}", factor(&north), factor(&east));
    assert!(learned.familiar(&Modelled::from(&north)) > 0.6);
    let fleet = fleet.restart().await;
    let kept = learned_of(&fleet.running.app, fleet.organization).await.expect("a fleet");
    assert_eq!(kept.seconds(&Modelled::from(&north)), learned.seconds(&Modelled::from(&north)));
}
