//! A phone that was restored from a copy, or has lost its key.

use std::{
    fs,
    path::{Path, PathBuf},
};

use harness::{
    phone::TestPhone,
    scene::{MARA, Scene},
    server::PASSWORD,
    wait,
};
use sqlx::{Connection as _, SqliteConnection, sqlite::SqliteConnectOptions};
use tempfile::TempDir;
use waybill_domain::{
    Command, EventBody, State,
    calls::{GetSyncStatus, driver::Network},
};

/// Copies a folder, but for the lock.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else if entry.file_name() != "lock" {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Copies the phone's data while it is off, and starts it again.
async fn copied(mut scene: Scene) -> (Scene, TempDir) {
    scene.phone.controller.shut_down().await;
    // Whoever closes last takes the write-ahead log away; only then is nobody there any more. Of two who close at once
    // neither is the last.
    wait::until("the phone to let go of its files", || async {
        let logs = logs(scene.folder.path());
        for log in &logs {
            close_again(&log.with_extension("db")).await;
        }
        logs.is_empty().then_some(())
    })
    .await;
    let folder = tempfile::tempdir().unwrap();
    copy(scene.folder.path(), folder.path());
    drop(scene.phone);
    scene.phone = TestPhone::open(scene.folder.path()).await.unwrap();
    (scene, folder)
}

/// The write-ahead logs below `folder`.
fn logs(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let here = files.into_iter().filter(|path| path.extension().is_some_and(|end| end == "db-wal"));
    here.chain(folders.iter().flat_map(|folder| logs(folder))).collect()
}

/// Opens a database and closes it.
async fn close_again(file: &Path) {
    let options = SqliteConnectOptions::new().filename(file);
    let Ok(mut conn) = SqliteConnection::connect_with(&options).await else { return };
    let _ = sqlx::query("pragma wal_checkpoint").execute(&mut conn).await;
    let _ = conn.close().await;
}

fn noted(text: &str) -> Command {
    Command::Noted { text: text.to_owned() }
}

