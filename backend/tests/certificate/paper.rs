//! The certificate for people.

use waybill_domain::{
    DeliveryId,
    certificate::{NotAttached, attached, verify},
};

use super::scene::Scene;
use crate::support::{delivery, uuid};

async fn pdf(scene: &Scene, id: DeliveryId) -> Vec<u8> {
    let path = format!("/api/v1/deliveries/{id}/certificate?format=pdf");
    let (status, headers, body) = scene.dora.download(&path).await;
    assert_eq!(status, 200, "{}", String::from_utf8_lossy(&body));
    assert_eq!(headers["content-type"], "application/pdf");
    let name = headers["content-disposition"].to_str().expect("text");
    assert!(name.starts_with("attachment; filename=\"WB-") && name.ends_with("-certificate.pdf\""), "{name}");
    assert!(body.starts_with(b"%PDF-1."));
    body
}

#[tokio::test]
async fn the_paper_carries_the_proof_and_can_be_checked_itself() {
    let scene = Scene::play().await;
    let body = pdf(&scene, scene.id).await;
    let verified = verify(attached(&body).expect("a bundle"), Some(scene.root())).expect("it is valid");
    assert_eq!(verified.seal.delivery_id, scene.id);
    let twice = [body.as_slice(), body.as_slice()].concat();
    assert_eq!(attached(&twice), Err(NotAttached::Several));
    assert_eq!(attached(b"%PDF-1.7 nothing in here \xff"), Err(NotAttached::Nothing));
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("certificate.pdf");
    std::fs::write(&file, &body).expect("written");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_waybill-server"));
    let output = command.arg("verify").arg("--root").arg(scene.root().to_string()).arg(&file).output();
    assert!(output.expect("it runs").status.success());
}

#[tokio::test]
async fn pictures_on_the_paper_are_copies_without_exif() {
    let scene = Scene::play().await;
    let body = pdf(&scene, scene.id).await;
    let secret = |bytes: &[u8]| bytes.windows(11).any(|window| window == b"SECRETPLACE");
    assert!(secret(&scene.photo), "the sealed photo tells");
    assert!(!secret(&body), "in the attachment it is in base64, and nowhere else");
}

#[tokio::test]
async fn a_browser_that_asks_for_pdf_gets_one_and_others_get_the_proof() {
    let scene = Scene::play().await;
    let asking = scene.dora.with("accept", "application/pdf, */*;q=0.5");
    let (_, headers, _) = asking.download(&scene.path()).await;
    assert_eq!(headers["content-type"], "application/pdf");
    let (_, headers, _) = scene.dora.download(&scene.path()).await;
    assert_eq!(headers["content-type"], "application/vnd.waybill.certificate+json");
    assert_eq!(headers["cache-control"], "private, no-store");
    scene.dora.get(&format!("{}?format=doc", scene.path())).await.refused(422, "invalid");
}

#[tokio::test]
async fn any_delivery_can_be_printed_whatever_it_is_called() {
    let scene = Scene::play().await;
    let long = "Донаудампфшиффартсгезельшафтскапитен ".repeat(5);
    for text in ["", "محمد علي بن عبد الله 12 א", "東京都千代田区 1-1", "👩‍🚀\u{202e}evil\u{0}\n", &long]
    {
        let mut new = delivery(Some(scene.fleet.mara.id));
        new.id = DeliveryId(uuid());
        new.new.dropoff.contact.name = text.chars().take(200).collect();
        new.new.dropoff.unit = text.chars().take(60).collect();
        new.new.parcels[0].name = text.chars().take(200).collect::<String>() + ".";
        let id = new.id;
        let reply = scene.dora.post("/api/v1/deliveries", new).await;
        if reply.status == 422 {
            continue;
        }
        let body = pdf(&scene, id).await;
        verify(attached(&body).expect("a bundle"), Some(scene.root())).expect("it is valid");
    }
}
