//! A server that comes back older: from a backup, or from a copied file.

use std::fs;

use harness::{
    phone::TestPhone,
    scene::{MARA, Scene},
    wait,
};
use waybill_backend::backup;
use waybill_domain::{Command, State, calls::GetSyncStatus};

use crate::copied::copy;

async fn take(scene: &Scene, to: &std::path::Path) -> backup::Taken {
    let now = scene.server.clock.now();
    backup::take(scene.server.data(), to, now, &mut |_, _, _| {}).await.unwrap()
}

async fn is_whole(scene: &Scene, id: waybill_domain::DeliveryId) -> bool {
    let Ok(detail) = scene.dispatcher.detail(id).await else { return false };
    (detail.delivery.state, detail.delivery.proof_count()) == (State::Completed, (3, 3))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drill_work_backup_more_work_restore_and_the_phones_bring_back_what_the_backup_lacks() {
    let mut scene = Scene::start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    // Work before the backup, work under way while it is taken, and work that only the phone will remember.
    let before = scene.given("Old Mill Road 3").await.unwrap();
    wait::until("the phone to get it", || scene.phone.delivery(before.id)).await;
    scene.phone.deliver(before.id).await.unwrap();
    scene.phone.drained().await.unwrap();
    scene.phone.act(scene.delivery.id, Command::Accept).await.unwrap();
    let (taken, delivered) = tokio::join!(take(&scene, folder.path()), scene.deliver());
    delivered.unwrap();
    let after = scene.given("Rose Court 5").await.unwrap();
    wait::until("the phone to get the new one", || scene.phone.delivery(after.id)).await;
    scene.phone.deliver(after.id).await.unwrap();
    scene.phone.drained().await.unwrap();
    assert!(is_whole(&scene, after.id).await);
    let lane = scene.phone.controller.lane().unwrap();
    let status = scene.dispatcher.call(&GetSyncStatus {}).await.unwrap();
    let reached = status.lanes.iter().find(|status| status.lane == lane).unwrap().last_seq;

    scene.server.stop().await;
    scene.server.restore(&taken.path).await.unwrap();
    scene.server.start_again().await.unwrap();
    scene.dispatcher = scene.server.dispatcher().await.unwrap();
    assert!(scene.dispatcher.detail(after.id).await.is_err() || !is_whole(&scene, after.id).await);
    scene.phone.drained().await.unwrap();
    for id in [before.id, scene.delivery.id, after.id] {
        wait::until("everything to be as it was", || async { is_whole(&scene, id).await.then_some(()) })
            .await;
    }
    let reopened = scene.dispatcher.detail(after.id).await.unwrap().delivery;
    assert_eq!((reopened.driver, &reopened.dropoff), (Some(scene.driver.id), &after.dropoff));
    assert_eq!(reopened.exceptions.len(), 1, "the office knows that it was brought back by a phone");
    assert_eq!(scene.phone.controller.lane(), Some(lane), "in the same lane");
    let status = scene.dispatcher.call(&GetSyncStatus {}).await.unwrap();
    let again = status.lanes.iter().find(|status| status.lane == lane).unwrap();
    assert!(again.last_seq >= reached && again.pending_uploads == 0, "{again:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_whose_files_were_copied_back_gets_again_what_it_forgot() {
    let mut scene = Scene::start().await.unwrap();
    scene.phone.act(scene.delivery.id, Command::Accept).await.unwrap();
    scene.phone.drained().await.unwrap();
    let copied = tempfile::tempdir().unwrap();
    scene.server.stop().await;
    copy(scene.server.data(), copied.path());
    scene.server.start_again().await.unwrap();
    scene.dispatcher = scene.server.dispatcher().await.unwrap();
    scene.phone.drained().await.unwrap();
    scene.deliver().await.unwrap();
    let after = scene.given("Rose Court 5").await.unwrap();
    wait::until("the phone to get the new one", || scene.phone.delivery(after.id)).await;
    scene.phone.deliver(after.id).await.unwrap();
    scene.phone.drained().await.unwrap();

    scene.server.stop().await;
    for entry in fs::read_dir(scene.server.data()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { fs::remove_dir_all(path).unwrap() } else { fs::remove_file(path).unwrap() }
    }
    copy(copied.path(), scene.server.data());
    scene.phone.act(after.id, Command::Noted { text: "while it was away".into() }).await.unwrap();
    scene.server.start_again().await.unwrap();
    scene.dispatcher = scene.server.dispatcher().await.unwrap();
    scene.phone.drained().await.unwrap();
    for id in [scene.delivery.id, after.id] {
        wait::until("everything to be as it was", || async { is_whole(&scene, id).await.then_some(()) })
            .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_restored_to_before_a_phone_first_signed_in_gets_all_of_it_after_a_sign_in() {
    let mut scene = Scene::start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let taken = take(&scene, &folder.path().join("backup")).await;
    let ben = tempfile::tempdir().unwrap();
    // Another phone of the same driver, which the backup has never heard of.
    let phone = TestPhone::open(ben.path()).await.unwrap();
    phone.sign_in(&scene.server.url(), MARA, harness::server::PASSWORD).await.unwrap();
    wait::until("the phone to get the delivery", || phone.delivery(scene.delivery.id)).await;
    phone.deliver(scene.delivery.id).await.unwrap();
    phone.drained().await.unwrap();
    let lane = phone.controller.lane().unwrap();
    scene.phone.controller.shut_down().await;
    scene.server.stop().await;
    scene.server.restore(&taken.path).await.unwrap();
    scene.server.start_again().await.unwrap();
    scene.dispatcher = scene.server.dispatcher().await.unwrap();
    phone.sign_in(&scene.server.url(), MARA, harness::server::PASSWORD).await.unwrap();
    phone.drained().await.unwrap();
    assert_ne!(phone.controller.lane(), Some(lane));
    wait::until("everything to be as it was", || async {
        is_whole(&scene, scene.delivery.id).await.then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn phones_let_go_of_commands_once_they_are_in_a_backup_and_not_before() {
    let scene = Scene::start().await.unwrap();
    scene.phone.act(scene.delivery.id, Command::Accept).await.unwrap();
    scene.phone.drained().await.unwrap();
    assert_eq!(kept(&scene).await, 1);
    let folder = tempfile::tempdir().unwrap();
    take(&scene, &folder.path().join("backup")).await;
    backup::note(scene.server.app().unwrap()).await.unwrap();
    scene.phone.act(scene.delivery.id, Command::ArrivedAtPickup).await.unwrap();
    scene.phone.drained().await.unwrap();
    assert_eq!(kept(&scene).await, 1, "the one after the backup stays");
}

/// How many envelopes the phone keeps for a server that may forget them.
async fn kept(scene: &Scene) -> i64 {
    let lane = scene.phone.controller.lane().unwrap();
    let file = scene.folder.path().join("lanes").join(lane.to_string()).join("waybill.db");
    let pool = sqlx::SqlitePool::connect_with(
        sqlx::sqlite::SqliteConnectOptions::new().filename(file).read_only(true),
    );
    sqlx::query_scalar("select count(*) from taken").fetch_one(&pool.await.unwrap()).await.unwrap()
}
