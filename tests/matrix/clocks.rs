//! Clocks that are wrong, that jump, and that begin again.

use harness::{
    clock::TestClock,
    phone::TestPhone,
    scene::{MARA, Scene},
    server::PASSWORD,
};
use waybill_domain::{Command, EventBody, State, calls::driver::SignOutHere, rules::today::NextStep};

const YEARS_10: i64 = 3_652 * 86_400_000;
const HOUR: i64 = 3_600_000;

/// The same scene with a phone whose clock is the test's.
async fn with_clock(clock: &TestClock) -> Scene {
    let mut scene = Scene::start().await.unwrap();
    scene.phone.controller.sign_out(SignOutHere { leave_queued: false }).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    scene.phone = TestPhone::open_with_clock(folder.path(), clock.clone()).await.unwrap();
    scene.folder = folder;
    let url = scene.server.url();
    scene.phone.sign_in(&url, MARA, PASSWORD).await.unwrap();
    harness::wait::until("the phone to get it", || scene.phone.delivery(scene.delivery.id)).await;
    scene
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_whose_clock_is_ten_years_off_loses_nothing_and_is_put_in_order() {
    let clock = TestClock::default();
    let scene = with_clock(&clock).await;
    let second = scene.given("Old Mill Road 3").await.unwrap();
    harness::wait::until("the phone to get it", || scene.phone.delivery(second.id)).await;
    for (off, delivery) in [(YEARS_10, &scene.delivery), (-YEARS_10, &second)] {
        clock.set_off_by(off);
        scene.phone.deliver(delivery.id).await.unwrap();
        scene.phone.drained().await.unwrap();
        let detail = scene.dispatcher.detail(delivery.id).await.unwrap();
        assert_eq!((detail.delivery.state, detail.delivery.proof_count()), (State::Completed, (3, 3)));
        assert!(detail.delivery.exceptions.is_empty(), "{:?}", detail.delivery.exceptions);
        let completed = detail
            .timeline
            .iter()
            .find(|entry| matches!(entry.event.body, EventBody::Completed { .. }))
            .unwrap();
        let now = harness::samples::now();
        assert!(completed.event.recorded_at.since(now).abs() < HOUR, "the server's own clock is beside it");
        let said = completed.event.at.since(now);
        assert!((said - off).abs() < HOUR, "what the phone's clock said stands there: {said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_jumps_and_a_phone_that_reboots_change_no_order() {
    let clock = TestClock::default();
    let mut scene = with_clock(&clock).await;
    let id = scene.delivery.id;
    scene.server.stop().await;
    // Summer time is put right by an hour, twice the network's time arrives late, and the phone is switched off between.
    for (n, jump) in [HOUR, -HOUR, 26 * HOUR, -26 * HOUR, 0].into_iter().enumerate() {
        clock.set_off_by(jump);
        let mine = scene.phone.delivery(id).await.unwrap();
        let next = NextStep::of(mine.delivery.state).and_then(NextStep::command);
        let Some(next) = next else { break };
        scene.phone.act(id, next).await.unwrap();
        scene.phone.act(id, Command::Noted { text: format!("note {n}") }).await.unwrap();
        if n % 2 == 0 {
            clock.reboot();
            scene.phone = scene.phone.killed_and_started().await.unwrap();
        }
    }
    scene.server.start_again().await.unwrap();
    scene.phone.drained().await.unwrap();
    let dispatcher = scene.server.dispatcher().await.unwrap();
    let detail = dispatcher.detail(id).await.unwrap();
    assert_eq!(detail.delivery.state, State::Arrived);
    let notes: Vec<_> = detail
        .timeline
        .iter()
        .filter_map(|entry| match &entry.event.body {
            EventBody::Noted { text } => Some(text.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(
        notes,
        ["note 4", "note 3", "note 2", "note 1", "note 0"],
        "the newest first, in the order in which it happened"
    );
}
