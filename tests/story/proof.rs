//! A stranger checks what a real phone did.

use std::path::Path;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use harness::scene::Scene;
use waybill_domain::{
    certificate::{Bundle, FileState, Note, attached, verify},
    proof::Sha256Hash,
};

/// The file below `folder` whose bytes have this hash.
fn file_with(folder: &Path, sha256: Sha256Hash) -> Option<Vec<u8>> {
    std::fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path()).find_map(|path| {
        if path.is_dir() {
            return file_with(&path, sha256);
        }
        std::fs::read(&path).ok().filter(|bytes| Sha256Hash::of(bytes) == sha256)
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_without_a_network_ends_in_a_certificate_that_a_stranger_calls_valid() {
    let Scene { mut server, phone, delivery, folder, .. } = Scene::start().await.unwrap();
    server.stop().await;
    phone.walk_to_the_door(delivery.id).await.unwrap();
    let photos = [5, 6].map(waybill_demo::photo::full_size_photo);
    let evidence = phone.complete(delivery.id, &photos).await.unwrap();
    let on_the_phone: Vec<_> = evidence
        .blobs()
        .map(|blob| file_with(folder.path(), blob.sha256).expect("the phone's file"))
        .collect();
    server.start_again().await.unwrap();
    phone.drained().await.unwrap();

    let dispatcher = server.dispatcher().await.unwrap();
    let path = format!("/api/v1/deliveries/{}/certificate", delivery.id);
    let text = String::from_utf8(dispatcher.bytes(&path).await.unwrap()).unwrap();
    let root = verify(&text, None).unwrap().issuer;
    let verified = verify(&text, Some(root)).unwrap();
    assert_eq!(verified.seal.commands.len(), 6);
    assert_eq!(verified.enrolments[0].member.name, "Mara Ivanova");
    assert!(verified.seal.files.iter().all(|file| file.state == FileState::Included));
    let unsigned = [1, 2];
    assert!(
        verified.notes.iter().all(|note| matches!(note, Note::Unsigned { events } if *events == unsigned)),
        "only the dispatcher's steps have no device's signature: {:?}",
        verified.notes
    );
    let bundle: Bundle = serde_json::from_str(&text).unwrap();
    let sealed: Vec<_> =
        bundle.files.iter().map(|file| STANDARD.decode(file.data.as_ref().unwrap()).unwrap()).collect();
    assert!(sealed == on_the_phone, "the phone's files, byte for byte");

    let pdf = dispatcher.bytes(&format!("{path}?format=pdf")).await.unwrap();
    verify(attached(&pdf).unwrap(), Some(root)).unwrap();
    let mut changed = bundle;
    let envelope = changed.commands[5].envelope.as_mut().unwrap();
    *envelope = envelope.replace("delivered_to_recipient", "delivered_to_mailbox");
    let finding = verify(&serde_json::to_string(&changed).unwrap(), Some(root)).unwrap_err();
    assert_eq!((finding.at.as_str(), finding.what.as_str()), ("commands[5].envelope", "the hash"));
}
