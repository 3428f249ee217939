//! Positions: each at its own time, the marker only forwards.

use serde_json::json;
use waybill_domain::{
    Fix, Point, Role, Timestamp,
    geo::LaneFix,
    id::DeviceId,
    protocol::{DriverPosition, FixBatch, FixReceipt},
};

use crate::support::{Client, Fleet, uuid};

fn fix(boot: u32, seq: u64, at: Timestamp, lat: f64) -> LaneFix {
    let fix = Fix {
        point: Point { lat, lon: 13.4 },
        at,
        accuracy_m: Some(8.0),
        speed_mps: Some(4.5),
        heading_deg: Some(90.0),
        battery_pct: Some(77),
    };
    LaneFix { boot, seq, fix }
}

async fn report(client: &Client, device: DeviceId, fixes: Vec<LaneFix>) -> FixReceipt {
    client.post("/api/v1/positions", FixBatch::new(device, fixes)).await.ok()
}

async fn seen(client: &Client) -> Vec<DriverPosition> {
    client.get("/api/v1/positions").await.ok()
}

#[tokio::test]
async fn fixes_are_stored_once_and_the_marker_moves_only_forwards() {
    let fleet = Fleet::start().await;
    let now = fleet.clock.now();
    let mara = fleet.phone(&fleet.mara).await.client;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let device = DeviceId(uuid());
    let batch = vec![fix(1, 2, now, 52.2), fix(1, 1, now.plus_minutes(-1), 52.1)];
    let first = report(&mara, device, batch.clone()).await;
    assert_eq!(first, FixReceipt { stored: 2, duplicates: 0, refused: 0 });
    assert_eq!(report(&mara, device, batch).await, FixReceipt { stored: 0, duplicates: 2, refused: 0 });
    assert_eq!(seen(&dora).await[0].fix.point.lat, 52.2);

    let late = report(&mara, device, vec![fix(1, 3, now.plus_minutes(-60), 51.0)]).await;
    assert_eq!(late.stored, 1);
    assert_eq!(seen(&dora).await[0].fix.point.lat, 52.2, "an old fix does not send the marker back");
    report(&mara, device, vec![fix(2, 1, now.plus_minutes(1), 52.3)]).await;
    assert_eq!(seen(&dora).await[0].fix.point.lat, 52.3);
}

#[tokio::test]
async fn the_markers_are_there_again_after_a_restart() {
    let fleet = Fleet::start().await;
    let now = fleet.clock.now();
    let (mara, jonas) = (fleet.phone(&fleet.mara).await.client, fleet.phone(&fleet.jonas).await.client);
    report(&mara, DeviceId(uuid()), vec![fix(1, 1, now, 52.4)]).await;
    report(&mara, DeviceId(uuid()), vec![fix(1, 1, now.plus_minutes(-5), 51.0)]).await;
    report(&jonas, DeviceId(uuid()), vec![fix(1, 1, now, 48.1)]).await;
    let fleet = fleet.restart().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let lats: Vec<_> = seen(&dora).await.iter().map(|position| position.fix.point.lat).collect();
    assert_eq!(lats, [52.4, 48.1]);
}

#[tokio::test]
async fn fixes_from_the_future_are_refused_one_by_one() {
    let fleet = Fleet::start().await;
    let now = fleet.clock.now();
    let mara = fleet.phone(&fleet.mara).await.client;
    let batch =
        vec![fix(1, 1, now, 52.1), fix(1, 2, now.plus_minutes(60 * 24 * 3_650), 0.0), fix(1, 3, now, 52.2)];
    let receipt = report(&mara, DeviceId(uuid()), batch).await;
    assert_eq!(receipt, FixReceipt { stored: 2, duplicates: 0, refused: 1 });
    let position = seen(&mara).await[0];
    assert!(position.fix.at <= now, "{position:?}");
}

