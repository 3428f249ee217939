//! Drivers in zones and at depots, noted by the server at the fix's own time.

use serde_json::{Value, json};
use waybill_domain::{
    Fix, Point, Timestamp,
    calls::{GeofenceEvent, GeofencePlace, Kept},
    geo::LaneFix,
    geofence::CrossingKind::{self, Dwell, Enter, Exit},
    id::DeviceId,
    protocol::{FixBatch, FixReceipt},
};

use super::circle;
use crate::support::{Client, Fleet, uuid};

struct Scene {
    fleet: Fleet,
    dora: Client,
    zone: uuid::Uuid,
    depot: uuid::Uuid,
    start: Timestamp,
}

/// A zone of 1 km around a place, and a depot of 100 m in its middle.
async fn scene() -> Scene {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let (zone, depot) = (uuid(), uuid());
    let start = fleet.clock.now().plus_minutes(-60);
    let body = json!({ "name": "Old town", "shape": circle(52.5, 13.4, 1_000.0), "dwell_minutes": 10 });
    dora.put(&format!("/api/v1/zones/{zone}?base_rev=0"), body).await.ok::<Kept<Value>>();
    let body = json!({ "name": "South", "address": "Am Hafen 1", "point": { "lat": 52.5, "lon": 13.4 } });
    dora.put(&format!("/api/v1/depots/{depot}?base_rev=0"), body).await.ok::<Kept<Value>>();
    Scene { fleet, dora, zone, depot, start }
}

impl Scene {
    /// Fixes of minutes since the start and metres north of the middle.
    fn fixes(&self, boot: u32, all: &[(i64, f64)]) -> Vec<LaneFix> {
        let fix = |minute: i64, north_m: f64| Fix {
            point: Point { lat: 52.5 + north_m / 111_195.0, lon: 13.4 },
            at: self.start.plus_minutes(minute),
            accuracy_m: Some(8.0),
            speed_mps: None,
            heading_deg: None,
            battery_pct: None,
        };
        let numbered = all.iter().enumerate();
        numbered
            .map(|(i, (minute, north))| LaneFix { boot, seq: i as u64, fix: fix(*minute, *north) })
            .collect()
    }

    async fn told(&self, query: &str) -> Vec<(CrossingKind, GeofencePlace, i64)> {
        let events: Vec<GeofenceEvent> = self.dora.get(&format!("/api/v1/geofence-events{query}")).await.ok();
        let minute = |event: &GeofenceEvent| event.at.since(self.start) / 60_000;
        events.iter().rev().map(|event| (event.event, event.kind, minute(event))).collect()
    }
}

async fn send(client: &Client, device: DeviceId, fixes: Vec<LaneFix>) -> FixReceipt {
    client.post("/api/v1/positions", FixBatch::new(device, fixes)).await.ok()
}

#[tokio::test]
async fn a_visit_is_noted_at_the_fixes_own_times_once() {
    let scene = scene().await;
    let mara = scene.fleet.phone(&scene.fleet.mara).await.client;
    let device = DeviceId(uuid());
    // In one batch, out of order, as a phone sends that had no network.
    let mut fixes = scene
        .fixes(1, &[(0, 5_000.0), (5, 900.0), (8, 50.0), (12, 20.0), (14, 10.0), (20, 400.0), (30, 3_000.0)]);
    fixes.reverse();
    send(&mara, device, fixes.clone()).await;
    let zone = [(Enter, 5), (Dwell, 20), (Exit, 30)].map(|(what, at)| (what, GeofencePlace::Zone, at));
    let depot = [(Enter, 8), (Dwell, 14), (Exit, 20)].map(|(what, at)| (what, GeofencePlace::Depot, at));
    assert_eq!(scene.told(&format!("?place={}", scene.zone)).await, zone);
    assert_eq!(scene.told(&format!("?place={}", scene.depot)).await, depot);
    send(&mara, device, fixes).await;
    assert_eq!(scene.told("").await.len(), 6, "what comes again is known");
    assert_eq!(scene.told(&format!("?driver={}", scene.fleet.jonas.id)).await, []);
    let first: Vec<GeofenceEvent> = scene.dora.get("/api/v1/geofence-events?limit=4").await.ok();
    let path = format!("/api/v1/geofence-events?before={}", first[3].seq);
    let rest: Vec<GeofenceEvent> = scene.dora.get(&path).await.ok();
    assert_eq!((first.len(), rest.len()), (4, 2), "page by page");
    assert_eq!((first[0].driver, first[0].name.is_empty()), (scene.fleet.mara.id, false));
    scene.dora.get("/api/v1/geofence-events?limit=0").await.invalid("limit", "must be from 1 to 500");
}

