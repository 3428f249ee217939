//! Full disks, on a small file system: nothing is lost, it is said in words, and it goes on when there is room again.

use harness::{phone::TestPhone, samples, scene::Scene, server::TestServer, small_disk::SmallDisk, wait};
use waybill_backend::store::log;
use waybill_domain::{Command, Problem, State, proof::BlobKind, rules::today::NextStep};

/// The problem that a call was refused with.
fn problem(error: &anyhow::Error) -> &Problem {
    error.downcast_ref::<Problem>().unwrap_or_else(|| panic!("not a problem: {error:#}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_whose_disk_is_full_says_so_loses_nothing_and_goes_on_when_there_is_room() {
    let Some(disk) = SmallDisk::mount(6 << 20).unwrap() else { return };
    let server = TestServer::start_in(disk.path()).await.unwrap();
    let scene = Scene::at(server, samples::photo_and_signature("Rose Court 5", "A. Souza")).await.unwrap();
    let Scene { server, dispatcher, phone, delivery, .. } = &scene;

    let ballast = disk.fill().unwrap();
    let mut created = 0;
    let refused = loop {
        // The log still has room in the pages it was given before.
        match dispatcher.create(samples::photo_and_signature("Old Mill Road 3", "J. Petersen")).await {
            Ok(_) => created += 1,
            Err(error) => break error,
        }
        assert!(created < 5_000, "the disk never filled");
    };
    let refused = problem(&refused);
    assert_eq!((refused.status, refused.code.as_str()), (507, "storage_full"), "{refused:?}");
    assert!(refused.detail.contains("Nothing was changed"), "{}", refused.detail);
    let detail = dispatcher.detail(delivery.id).await.unwrap();
    assert_eq!(detail.delivery.state, State::Assigned, "reading goes on");

    // The phone notices nothing but that things wait.
    phone.walk_to_the_door(delivery.id).await.unwrap();
    let evidence = phone.complete(delivery.id, &[1, 2].map(|n| samples::plain(n).unwrap())).await.unwrap();
    let told = wait::until("the phone to hear why", || async {
        phone.waiting().await.ok()?.items.into_iter().find(|item| item.last_error.contains("full"))
    });
    assert!(told.await.attempts > 0);
    assert_eq!(phone.delivery(delivery.id).await.unwrap().delivery.state, State::Completed);

    drop(ballast);
    phone.drained().await.unwrap();
    let detail = dispatcher.detail(delivery.id).await.unwrap();
    assert_eq!((detail.delivery.state, detail.delivery.proof_count()), (State::Completed, (3, 3)));
    for blob in evidence.blobs() {
        let path = format!("/api/v1/deliveries/{}/proofs/{}", delivery.id, blob.sha256);
        assert_eq!(dispatcher.bytes(&path).await.unwrap().len() as u64, blob.size);
    }
    let mut snapshot = server.app().unwrap().store.snapshot().await.unwrap();
    log::verify(&mut snapshot, server.organization).await.unwrap().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_that_finds_the_servers_disk_full_half_way_is_refused_in_words_and_arrives_later() {
    let Some(disk) = SmallDisk::mount(6 << 20).unwrap() else { return };
    let server = TestServer::start_in(disk.path()).await.unwrap();
    let scene = Scene::at(server, samples::photo_and_signature("Rose Court 5", "A. Souza")).await.unwrap();
    let Scene { dispatcher, phone, delivery, .. } = &scene;
    phone.walk_to_the_door(delivery.id).await.unwrap();
    phone.drained().await.unwrap();

    // Room for commands and for no photo: the log grows into its old pages, a file needs new ones.
    let ballast = disk.fill().unwrap();
    let photos = [samples::noise((640, 480)).unwrap(), samples::noise((640, 480)).unwrap()];
    phone.complete(delivery.id, &photos).await.unwrap();
    let told = wait::until("the phone to hear why", || async {
        phone.waiting().await.ok()?.items.into_iter().find(|item| !item.last_error.is_empty())
    });
    let words = told.await.last_error;
    assert!(words.contains("disk is full"), "{words}");

    drop(ballast);
    phone.drained().await.unwrap();
    let detail = dispatcher.detail(delivery.id).await.unwrap();
    assert_eq!((detail.delivery.state, detail.delivery.proof_count()), (State::Completed, (3, 3)));
}

#[tokio::test(flavor = "multi_thread")]
async fn on_a_full_phone_the_status_still_commits_and_a_photo_is_refused_in_words() {
    let Some(disk) = SmallDisk::mount(8 << 20).unwrap() else { return };
    let folder = tempfile::tempdir_in(disk.path()).unwrap();
    let phone = TestPhone::open(folder.path()).await.unwrap();
    let new = samples::photo_and_signature("Rose Court 5", "A. Souza");
    let scene = Scene::between(TestServer::start().await.unwrap(), phone, folder, new).await.unwrap();
    let Scene { mut server, phone, delivery, folder: _folder, .. } = scene;
    phone.drained().await.unwrap();
    server.stop().await;

    let ballast = disk.fill().unwrap();
    let refused = phone
        .controller
        .keep_bytes(delivery.id, BlobKind::Photo, samples::plain(1).unwrap())
        .await
        .unwrap_err();
    assert_eq!(refused.code(), "disk_full");
    assert!(refused.to_string().contains("no space left"), "{refused}");
    assert!(refused.retry_helps());
    // Far more than fits into pages that were there before.
    for n in 0..150 {
        phone.act(delivery.id, Command::Noted { text: format!("{n} {}", "x".repeat(1_000)) }).await.unwrap();
    }
    let refused = phone
        .controller
        .keep_bytes(delivery.id, BlobKind::Photo, samples::plain(1).unwrap())
        .await
        .unwrap_err();
    assert_eq!(refused.code(), "disk_full", "a photo does not take the room that is kept for commands");
    let phone = phone.killed_and_started().await.unwrap();
    let mine = phone.delivery(delivery.id).await.expect("the app starts on a full disk");
    assert_eq!(mine.pending, 150);
    while let Some(mine) = phone.delivery(delivery.id).await {
        let Some(command) = NextStep::of(mine.delivery.state).and_then(NextStep::command) else { break };
        phone.act(delivery.id, command).await.unwrap();
    }

    drop(ballast);
    phone.complete(delivery.id, &[1, 2].map(|n| samples::plain(n).unwrap())).await.unwrap();
    server.start_again().await.unwrap();
    phone.drained().await.unwrap();
    let dispatcher = server.dispatcher().await.unwrap();
    let detail = dispatcher.detail(delivery.id).await.unwrap();
    assert_eq!((detail.delivery.state, detail.delivery.proof_count()), (State::Completed, (3, 3)));
    let notes =
        detail.timeline.iter().filter(|e| matches!(e.event.body, waybill_domain::EventBody::Noted { .. }));
    assert_eq!(notes.count(), 150);
}