#[tokio::test]
async fn a_phone_whose_clock_is_wrong_loses_nothing_and_its_times_are_put_right() {
    let fleet = Fleet::start().await;
    let now = fleet.clock.now();
    let (mara, jonas) = (fleet.phone(&fleet.mara).await.client, fleet.phone(&fleet.jonas).await.client);
    for (client, off) in [(&mara, 20), (&jonas, -90)] {
        let theirs = now.plus_minutes(off);
        let batch = FixBatch {
            sent_at: Some(theirs),
            ..FixBatch::new(
                DeviceId(uuid()),
                vec![fix(1, 1, theirs.plus_minutes(-240), 52.1), fix(1, 2, theirs.plus_minutes(-1), 52.2)],
            )
        };
        let receipt: FixReceipt = client.post("/api/v1/positions", batch).await.ok();
        assert_eq!(receipt, FixReceipt { stored: 2, duplicates: 0, refused: 0 });
        let corrected = seen(client).await[0].fix.at.since(now.plus_minutes(-1));
        assert!((0..300_000).contains(&corrected), "by a clock that goes right: {corrected} ms off");
    }
    // A clock that is a little off is left alone, as clocks are.
    let theirs = now.plus_minutes(4);
    let batch =
        FixBatch { sent_at: Some(theirs), ..FixBatch::new(DeviceId(uuid()), vec![fix(1, 3, theirs, 52.3)]) };
    mara.post("/api/v1/positions", batch).await.ok::<FixReceipt>();
    assert_eq!(seen(&mara).await[0].fix.at, theirs);
}

#[tokio::test]
async fn nonsense_is_named_or_means_unknown() {
    let fleet = Fleet::start().await;
    let mara = fleet.phone(&fleet.mara).await.client;
    let at = fleet.clock.now().to_string();
    let one =
        |lat: f64, lon: f64| json!({ "boot": 1, "seq": 1, "point": { "lat": lat, "lon": lon }, "at": at });
    let batch = |fixes: Vec<serde_json::Value>| json!({ "device": uuid(), "fixes": fixes });
    let reply = mara.post("/api/v1/positions", batch(vec![one(91.0, 0.0)])).await;
    let problem = reply.refused(422, "invalid");
    assert_eq!(problem.errors[0].rule, "must be between -90 and 90 degrees");
    assert!(problem.errors[0].field.starts_with("fixes"), "{problem:?}");
    let many: Vec<_> = (0..1_001).map(|_| one(1.0, 1.0)).collect();
    mara.post("/api/v1/positions", batch(many)).await.refused(413, "too_large");

    let mut odd = one(52.5, 13.4);
    odd["speed_mps"] = json!(-1.0);
    odd["heading_deg"] = json!(-1.0);
    odd["accuracy_m"] = json!(-1.0);
    mara.post("/api/v1/positions", batch(vec![odd])).await.ok::<FixReceipt>();
    let fix = seen(&mara).await[0].fix;
    assert_eq!((fix.speed_mps, fix.heading_deg, fix.accuracy_m), (None, None, None));
}

#[tokio::test]
async fn who_sees_whom() {
    let fleet = Fleet::start().await;
    let [_, nils, nina] = fleet.neighbours().await;
    let now = fleet.clock.now();
    for (driver, lat) in [(&fleet.mara, 52.1), (&fleet.jonas, 52.2), (&nina, 35.0)] {
        let driver = fleet.phone(driver).await.client;
        report(&driver, DeviceId(uuid()), vec![fix(1, 1, now, lat)]).await;
    }
    let members = async |of: &waybill_domain::Member| {
        let positions = seen(&fleet.phone(of).await.client).await;
        positions.into_iter().map(|position| position.member).collect::<Vec<_>>()
    };
    assert_eq!(members(&fleet.dispatcher).await, [fleet.mara.id, fleet.jonas.id]);
    assert_eq!(members(&fleet.admin).await, [fleet.mara.id, fleet.jonas.id]);
    assert_eq!(members(&fleet.mara).await, [fleet.mara.id], "a driver sees nobody else");
    assert_eq!(members(&nils).await, [nina.id]);

    let merchant = fleet.enroll("Mo Merchant", Role::Merchant).await;
    let merchant = fleet.phone(&merchant).await.client;
    merchant.get("/api/v1/positions").await.refused(403, "forbidden");
    let batch = FixBatch::new(DeviceId(uuid()), Vec::new());
    merchant.post("/api/v1/positions", &batch).await.refused(403, "forbidden");
    let dora = fleet.phone(&fleet.dispatcher).await.client;
    dora.post("/api/v1/positions", &batch).await.refused(403, "forbidden");
    fleet.nobody().get("/api/v1/positions").await.refused(401, "not_signed_in");
}
