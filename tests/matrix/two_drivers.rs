//! Two drivers with the same delivery.

use harness::{phone::TestPhone, scene::Scene, server::PASSWORD, wait};
use waybill_domain::{State, proof::Sha256Hash};

#[tokio::test(flavor = "multi_thread")]
async fn both_drivers_proof_is_kept_and_the_new_driver_is_told() {
    let mut scene = Scene::start().await.unwrap();
    let id = scene.delivery.id;
    let leo = scene.server.driver("Leo Brandt", "leo@fleet.test").await.unwrap();
    scene.server.stop().await;
    scene.phone.walk_to_the_door(id).await.unwrap();
    let first = scene.phone.complete(id, &[1, 2].map(photo)).await.unwrap();
    let folder = scene.folder.path().to_owned();
    scene.phone.controller.shut_down().await;
    drop(scene.phone);

    scene.server.start_again().await.unwrap();
    let dispatcher = scene.server.dispatcher().await.unwrap();
    dispatcher.assign(id, leo.id).await.unwrap();
    let leos_folder = tempfile::tempdir().unwrap();
    let leos = TestPhone::open(leos_folder.path()).await.unwrap();
    leos.sign_in(&scene.server.url(), "leo@fleet.test", PASSWORD).await.unwrap();
    wait::until("the new driver to get it", || leos.delivery(id)).await;

    let maras = TestPhone::open(&folder).await.unwrap();
    maras.drained().await.unwrap();
    wait::until("the new driver to be told", || async {
        let mine = leos.delivery(id).await?;
        mine.delivery.exceptions.iter().any(|e| e.kind.as_str() == "worked_after_reassign").then_some(())
    })
    .await;

    let seen = leos.delivery(id).await.unwrap().delivery;
    leos.deliver(seen.id).await.unwrap();
    leos.drained().await.unwrap();
    let delivery = dispatcher.detail(id).await.unwrap().delivery;
    assert_eq!(
        (delivery.state, delivery.driver),
        (State::Completed, Some(leo.id)),
        "not silently taken back"
    );
    for by in [scene.driver.id, leo.id] {
        let files: Vec<_> =
            delivery.proofs.iter().filter(|proof| proof.by == by).flat_map(|p| p.evidence.blobs()).collect();
        assert_eq!(files.len(), 3, "of {by}");
        for file in files {
            let path = format!("/api/v1/deliveries/{id}/proofs/{}", file.sha256);
            assert_eq!(Sha256Hash::of(&dispatcher.bytes(&path).await.unwrap()), file.sha256);
        }
    }
    assert_eq!(first.blobs().count(), 3);
}

fn photo(n: u64) -> Vec<u8> {
    waybill_demo::photo::delivered(n).bytes.to_vec()
}
