//! Positions: a real drive replayed through a phone that has no network on the way.

use std::path::PathBuf;

use harness::{
    phone::TestPhone,
    samples,
    server::{PASSWORD, TestServer},
};
use waybill_demo::{Town, track};
use waybill_domain::{
    Fix,
    calls::{
        ListPositions,
        driver::{ReportFix, SetShift, Shift},
    },
};

/// The recorded drive where it is there, else one along the demo town's roads; moved in time so that it ends now.
fn drive() -> Vec<Fix> {
    let data = std::env::var_os("WAYBILL_DATA").map(PathBuf::from);
    let data = data.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data"));
    let recorded = std::fs::read_to_string(data.join("osm/andorra_for_map_matching.gpx"))
        .ok()
        .and_then(|gpx| track::read_gpx(&gpx, samples::now()).ok())
        .filter(|fixes| fixes.len() > 10);
    let mut fixes = recorded.unwrap_or_else(|| {
        println!("the recorded track is absent; a synthetic one is driven instead");
        track::synthetic(&Town::generate(7), 7, samples::now(), 200, 5_000)
    });
    let end = samples::now();
    let last = fixes.len() as i64 - 1;
    for (i, fix) in fixes.iter_mut().enumerate() {
        fix.at = end.plus_millis((i as i64 - last) * 15_000);
    }
    fixes
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drive_without_a_network_is_on_the_map_afterwards_and_off_duty_leaves_no_trace() {
    let mut server = TestServer::start().await.unwrap();
    let mara = server.driver("Mara Ivanova", "mara@fleet.test").await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let phone = TestPhone::open(folder.path()).await.unwrap();
    phone.sign_in(&server.url(), "mara@fleet.test", PASSWORD).await.unwrap();
    let fixes = drive();

    phone.controller.report_fix(ReportFix { fix: fixes[0] }).await.unwrap();
    phone.drained().await.unwrap();
    let dispatcher = server.dispatcher().await.unwrap();
    assert_eq!(dispatcher.call(&ListPositions {}).await.unwrap(), [], "off duty, nothing is collected");

    phone.controller.set_shift(SetShift { shift: Shift::On }).await.unwrap();
    server.stop().await;
    for fix in &fixes {
        phone.controller.report_fix(ReportFix { fix: *fix }).await.unwrap();
    }
    let phone = phone.killed_and_started().await.unwrap();
    server.start_again().await.unwrap();
    phone.drained().await.unwrap();

    let dispatcher = server.dispatcher().await.unwrap();
    let positions = dispatcher.call(&ListPositions {}).await.unwrap();
    assert_eq!(positions.len(), 1);
    assert_eq!(positions[0].member, mara.id);
    let end = fixes[fixes.len() - 1];
    let off_by = positions[0].fix.point.distance_m(end.point);
    assert!(off_by < 250.0, "the marker stands {off_by} m from where the drive ended");
}