/// The notes on the delivery, in the order of the log.
async fn notes(scene: &Scene) -> Vec<String> {
    let events = scene.timeline().await.unwrap().into_iter().map(|entry| entry.event.body);
    let note = |body| match body {
        EventBody::Noted { text } => Some(text),
        _ => None,
    };
    // The timeline has the newest first.
    let mut notes: Vec<String> = events.filter_map(note).collect();
    notes.reverse();
    notes
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_restored_from_a_copy_goes_on_in_another_lane_and_nothing_is_lost() {
    let scene = Scene::start().await.unwrap();
    let id = scene.delivery.id;
    scene.phone.drained().await.unwrap();
    let (scene, copied) = copied(scene).await;
    let first = scene.phone.controller.lane().unwrap();
    for text in ["one", "two", "three"] {
        scene.phone.act(id, noted(text)).await.unwrap();
    }
    scene.phone.drained().await.unwrap();
    scene.phone.controller.shut_down().await;

    let restored = TestPhone::open(copied.path()).await.unwrap();
    restored.act(id, noted("from the copy")).await.unwrap();
    restored.deliver(scene.delivery.id).await.unwrap();
    restored.drained().await.unwrap();
    let second = restored.controller.lane().unwrap();
    assert_ne!(first, second, "no number is used twice");
    let room = restored.waiting().await.unwrap();
    assert!(room.renewed.unwrap().why.contains("restored from a copy"));
    assert!(room.items.is_empty() && room.wedged.is_empty());
    assert_eq!(notes(&scene).await, ["one", "two", "three", "from the copy"]);
    let delivery = scene.dispatcher.detail(id).await.unwrap().delivery;
    assert_eq!((delivery.state, delivery.proof_count()), (State::Completed, (3, 3)));
    let status = scene.dispatcher.call(&GetSyncStatus {}).await.unwrap();
    let old = status.lanes.iter().find(|lane| lane.lane == first).unwrap();
    assert_eq!(old.successor, Some(second), "the office sees that the old lane is over");

    let restored = restored.killed_and_started().await.unwrap();
    assert_eq!(restored.controller.lane(), Some(second), "also after a restart");
    restored.act(id, noted("and on")).await.unwrap();
    restored.drained().await.unwrap();
    assert_eq!(notes(&scene).await.last().unwrap(), "and on");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_copies_of_one_phone_both_go_on_and_no_command_is_lost_or_doubled() {
    let mut scene = Scene::start().await.unwrap();
    let id = scene.delivery.id;
    scene.server.stop().await;
    scene.phone.act(id, noted("before the copy")).await.unwrap();
    let (mut scene, copied) = copied(scene).await;
    let other = TestPhone::open(copied.path()).await.unwrap();
    scene.phone.act(id, noted("on the first")).await.unwrap();
    other.act(id, noted("on the other")).await.unwrap();
    scene.server.start_again().await.unwrap();
    scene.phone.drained().await.unwrap();
    other.drained().await.unwrap();
    scene.phone.act(id, noted("first again")).await.unwrap();
    scene.phone.drained().await.unwrap();
    scene.dispatcher = scene.server.dispatcher().await.unwrap();
    let mut notes = notes(&scene).await;
    notes.sort();
    assert_eq!(notes, ["before the copy", "first again", "on the first", "on the other"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_whose_session_has_ended_keeps_everything_until_its_member_signs_in() {
    let scene = Scene::start().await.unwrap();
    let id = scene.delivery.id;
    scene.phone.drained().await.unwrap();
    let (mut scene, copied) = copied(scene).await;
    for text in ["one", "two"] {
        // Each refresh makes the one before it worthless: the copy's is two behind.
        scene.server.clock.advance(20 * 60_000);
        scene.phone.act(id, noted(text)).await.unwrap();
        scene.phone.drained().await.unwrap();
    }
    scene.server.clock.advance(20 * 60_000);
    scene.phone.act(id, noted("three")).await.unwrap();
    scene.phone.drained().await.unwrap();
    scene.phone.controller.shut_down().await;

    let restored = TestPhone::open(copied.path()).await.unwrap();
    restored.act(id, noted("from the copy")).await.unwrap();
    wait::until("the copy to be asked to sign in", || async {
        (restored.controller.status().network == Network::SignInNeeded).then_some(())
    })
    .await;
    assert_eq!(restored.waiting().await.unwrap().items.len(), 1);
    restored.sign_in(&scene.server.url(), MARA, PASSWORD).await.unwrap();
    restored.drained().await.unwrap();
    scene.dispatcher = scene.server.dispatcher().await.unwrap();
    assert_eq!(notes(&scene).await, ["one", "two", "three", "from the copy"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_whose_keystore_was_emptied_works_on_offline_and_strands_nothing() {
    let mut scene = Scene::start().await.unwrap();
    let id = scene.delivery.id;
    scene.server.stop().await;
    scene.phone.act(id, noted("before")).await.unwrap();
    scene.phone.controller.shut_down().await;
    let folder = scene.folder.path().to_owned();
    for entry in fs::read_dir(folder.join("secrets")).unwrap() {
        let path = entry.unwrap().path();
        if path.file_name().unwrap().to_string_lossy().starts_with("lane-key") {
            fs::remove_file(path).unwrap();
        }
    }
    drop(scene.phone);
    scene.phone = TestPhone::open(&folder).await.unwrap();
    scene.phone.act(id, noted("without the key")).await.unwrap();
    scene.phone = scene.phone.killed_and_started().await.unwrap();
    scene.phone.act(id, noted("and after a restart")).await.unwrap();
    scene.network_returns().await.unwrap();
    assert!(scene.phone.waiting().await.unwrap().renewed.unwrap().why.contains("key"));
    assert_eq!(notes(&scene).await, ["before", "without the key", "and after a restart"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_whose_whole_keystore_is_gone_finds_its_queue_after_a_sign_in() {
    let mut scene = Scene::start().await.unwrap();
    let id = scene.delivery.id;
    scene.server.stop().await;
    scene.phone.act(id, noted("before")).await.unwrap();
    scene.phone.controller.shut_down().await;
    let folder = scene.folder.path().to_owned();
    fs::remove_dir_all(folder.join("secrets")).unwrap();
    drop(scene.phone);
    scene.server.start_again().await.unwrap();
    scene.phone = TestPhone::open(&folder).await.unwrap();
    scene.phone.sign_in(&scene.server.url(), MARA, PASSWORD).await.unwrap();
    scene.phone.drained().await.unwrap();
    scene.dispatcher = scene.server.dispatcher().await.unwrap();
    assert_eq!(notes(&scene).await, ["before"]);
}
