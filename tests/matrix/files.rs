//! Proof files and their rows that have lost each other.

use std::time::{Duration, SystemTime};

use harness::{phone::TestPhone, samples, scene::Scene, wait};
use waybill_domain::{Command, Outcome, State, command::Completion, proof::BlobKind};

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_file_without_a_row_harms_nothing_and_goes_in_the_end() {
    let mut scene = Scene::start().await.unwrap();
    let lane = scene.phone.controller.lane().unwrap();
    let folder = scene.folder.path().to_owned();
    let blobs = folder.join(format!("lanes/{lane}/blobs"));
    scene.phone.controller.shut_down().await;
    drop(scene.phone);
    // What an app leaves that was killed between the file and its row: just now, and long ago.
    let (young, old, half) = (blobs.join("young.jpg"), blobs.join("old.jpg"), blobs.join(".half.tmp"));
    for file in [&young, &old, &half] {
        std::fs::write(file, samples::noise((16, 16)).unwrap()).unwrap();
    }
    let long_ago = SystemTime::now() - Duration::from_secs(40 * 86_400);
    std::fs::File::options().write(true).open(&old).unwrap().set_modified(long_ago).unwrap();

    scene.phone = TestPhone::open(&folder).await.unwrap();
    assert!(young.exists(), "it may be the database that is behind");
    assert!(!old.exists() && !half.exists());
    scene.deliver().await.unwrap();
    scene.phone.drained().await.unwrap();
    let delivery = scene.dispatcher.detail(scene.delivery.id).await.unwrap().delivery;
    assert_eq!((delivery.state, delivery.proof_count()), (State::Completed, (3, 3)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_without_its_file_is_said_in_words_and_holds_up_no_other() {
    let mut scene = Scene::start().await.unwrap();
    let id = scene.delivery.id;
    let lane = scene.phone.controller.lane().unwrap();
    let blobs = scene.folder.path().join(format!("lanes/{lane}/blobs"));
    scene.server.stop().await;
    scene.phone.walk_to_the_door(id).await.unwrap();

    // Gone before anything commits to it: the driver hears at once and takes another.
    let photos = [samples::noise((160, 120)).unwrap(), samples::noise((160, 120)).unwrap()];
    let mut evidence = waybill_domain::proof::Evidence::default();
    for photo in &photos {
        evidence.photos.push(scene.phone.keep(id, BlobKind::Photo, photo).await.unwrap());
    }
    let signature = waybill_demo::photo::signature(1);
    evidence.signature = Some(scene.phone.keep(id, BlobKind::Signature, &signature.bytes).await.unwrap());
    let gone = blobs.join(format!("{}.jpg", evidence.photos[1].sha256));
    let kept = std::fs::read(&gone).unwrap();
    std::fs::remove_file(&gone).unwrap();
    let completed = |evidence| {
        let outcome = Outcome::DeliveredToRecipient;
        Command::Completed(Box::new(Completion { outcome, parcels: Vec::new(), evidence }))
    };
    let refused = scene.phone.act(id, completed(evidence.clone())).await.unwrap_err();
    assert!(refused.to_string().contains("kept on this device"), "{refused}");
    std::fs::write(&gone, kept).unwrap();
    scene.phone.act(id, completed(evidence)).await.unwrap();

    // Gone afterwards: the status and the other files arrive, and what is missing stays visible with its reason.
    std::fs::remove_file(&gone).unwrap();
    scene.server.start_again().await.unwrap();
    scene.phone.controller.retry_now().await.unwrap();
    let dispatcher = scene.server.dispatcher().await.unwrap();
    wait::until("all but the lost file to arrive", || async {
        let delivery = dispatcher.detail(id).await.ok()?.delivery;
        (delivery.state == State::Completed && delivery.proof_count() == (2, 3)).then_some(())
    })
    .await;
    wait::until("the reason", || async {
        let items = scene.phone.waiting().await.ok()?.items;
        (items.len() == 1 && items[0].last_error.contains("not on this device")).then_some(())
    })
    .await;
}
