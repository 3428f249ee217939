//! What is in a certificate, and who gets it.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use waybill_domain::{
    Role,
    certificate::{Enrolment, FileState, Note, Receipt, verify},
    rules::Disposition,
};

use super::scene::{Scene, push};

#[tokio::test]
async fn a_certificate_verifies_and_holds_everything() {
    let scene = Scene::play().await;
    let text = scene.certificate().await;
    let verified = verify(&text, Some(scene.root())).expect("it is valid");
    assert!(verified.issuer_verified);
    assert_eq!((verified.seal.organization.name.as_str(), verified.seal.commands.len()), ("Test fleet", 5));
    let names: Vec<_> = verified.enrolments.iter().map(|lane| lane.member.name.as_str()).collect();
    assert_eq!(names, ["Jonas Weber", "Mara Vogel"]);
    let bundle = scene.bundle().await;
    assert_eq!(bundle.log.len(), 3, "other deliveries' events are in between, and not in here");
    let files: Vec<_> = bundle
        .files
        .iter()
        .map(|file| {
            (file.name.as_str(), STANDARD.decode(file.data.as_deref().expect("data")).expect("base64"))
        })
        .collect();
    assert!(files == [("photo-1.jpg", scene.photo.clone()), ("signature-1.png", scene.signature.clone())]);
    let receipt: Receipt =
        bundle.commands[4].receipt.as_ref().expect("a receipt").open().expect("the issuer's word");
    assert_eq!((receipt.seq, receipt.disposition), (4, Disposition::Applied));
    let unsigned =
        verified.notes.iter().any(|note| matches!(note, Note::Unsigned { events } if events[0] == 1));
    assert!(unsigned, "what Dora did in a browser has no device's signature: {:?}", verified.notes);
    let anybody = verify(&text, None).expect("it is consistent");
    assert!(!anybody.issuer_verified);
}

#[tokio::test]
async fn those_who_may_read_the_delivery_get_it_and_that_is_noted() {
    let scene = Scene::play().await;
    assert_eq!(scene.mara.client.get(&scene.path()).await.status, 200);
    let jonas = scene.fleet.phone(&scene.fleet.jonas).await.client;
    jonas.get(&scene.path()).await.refused(404, "unknown");
    let customer = scene.fleet.enroll("Cora Customer", Role::Customer).await;
    scene.fleet.browser(&customer).await.get(&scene.path()).await.refused(404, "unknown");
    let [admin, ..] = scene.fleet.neighbours().await;
    scene.fleet.browser(&admin).await.get(&scene.path()).await.refused(404, "unknown");
    scene.fleet.nobody().get(&scene.path()).await.refused(401, "not_signed_in");
    let app = &scene.fleet.running.app;
    app.reads.flush(&app.store).await.expect("reads are noted");
    let mut snapshot = app.store.snapshot().await.expect("a snapshot");
    let reads: Vec<String> =
        sqlx::query_scalar("select member from reads where what = 'certificate' and delivery = $1")
            .bind(scene.id.to_string())
            .fetch_all(&mut *snapshot)
            .await
            .expect("rows");
    assert_eq!(reads, [scene.fleet.mara.id.to_string()]);
}

#[tokio::test]
async fn bytes_that_are_still_on_the_phone_are_named_and_not_counted_as_wrong() {
    let mut scene = Scene::play().await;
    let late = crate::support::small_photo("not sent yet");
    let evidence = waybill_domain::proof::Evidence { photos: vec![late], ..Default::default() };
    push(&mut scene.mara, scene.id, vec![waybill_domain::Command::ProofCaptured { evidence }]).await;
    let verified = verify(&scene.certificate().await, Some(scene.root())).expect("it is valid");
    assert_eq!(verified.seal.files[2].state, FileState::NotReceived);
    assert!(verified.notes.contains(&Note::NotReceived { name: "photo-2.jpg".to_owned() }));
}

#[tokio::test]
async fn a_lane_and_commands_from_before_there_were_receipts_are_told_apart() {
    let scene = Scene::play().await;
    scene.sql("delete from receipts").await;
    scene.sql("delete from enrolments").await;
    let verified = verify(&scene.certificate().await, Some(scene.root())).expect("it is valid");
    let old = verified.notes.iter().filter(|note| matches!(note, Note::NoReceipt { .. })).count();
    assert_eq!(old, 5);
    let mut scene = scene;
    push(&mut scene.mara, scene.id, vec![waybill_domain::Command::Noted { text: "x".to_owned() }]).await;
    let app = &scene.fleet.running.app;
    let mut snapshot = app.store.snapshot().await.expect("a snapshot");
    let enrolment = waybill_backend::store::receipts::enrolment(&mut snapshot, scene.mara.lane.id)
        .await
        .expect("rows")
        .expect("the next push brings it");
    let enrolment: Enrolment = enrolment.open().expect("the issuer's word");
    assert_eq!(enrolment.public_key.0, scene.mara.key.verifying_key().to_bytes());
    assert!(enrolment.issued_at >= enrolment.opened_at);
}
