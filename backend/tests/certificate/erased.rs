//! What the law wants gone is gone, and the rest still holds.

use serde_json::json;
use waybill_backend::{
    service::{self, EraseError},
    store::log,
};
use waybill_domain::{
    Delivery, DeliveryId,
    calls::DeliveryDetail,
    certificate::{FileState, Note, attached, verify},
};

use super::scene::{Scene, push};
use crate::support::{delivery, uuid};

/// Everything of the data folder's files.
fn everything(folder: &std::path::Path) -> Vec<u8> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        all.extend(if path.is_dir() { everything(&path) } else { std::fs::read(path).expect("a file") });
    }
    all
}

fn holds(all: &[u8], text: &str) -> bool {
    all.windows(text.len()).any(|window| window == text.as_bytes())
}

#[tokio::test]
async fn erased_data_is_nowhere_and_log_and_certificate_still_verify() {
    let mut scene = Scene::play().await;
    let root = scene.root();
    let organization = scene.fleet.organization;
    let app = scene.fleet.running.app.clone();
    let before = verify(&scene.certificate().await, Some(root)).expect("valid before");
    let count =
        service::erase(&app, organization, scene.id, "request 17 of the data protection office").await;
    let count = count.expect("erased");
    assert_eq!((count.payloads, count.commands, count.files), (before.seal.events.len() as u64, 5, 2));
    let mut snapshot = app.store.snapshot().await.expect("a snapshot");
    assert!(log::verify(&mut snapshot, organization).await.expect("an answer").is_ok());
    drop(snapshot);
    let text = scene.certificate().await;
    let after = verify(&text, Some(root)).expect("valid after");
    assert!(
        after.seal.files.iter().all(|file| file.state == FileState::Erased) && after.seal.files.len() == 2
    );
    let hashes = |verified: &waybill_domain::certificate::Verified| {
        verified.seal.commands.iter().map(|command| command.hash).collect::<Vec<_>>()
    };
    assert_eq!(hashes(&before), hashes(&after));
    let erased = after.notes.iter().filter(|note| matches!(note, Note::Erased { .. })).count();
    assert_eq!(erased, before.seal.events.len() + 5 + 2);
    let path = format!("/api/v1/deliveries/{}/certificate?format=pdf", scene.id);
    let (status, _, pdf) = scene.dora.download(&path).await;
    assert_eq!(status, 200);
    verify(attached(&pdf).expect("a bundle"), Some(root)).expect("valid on paper");
    let detail: DeliveryDetail = scene.dora.get(&format!("/api/v1/deliveries/{}", scene.id)).await.ok();
    assert_eq!(detail.delivery.dropoff.address, "Erased");
    assert!(detail.proofs.is_empty() && detail.delivery.outcome.is_some());
    let sent = push(&mut scene.mara, DeliveryId(uuid()), vec![waybill_domain::Command::Accept]).await;
    assert_eq!(sent.len(), 1, "the lane goes on");
    let data = app.config.data_dir.clone();
    drop(app);
    scene.fleet.running.shutdown().await;
    let all = everything(&data);
    assert!(holds(&all, "Test fleet"));
    for text in ["Ami\\\\\\\"", "Ami\\\"", "SECRETPLACE"] {
        assert!(!holds(&all, text), "{text}");
    }
}

#[tokio::test]
async fn phones_and_searches_forget_too_and_others_keep_what_is_theirs() {
    let scene = Scene::play().await;
    let app = &scene.fleet.running.app;
    let other: Delivery = scene.dora.post("/api/v1/deliveries", delivery(None)).await.ok();
    let page = scene.mara.pull(None, 0).await;
    service::erase(app, scene.fleet.organization, scene.id, "request 18").await.expect("erased");
    let next = scene.mara.pull(Some((&page.epoch, page.cursor)), 0).await;
    let text = serde_json::to_string(&next.patch).expect("JSON");
    assert!(
        text.contains(&scene.id.to_string()) && text.contains("Erased") && !text.contains("Gartenstr"),
        "{text}"
    );
    let found = scene.dora.get("/api/v1/deliveries?q=gartenstra").await.body;
    assert!(found.contains(&other.code) && !found.contains(&scene.id.to_string()), "{found}");
    let again = service::erase(app, scene.fleet.organization, scene.id, "request 18").await.expect("again");
    assert_eq!((again.commands, again.files), (0, 0));
}

#[tokio::test]
async fn what_is_not_over_and_what_is_not_there_is_refused_in_words() {
    let scene = Scene::play().await;
    let app = &scene.fleet.running.app;
    let organization = scene.fleet.organization;
    let open: Delivery = scene.dora.post("/api/v1/deliveries", delivery(None)).await.ok();
    let refused = service::erase(app, organization, open.id, "request 19").await;
    assert!(matches!(refused, Err(EraseError::NotOver)), "{refused:?}");
    let refused = service::erase(app, organization, DeliveryId(uuid()), "request 19").await;
    assert!(matches!(refused, Err(EraseError::Unknown)), "{refused:?}");
    let refused = service::erase(app, organization, scene.id, " ").await;
    assert!(matches!(&refused, Err(EraseError::Reason(error)) if error.field == "reason"), "{refused:?}");
    scene.dora.post(&format!("/api/v1/deliveries/{}/cancel", open.id), json!({ "reason": "x" })).await;
}