#[tokio::test]
async fn a_stay_goes_on_over_a_restart() {
    let mut scene = scene().await;
    let mara = scene.fleet.phone(&scene.fleet.mara).await;
    let fixes = scene.fixes(1, &[(0, 5_000.0), (5, 50.0), (25, 4_000.0)]);
    let device = DeviceId(uuid());
    send(&mara.client, device, fixes[..2].to_vec()).await;
    scene.fleet = scene.fleet.restart().await;
    scene.dora = scene.fleet.browser(&scene.fleet.dispatcher).await;
    let mara = scene.fleet.phone(&scene.fleet.mara).await.client;
    send(&mara, device, fixes[2..].to_vec()).await;
    let zone = scene.told(&format!("?place={}", scene.zone)).await;
    assert_eq!(zone, [(Enter, GeofencePlace::Zone, 5), (Exit, GeofencePlace::Zone, 25)]);
}

#[tokio::test]
async fn an_old_fix_does_not_rewrite_what_was_noted() {
    let scene = scene().await;
    let mara = scene.fleet.phone(&scene.fleet.mara).await.client;
    let device = DeviceId(uuid());
    send(&mara, device, scene.fixes(1, &[(10, 5_000.0)])).await;
    let late = send(&mara, device, scene.fixes(2, &[(2, 0.0), (3, 0.0)])).await;
    assert_eq!(late.stored, 2, "stored all the same");
    assert_eq!(scene.told("").await, []);
}

#[tokio::test]
async fn a_zone_that_is_removed_is_watched_no_more() {
    let scene = scene().await;
    let mara = scene.fleet.phone(&scene.fleet.mara).await.client;
    let device = DeviceId(uuid());
    let fixes = scene.fixes(1, &[(5, 500.0), (25, 4_000.0)]);
    send(&mara, device, fixes[..1].to_vec()).await;
    let zones: Vec<Kept<Value>> = scene.dora.get("/api/v1/zones").await.ok();
    let path = format!("/api/v1/zones/{}?base_rev={}", scene.zone, zones[0].rev);
    assert_eq!(scene.dora.delete(&path).await.status, 204);
    send(&mara, device, fixes[1..].to_vec()).await;
    assert_eq!(scene.told("").await, [(Enter, GeofencePlace::Zone, 5)], "what was noted stays");
}

#[tokio::test]
async fn what_a_phone_brings_late_is_noted_though_another_one_reported_meanwhile() {
    let scene = scene().await;
    let mara = scene.fleet.phone(&scene.fleet.mara).await.client;
    let (phone, replacement) = (DeviceId(uuid()), DeviceId(uuid()));
    let day = scene.fixes(1, &[(0, 5_000.0), (5, 900.0), (8, 50.0), (20, 400.0), (30, 3_000.0)]);
    send(&mara, phone, day[..1].to_vec()).await;
    // The phone has no network all day; another one reports that she is elsewhere by now.
    send(&mara, replacement, scene.fixes(1, &[(40, 6_000.0), (50, 7_000.0)])).await;
    send(&mara, phone, day[1..].to_vec()).await;
    let told = scene.told(&format!("?place={}", scene.depot)).await;
    assert_eq!(told.first(), Some(&(Enter, GeofencePlace::Depot, 8)), "{told:?}");
    assert_eq!(told.last(), Some(&(Exit, GeofencePlace::Depot, 20)), "{told:?}");
    let zone = scene.told(&format!("?place={}", scene.zone)).await;
    assert_eq!(
        (zone.first(), zone.last()),
        (Some(&(Enter, GeofencePlace::Zone, 5)), Some(&(Exit, GeofencePlace::Zone, 30)),)
    );
}
