//! An I/O error at the n-th change of the phone's disk, for every n until a run passes: SQLite's own way of testing.

use std::path::PathBuf;

use harness::{
    phone::TestPhone,
    samples, scene,
    server::TestServer,
    vfs::{Disk, Failure, Fault, Image, Touch},
    wait,
};
use sqlx::{Connection as _, SqliteConnection, sqlite::SqliteConnectOptions};
use waybill_domain::{
    Command, DeliveryId, State,
    proof::{BlobKind, BlobRef, Sha256Hash},
    rules::today::NextStep,
};

/// A phone whose database lies on a disk that fails, with one delivery and no network.
struct Scene {
    server: TestServer,
    disk: Disk,
    folder: tempfile::TempDir,
    image: Image,
    delivery: DeliveryId,
    database: PathBuf,
}

/// What the app said was done.
#[derive(Default)]
struct Said {
    commands: Vec<&'static str>,
    kept: Vec<BlobRef>,
}

impl Scene {
    async fn new() -> Self {
        let (disk, folder) = (Disk::new(), tempfile::tempdir().unwrap());
        let phone = TestPhone::open_on(folder.path(), Some(disk.name())).await.unwrap();
        let new = samples::photo_and_signature("Rose Court 5", "A. Souza");
        let server = TestServer::start().await.unwrap();
        let scene = scene::Scene::between(server, phone, folder, new).await.unwrap();
        let scene::Scene { mut server, phone, delivery, folder, .. } = scene;
        phone.drained().await.unwrap();
        let lane = phone.controller.lane().unwrap();
        let database = folder.path().join(format!("lanes/{lane}/waybill.db"));
        server.stop().await;
        phone.controller.shut_down().await;
        drop(phone);
        // Whoever closes last takes the write-ahead log away; only then is nobody there any more.
        let image = wait::until("the phone to let go of its files", || async {
            let image = disk.image();
            (!image.keys().any(|name| name.ends_with("-wal"))).then_some(image)
        })
        .await;
        assert!(
            image.contains_key(database.to_str().unwrap()),
            "the database lies on the disk: {:?}",
            image.keys()
        );
        Self { server, disk, folder, image, delivery: delivery.id, database }
    }

    async fn open(&self) -> TestPhone {
        TestPhone::open_on(self.folder.path(), Some(self.disk.name())).await.unwrap()
    }

    /// A day's work, as far as the disk lets it; what failed is not tried again.
    async fn work(&self) -> Said {
        let mut said = Said::default();
        let phone = self.open().await;
        while let Some(mine) = phone.delivery(self.delivery).await {
            let Some(command) = NextStep::of(mine.delivery.state).and_then(NextStep::command) else { break };
            let name = command.name();
            if phone.act(self.delivery, command).await.is_err() {
                break;
            }
            said.commands.push(name);
        }
        for (n, kind) in [(1, BlobKind::Photo), (2, BlobKind::Photo), (3, BlobKind::Signature)] {
            let bytes = match kind {
                BlobKind::Photo => samples::plain(n).unwrap(),
                BlobKind::Signature => waybill_demo::photo::signature(1).bytes.to_vec(),
            };
            said.kept.extend(phone.keep(self.delivery, kind, &bytes).await.ok());
        }
        if let [first, second, signature] = said.kept.as_slice() {
            let completed = completion(first, second, signature);
            if phone.act(self.delivery, completed).await.is_ok() {
                said.commands.push("completed");
            }
        }
        said
    }

    /// What lies on the disk now, read past the app.
    async fn on_disk(&self) -> (String, Vec<String>, Vec<(String, String)>) {
        let options = SqliteConnectOptions::new().filename(&self.database).vfs(self.disk.name().to_owned());
        let mut conn = SqliteConnection::connect_with(&options).await.unwrap();
        let check = sqlx::query_scalar("pragma integrity_check").fetch_one(&mut conn).await.unwrap();
        let queued =
            sqlx::query_scalar("select name from outbox order by seq").fetch_all(&mut conn).await.unwrap();
        let files = sqlx::query_as("select sha256, path from blobs").fetch_all(&mut conn).await.unwrap();
        conn.close().await.unwrap();
        (check, queued, files)
    }

