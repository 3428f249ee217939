//! Backup and restore.

use std::{
    fs,
    path::{Path, PathBuf},
};

use waybill_backend::{
    Clock, Config, Server,
    backup::{self, BackupError, Manifest},
    store::{log, organizations},
};
use waybill_domain::{Command, Delivery, protocol::PullPage};

use crate::support::{Fleet, Phone, create, delivery, jpeg, photo_of, send};

fn quiet() -> impl FnMut(&str, u64, u64) + Send {
    |_, _, _| {}
}

async fn take(fleet: &Fleet, to: &Path) -> Result<backup::Taken, BackupError> {
    backup::take(&fleet.running.app.config.data_dir, to, fleet.clock.now(), &mut quiet()).await
}

/// A fleet with one delivery whose photo is on the server.
async fn with_a_photo(fleet: &Fleet) -> (Phone, Delivery) {
    let dora = fleet.browser(&fleet.dispatcher).await;
    let made: Delivery = dora.post("/api/v1/deliveries", delivery(Some(fleet.mara.id))).await.ok();
    let mut phone = fleet.phone(&fleet.mara).await;
    let bytes = jpeg(64, 48, 1);
    let evidence = waybill_domain::proof::Evidence { photos: vec![photo_of(&bytes)], ..Default::default() };
    let captured = phone.next(made.id, Command::ProofCaptured { evidence });
    assert_eq!(phone.push(&[captured]).await.last_seq, 1);
    let begun = create(&phone.client, &bytes).await;
    assert_eq!(send(&phone.client, begun.header("location"), 0, &bytes).await.status, 204);
    (phone, made)
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

async fn open(folder: &Path) -> waybill_backend::App {
    let config = Config { data_dir: folder.to_owned(), ..Config::default() };
    Server::open(config, Clock::default()).await.expect("opens")
}

#[tokio::test]
async fn a_backup_of_a_running_server_is_whole_and_restores_to_what_it_was() {
    let fleet = Fleet::start().await;
    let (phone, made) = with_a_photo(&fleet).await;
    let folder = tempfile::tempdir().expect("a folder");
    let taken = take(&fleet, folder.path()).await.expect("a backup");
    assert_eq!((taken.manifest.files, taken.manifest.lanes[&phone.lane.id]), (1, 1));
    let data = folder.path().join("data");
    let restored =
        backup::restore(&taken.path, &data, false, fleet.clock.now(), &mut quiet()).await.expect("restores");
    assert_eq!((restored.checked.files, restored.aside), (1, None));

    let before = fleet.running.app.clone();
    let after = open(&data).await;
    let mut then = before.store.snapshot().await.expect("reads");
    let mut now = after.store.snapshot().await.expect("reads");
    let old = log::head(&mut then, fleet.organization).await.expect("a head");
    let new = log::head(&mut now, fleet.organization).await.expect("a head");
    assert_eq!((old.seq, old.hash), (new.seq, new.hash));
    assert_ne!(old.epoch, new.epoch, "phones must notice");
    let delivery = waybill_backend::store::deliveries::get(&mut now, fleet.organization, made.id).await;
    assert_eq!(delivery.expect("reads").expect("there").proof_count(), (1, 1));
    let sha256 = photo_of(&jpeg(64, 48, 1)).sha256;
    let sealed = after.blobs.get(fleet.organization, sha256, waybill_backend::blobs::Variant::Sealed).await;
    assert_eq!(sealed.expect("reads").expect("there"), jpeg(64, 48, 1));
}

#[tokio::test]
async fn a_backup_taken_while_drivers_write_shows_one_moment() {
    let fleet = Fleet::start().await;
    let (mut phone, made) = with_a_photo(&fleet).await;
    let folder = tempfile::tempdir().expect("a folder");
    let writing = async {
        for i in 0..40 {
            let note = phone.next(made.id, Command::Noted { text: format!("note {i}") });
            phone.push(&[note]).await;
        }
    };
    let taking = async {
        let mut taken = Vec::new();
        for i in 0..3 {
            taken.push(take(&fleet, &folder.path().join(format!("backup-{i}"))).await.expect("a backup"));
        }
        taken
    };
    let ((), taken) = tokio::join!(writing, taking);
    for taken in taken {
        let checked = backup::check(&taken.path, &mut quiet()).await.expect("whole");
        let reach = &checked.manifest.logs[0];
        assert_eq!(reach.seq, checked.events, "no event without the head that counts it");
        let noted = checked.manifest.lanes[&phone.lane.id];
        assert_eq!(reach.seq, noted + 2, "each command of the lane with its event");
    }
    assert_eq!(phone.seq, 41);
}

#[tokio::test]
async fn the_tail_says_how_far_the_last_backup_reaches() {
    let fleet = Fleet::start().await;
    let (mut phone, made) = with_a_photo(&fleet).await;
    assert_eq!(phone.pull(None, 0).await.tail.expect("a tail").backup, None);
    let folder = tempfile::tempdir().expect("a folder");
    take(&fleet, &folder.path().join("one")).await.expect("a backup");
    let after = phone.next(made.id, Command::Noted { text: "after the backup".to_owned() });
    phone.push(&[after]).await;
    assert!(backup::note(&fleet.running.app).await.expect("notes"));
    let page: PullPage = phone.pull(None, 0).await;
    let reached = page.tail.expect("a tail").backup.expect("a backup");
    assert_eq!((reached.lane_seq, reached.log_seq), (1, 3));
    assert!(page.cursor > reached.log_seq);
    assert!(!backup::note(&fleet.running.app).await.expect("notes"), "once is enough");
}

#[tokio::test]
async fn a_backup_that_was_tampered_with_is_not_restored() {
    let fleet = Fleet::start().await;
    with_a_photo(&fleet).await;
    let folder = tempfile::tempdir().expect("a folder");
    let whole = take(&fleet, &folder.path().join("whole")).await.expect("a backup").path;
    let data = folder.path().join("data");
    let spoil = |name: &str| {
        let copy = folder.path().join(name);
        for file in files(&whole) {
            let to = copy.join(file.strip_prefix(&whole).expect("inside"));
            fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
            fs::copy(&file, to).expect("a copy");
        }
        copy
    };

    let photo = spoil("photo");
    let file = files(&photo.join("blobs")).remove(0);
    let mut bytes = fs::read(&file).expect("bytes");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&file, bytes).expect("writes");
    let now = fleet.clock.now();
    let refused = backup::restore(&photo, &data, false, now, &mut quiet()).await;
    assert!(matches!(refused, Err(BackupError::Files { total: 1, .. })), "{refused:?}");

    let events = spoil("events");
    rewrite(&events, "update events set payload = replace(payload, 'Garten', 'Wiesen') where seq = 1").await;
    let refused = backup::restore(&events, &data, false, now, &mut quiet()).await;
    assert!(matches!(refused, Err(BackupError::Log { .. })), "{refused:?}");

    let lanes = spoil("lanes");
    rewrite(&lanes, "update lanes set last_seq = last_seq + 1").await;
    let refused = backup::restore(&lanes, &data, false, now, &mut quiet()).await;
    assert!(matches!(refused, Err(BackupError::NotABackup { .. })), "{refused:?}");

    let none = backup::restore(folder.path(), &data, false, now, &mut quiet()).await;
    assert!(matches!(none, Err(BackupError::NotABackup { .. })), "{none:?}");
    assert!(!data.join("waybill.db").exists(), "nothing was put in place");
}

