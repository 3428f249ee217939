//! The thin line: created, assigned, completed without a network, proven.

use harness::{exif, samples, scene::Scene};
use waybill_domain::{Command, EventBody, Outcome, State, proof::Sha256Hash};

#[tokio::test(flavor = "multi_thread")]
async fn a_delivery_completed_without_a_network_arrives_with_its_proof() {
    let new = samples::photo_and_signature("شارع الزيتون 5", "Ἄννα Παπά");
    let Scene { mut server, phone, delivery, folder: _folder, .. } = Scene::with(new).await.unwrap();
    let mine = phone.delivery(delivery.id).await.unwrap();
    assert_eq!(mine.delivery.dropoff.address, "شارع الزيتون 5");

    server.stop().await;
    phone.walk_to_the_door(delivery.id).await.unwrap();
    let photos = [1, 2].map(waybill_demo::photo::full_size_photo);
    let evidence = phone.complete(delivery.id, &photos).await.unwrap();
    let here = phone.delivery(delivery.id).await.unwrap();
    assert_eq!(here.delivery.state, State::Completed, "done at once, without a network");

    let phone = phone.killed_and_started().await.unwrap();
    let here = phone.delivery(delivery.id).await.unwrap();
    assert_eq!((here.delivery.state, here.pending), (State::Completed, 6));
    assert_eq!(phone.waiting().await.unwrap().items.len(), 6 + 3);

    server.start_again().await.unwrap();
    phone.drained().await.unwrap();
    let dispatcher = server.dispatcher().await.unwrap();
    let detail = dispatcher.detail(delivery.id).await.unwrap();
    assert_eq!(detail.delivery.outcome, Some(Outcome::DeliveredToRecipient));
    assert_eq!(detail.delivery.proof_count(), (3, 3));
    assert!(detail.delivery.exceptions.is_empty(), "{:?}", detail.delivery.exceptions);
    for blob in evidence.blobs() {
        let path = format!("/api/v1/deliveries/{}/proofs/{}", delivery.id, blob.sha256);
        let sealed = dispatcher.bytes(&path).await.unwrap();
        assert_eq!(Sha256Hash::of(&sealed), blob.sha256);
    }
    let after = phone.delivery(delivery.id).await.unwrap();
    assert_eq!((after.pending, after.delivery.proof_count()), (0, (3, 3)), "the phone knows it is safe");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sealed_photo_is_upright_and_small_and_the_shared_copy_says_nothing_about_the_place() {
    let Scene { server: _server, dispatcher, phone, delivery, folder: _folder, .. } =
        Scene::start().await.unwrap();

    let original = waybill_demo::photo::full_size_photo(3);
    assert_eq!(exif::read(&original).unwrap().unwrap().orientation, 6, "the camera held it sideways");
    phone.walk_to_the_door(delivery.id).await.unwrap();
    let evidence =
        phone.complete(delivery.id, &[original, waybill_demo::photo::full_size_photo(4)]).await.unwrap();
    phone.drained().await.unwrap();

    let path = format!("/api/v1/deliveries/{}/proofs/{}", delivery.id, evidence.photos[0].sha256);
    let sealed = dispatcher.bytes(&path).await.unwrap();
    let facts = exif::read(&sealed).unwrap().unwrap();
    assert_eq!(facts, exif::Facts { orientation: 1, has_time: true, has_place: true });
    let picture = image::load_from_memory(&sealed).unwrap();
    assert!(picture.height() > picture.width(), "upright");
    assert!(picture.height() <= 2_048 && sealed.len() <= 400_000, "{} bytes", sealed.len());

    let copy = dispatcher.bytes(&format!("{path}/copy")).await.unwrap();
    assert_eq!(exif::read(&copy).unwrap(), None);
    assert_eq!(image::load_from_memory(&copy).unwrap().height(), picture.height());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_timeline_tells_when_it_happened_and_when_it_was_heard_of() {
    let Scene { mut server, phone, delivery, folder: _folder, .. } = Scene::start().await.unwrap();

    server.stop().await;
    phone.act(delivery.id, Command::Accept).await.unwrap();
    phone.act(delivery.id, Command::ArrivedAtPickup).await.unwrap();
    server.clock.advance(40 * 60_000);
    server.start_again().await.unwrap();
    phone.drained().await.unwrap();

    let dispatcher = server.dispatcher().await.unwrap();
    let detail = dispatcher.detail(delivery.id).await.unwrap();
    let arrived =
        detail.timeline.iter().find(|entry| entry.event.body == EventBody::ArrivedAtPickup).unwrap();
    assert_eq!(arrived.actor_name, "Mara Ivanova");
    let heard_after = arrived.event.recorded_at.since(arrived.event.at);
    assert!(heard_after >= 39 * 60_000, "heard of {heard_after} ms later");
}
