//! The demo fleet: its past is true, and its drivers work.

use serde_json::json;
use waybill_backend::{
    Clock, Config, Server,
    demo::{DemoError, Size, fill},
    store::{deliveries, log},
};
use waybill_domain::{
    Delivery,
    calls::{Counts, Group},
    protocol::SignedIn,
};

use crate::support::{Fleet, nobody_at};

fn config(dir: &tempfile::TempDir) -> Config {
    Config {
        listen: ([127, 0, 0, 1], 0).into(),
        data_dir: dir.path().to_owned(),
        password_memory_kib: 64,
        password_passes: 1,
        ..Config::default()
    }
}

#[tokio::test]
async fn the_fleets_past_is_what_the_script_says() {
    let dir = tempfile::tempdir().expect("a folder");
    let app = Server::open(config(&dir), Clock::default()).await.expect("an app");
    let size = Size { drivers: 5, deliveries: 60, seed: 7 };
    let filled = fill(&app, size, |_, _| {}).await.expect("a fleet");
    assert_eq!(filled.unexpected, 0);
    let organization = filled.organization.id;
    let now = app.clock.now();
    let mut snapshot = app.store.snapshot().await.expect("a snapshot");
    assert!(matches!(log::verify(&mut snapshot, organization).await, Ok(Ok(events)) if events > 200));
    let all: Vec<Delivery> = deliveries::changed(&mut snapshot, organization, None, 0, i64::MIN, 1_000)
        .await
        .expect("all")
        .into_iter()
        .filter_map(|change| change.delivery)
        .collect();
    assert_eq!(all.len(), 60);
    let of = |group: Group| all.iter().filter(|delivery| group.contains(delivery, now)).count() as u64;
    let on_time = |delivery: &&Delivery| Group::Delivered.contains(delivery, now) && !delivery.is_late(now);
    let counted = Counts {
        all: 60,
        unassigned: of(Group::Unassigned),
        on_the_way: of(Group::OnTheWay),
        late: of(Group::Late),
        failed: of(Group::Failed),
        delivered: of(Group::Delivered),
        cancelled: of(Group::Cancelled),
        exceptions: of(Group::Exceptions),
        on_time: all.iter().filter(on_time).count() as u64,
    };
    let counts = deliveries::counts(&mut snapshot, organization, None, now).await.expect("counts");
    assert_eq!(counts, counted, "the kept counts are those of the deliveries");
    drop(snapshot);
    let again = fill(&app, size, |_, _| {}).await;
    assert!(matches!(again, Err(DemoError::NotEmpty)), "nobody's data is mixed with a demo");
    let running = Server::serve(app).await.expect("a server");
    let ask = json!({ "email": "mara@demo.waybill.app", "password": "waybill" });
    let signed: SignedIn = nobody_at(&running.url()).post("/api/v1/session", ask).await.ok();
    assert_eq!(signed.session.organization, filled.organization);
    running.shutdown().await;
}

#[tokio::test]
async fn simulated_drivers_work_until_the_server_stops() {
    let dir = tempfile::tempdir().expect("a folder");
    let app = Server::open(config(&dir), Clock::default()).await.expect("an app");
    let size = Size { drivers: 6, deliveries: 60, seed: 7 };
    let organization = fill(&app, size, |_, _| {}).await.expect("a fleet").organization.id;
    let seq = async || {
        let mut snapshot = app.store.snapshot().await.expect("a snapshot");
        log::head(&mut snapshot, organization).await.expect("a head").seq
    };
    let before = seq().await;
    let working = tokio::spawn(waybill_backend::demo::simulate(app.clone(), 100.0));
    let patience = std::time::Instant::now();
    while seq().await < before + 3 {
        assert!(patience.elapsed().as_secs() < 30, "nobody works");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    app.stopping.cancel();
    working.await.expect("no panic").expect("no error");
}

#[tokio::test]
async fn without_a_demo_fleet_there_is_nothing_to_simulate() {
    let fleet = Fleet::start().await;
    let ended = waybill_backend::demo::simulate(fleet.running.app.clone(), 1.0).await;
    assert!(matches!(ended, Err(DemoError::NoFleet)));
}