async fn rewrite(backup: &Path, statement: &'static str) {
    use sqlx::{Connection as _, SqliteConnection, sqlite::SqliteConnectOptions};
    let options = SqliteConnectOptions::new().filename(backup.join("waybill.db"));
    let mut conn = SqliteConnection::connect_with(&options).await.expect("opens");
    sqlx::query(statement).execute(&mut conn).await.expect("changes");
    conn.close().await.expect("closes");
}

#[tokio::test]
async fn a_restore_never_destroys_what_is_there() {
    let fleet = Fleet::start().await;
    with_a_photo(&fleet).await;
    let folder = tempfile::tempdir().expect("a folder");
    let taken = take(&fleet, &folder.path().join("backup")).await.expect("a backup");
    let now = fleet.clock.now();
    let served = fleet.running.app.config.data_dir.clone();
    let refused = backup::restore(&taken.path, &served, true, now, &mut quiet()).await;
    assert!(matches!(refused, Err(BackupError::Serving(_))), "{refused:?}");

    let data = folder.path().join("data");
    let other = open(&data).await;
    waybill_backend::service::found(&other, "Other fleet", "Europe/Paris").await.expect("an organization");
    other.store.close().await;
    drop(other);
    let refused = backup::restore(&taken.path, &data, false, now, &mut quiet()).await;
    assert!(matches!(refused, Err(BackupError::NotEmpty(_))), "{refused:?}");
    let restored = backup::restore(&taken.path, &data, true, now, &mut quiet()).await.expect("restores");
    let names = |all: Vec<_>| all.into_iter().map(|o: waybill_domain::protocol::OrganizationInfo| o.name);
    let mut now_there = open(&data).await.store.snapshot().await.expect("reads");
    let all = organizations::all(&mut now_there).await.expect("reads");
    assert_eq!(names(all).collect::<Vec<_>>(), ["Test fleet"]);
    let aside = open(&restored.aside.expect("moved aside")).await;
    let all = {
        let mut there = aside.store.snapshot().await.expect("reads");
        organizations::all(&mut there).await.expect("reads")
    };
    assert_eq!(names(all).collect::<Vec<_>>(), ["Other fleet"]);
}

#[tokio::test]
async fn a_photo_that_the_server_lost_is_told_and_phones_keep_what_they_have() {
    let fleet = Fleet::start().await;
    with_a_photo(&fleet).await;
    for file in files(&fleet.running.app.config.data_dir.join("blobs")) {
        fs::remove_file(file).expect("removes");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let taken = take(&fleet, &folder.path().join("backup")).await.expect("all else is kept");
    assert_eq!(taken.manifest.damaged.len(), 1);
    assert!(!backup::note(&fleet.running.app).await.expect("notes"), "no phone may let go");
    assert_eq!(Manifest::read(&taken.path).expect("a manifest"), taken.manifest);
}

#[tokio::test]
async fn a_restore_that_was_interrupted_does_not_start_as_an_empty_server() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join(".restoring")).expect("a folder");
    let config = Config { data_dir: folder.path().to_owned(), ..Config::default() };
    let error = Server::open(config, Clock::default()).await.err().expect("refused");
    assert!(error.to_string().contains("run it again with --force"), "{error}");
    assert!(!folder.path().join("waybill.db").exists());
}