    /// After the power came back: nothing that was said to be done is missing, and nothing is half done.
    async fn check(&self, said: &Said, when: &str) {
        let (check, queued, files) = self.on_disk().await;
        assert_eq!(check, "ok", "{when}");
        assert!(queued.len() >= said.commands.len(), "{when}: {queued:?}, said {:?}", said.commands);
        assert_eq!(queued[..said.commands.len()], said.commands, "{when}");
        for blob in &said.kept {
            let (_, path) = files.iter().find(|(sha, _)| *sha == blob.sha256.to_string()).expect(when);
            let bytes = std::fs::read(self.database.parent().unwrap().join(path)).expect(when);
            assert_eq!(Sha256Hash::of(&bytes), blob.sha256, "{when}");
        }
    }
}

fn completion(first: &BlobRef, second: &BlobRef, signature: &BlobRef) -> Command {
    use waybill_domain::{Outcome, command::Completion, proof::Evidence};
    let evidence = Evidence {
        photos: vec![first.clone(), second.clone()],
        signature: Some(signature.clone()),
        ..Evidence::default()
    };
    let outcome = Outcome::DeliveredToRecipient;
    Command::Completed(Box::new(Completion { outcome, parcels: Vec::new(), evidence }))
}

/// Lets `what` happen at every `step`-th change in turn; after each the phone is checked and finishes the delivery.
async fn at_changes(step: usize, what: Failure, lasting: bool) -> u64 {
    let scene = Scene::new().await;
    for n in (1..).step_by(step) {
        scene.disk.restore(&scene.image);
        scene.disk.fail(Fault { lasting, ..Fault::once(n, what) });
        let said = scene.work().await;
        let struck = scene.disk.heal();
        let when = format!("{what:?} at change {n}, lasting: {lasting}");
        match what {
            Failure::Killed => scene.disk.kill(),
            _ => scene.disk.cut_power(n),
        }
        scene.check(&said, &when).await;

        // Every few changes, because it takes the longest: the driver goes on as if nothing had been.
        if struck && n % 8 != 1 {
            continue;
        }
        let phone = scene.open().await;
        let mine = phone.delivery(scene.delivery).await.expect(&when);
        if mine.delivery.state != State::Completed {
            phone.walk_to_the_door(scene.delivery).await.expect(&when);
            phone
                .complete(scene.delivery, &[samples::plain(7).unwrap(), samples::plain(8).unwrap()])
                .await
                .expect(&when);
        }
        if !struck {
            let mut server = scene.server;
            server.start_again().await.unwrap();
            phone.drained().await.unwrap();
            return n - step as u64;
        }
    }
    unreachable!("the work ends")
}

#[tokio::test(flavor = "multi_thread")]
async fn an_io_error_at_any_change_of_the_phones_disk_loses_nothing_that_was_said_to_be_kept() {
    for (step, lasting) in [(1, false), (2, true)] {
        let changes = at_changes(step, Failure::Io, lasting).await;
        assert!(changes >= 20, "only {changes} changes");
    }
}

/// A read that fails ends SQLite's transaction behind the pool's back; such a connection must not be read from again.
#[tokio::test(flavor = "multi_thread")]
async fn after_a_read_error_the_phone_shows_what_is_and_not_what_was() {
    let scene = Scene::new().await;
    for n in 1.. {
        scene.disk.restore(&scene.image);
        let phone = scene.open().await;
        scene.disk.fail(Fault { on: &[Touch::Read], ..Fault::once(n, Failure::Io) });
        for _ in 0..4 {
            let _ = futures::future::join_all((0..6).map(|_| phone.controller.my_deliveries())).await;
        }
        let struck = scene.disk.heal();
        phone.act(scene.delivery, Command::Noted { text: "here".into() }).await.unwrap();
        let all = futures::future::join_all((0..12).map(|_| phone.delivery(scene.delivery))).await;
        let pending: Vec<_> = all.into_iter().map(|mine| mine.map(|mine| mine.pending)).collect();
        assert_eq!(pending, [Some(1); 12], "read {n}");
        if !struck {
            assert!(n > 5, "only {n} reads");
            break;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_torn_write_at_any_change_of_the_phones_disk_loses_nothing_that_was_said_to_be_kept() {
    at_changes(3, Failure::Torn, false).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_at_any_change_of_the_phones_disk_loses_nothing_that_was_said_to_be_kept() {
    at_changes(3, Failure::Full, true).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_power_cut_at_any_change_of_the_phones_disk_loses_nothing_that_was_said_to_be_kept() {
    at_changes(2, Failure::PowerOff, true).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kill_at_any_change_of_the_phones_disk_loses_nothing_that_was_said_to_be_kept() {
    at_changes(2, Failure::Killed, true).await;
}
