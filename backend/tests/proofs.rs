//! Who may see which proof, and in what dress.

use waybill_domain::{
    Command, Delivery, DeliveryId,
    proof::{BlobRef, Evidence, Sha256Hash},
};

use crate::support::{Client, Fleet, Phone, create, delivery, exif_jpeg, photo_of, send};

struct Scene {
    fleet: Fleet,
    mara: Phone,
    delivery: DeliveryId,
    bytes: Vec<u8>,
    path: String,
}

/// Mara's delivery with a photo that is on the server.
async fn scene() -> Scene {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let made: Delivery = dora.post("/api/v1/deliveries", delivery(Some(fleet.mara.id))).await.ok();
    let mut mara = fleet.phone(&fleet.mara).await;
    let bytes = exif_jpeg(900, 600, 6);
    prove(&mut mara, made.id, photo_of(&bytes)).await;
    upload(&mara.client, &bytes).await;
    let path = format!("/api/v1/deliveries/{}/proofs/{}", made.id, Sha256Hash::of(&bytes));
    Scene { fleet, mara, delivery: made.id, bytes, path }
}

async fn prove(phone: &mut Phone, id: DeliveryId, photo: BlobRef) {
    let evidence = Evidence { photos: vec![photo], ..Evidence::default() };
    let command = phone.next(id, Command::ProofCaptured { evidence });
    phone.push(&[command]).await;
}

async fn upload(client: &Client, bytes: &[u8]) {
    let created = create(client, bytes).await;
    assert_eq!(send(client, created.header("location"), 0, bytes).await.status, 204);
}

#[tokio::test]
async fn sealed_bytes_are_those_that_were_committed_to() {
    let scene = scene().await;
    let dora = scene.fleet.browser(&scene.fleet.dispatcher).await;
    for reader in [&dora, &scene.mara.client] {
        let (status, headers, body) = reader.download(&scene.path).await;
        assert_eq!(status, 200);
        assert!(body == scene.bytes, "byte for byte");
        assert_eq!(headers["content-type"], "image/jpeg");
        assert_eq!(headers["content-disposition"], "inline");
        assert_eq!(headers["x-content-type-options"], "nosniff");
        assert_eq!(headers["cache-control"], "private, no-cache");
    }
    let (_, headers, _) = dora.download(&format!("{}?download=1", scene.path)).await;
    let disposition = headers["content-disposition"].to_str().expect("text");
    assert!(disposition.starts_with("attachment; filename=\"WB-") && disposition.ends_with(".jpg\""));
}

#[tokio::test]
async fn copies_give_nothing_away_and_come_in_sizes() {
    let scene = scene().await;
    let dora = scene.fleet.browser(&scene.fleet.dispatcher).await;
    for (query, size) in [("", (600, 900)), ("?w=100", (160, 240)), ("?w=640", (600, 900))] {
        let (status, headers, body) = dora.download(&format!("{}/copy{query}", scene.path)).await;
        assert_eq!((status, &headers["content-type"]), (200, &"image/jpeg".parse().expect("a header")));
        let picture = waybill_backend::blobs::Picture::decode(&body).expect("a picture");
        assert_eq!(picture.pixels.dimensions(), size, "{query}");
        assert!(!body.windows(6).any(|window| window == b"SECRET"));
    }
    dora.get(&format!("{}/copy?w=wide", scene.path)).await.refused(422, "invalid");
}

#[tokio::test]
async fn what_a_browser_has_is_not_sent_again() {
    let scene = scene().await;
    let dora = scene.fleet.browser(&scene.fleet.dispatcher).await;
    for path in [scene.path.clone(), format!("{}/copy?w=320", scene.path)] {
        let first = dora.send(reqwest::Method::HEAD, &path, None).await;
        let again = dora.with("if-none-match", first.header("etag")).get(&path).await;
        assert_eq!((again.status, again.body.len()), (304, 0));
    }
}

#[tokio::test]
async fn others_do_not_learn_that_there_is_proof() {
    let scene = scene().await;
    let [_, nils, nina] = scene.fleet.neighbours().await;
    for other in [&scene.fleet.jonas, &nils, &nina] {
        let other = scene.fleet.phone(other).await.client;
        for path in [scene.path.clone(), format!("{}/copy", scene.path)] {
            other.get(&path).await.refused(404, "unknown");
        }
    }
    scene.fleet.nobody().get(&scene.path).await.refused(401, "not_signed_in");
    let customer = scene.fleet.enroll("Cora Customer", waybill_domain::Role::Customer).await;
    scene.fleet.phone(&customer).await.client.get(&scene.path).await.refused(404, "unknown");
}

#[tokio::test]
async fn proof_of_one_delivery_is_not_reached_through_another() {
    let scene = scene().await;
    let dora = scene.fleet.browser(&scene.fleet.dispatcher).await;
    let other: Delivery = dora.post("/api/v1/deliveries", delivery(Some(scene.fleet.jonas.id))).await.ok();
    let sha256 = Sha256Hash::of(&scene.bytes);
    let crossed = format!("/api/v1/deliveries/{}/proofs/{sha256}", other.id);
    scene.fleet.phone(&scene.fleet.jonas).await.client.get(&crossed).await.refused(404, "unknown");
    dora.get(&crossed).await.refused(404, "unknown");
    let nothing = format!("/api/v1/deliveries/{}/proofs/{}", scene.delivery, "0".repeat(64));
    dora.get(&nothing).await.refused(404, "unknown");
    dora.get(&format!("/api/v1/deliveries/{}/proofs/xyz", scene.delivery)).await.refused(404, "unknown");
}

#[tokio::test]
async fn a_driver_who_lost_the_delivery_sees_its_proof_no_more() {
    let scene = scene().await;
    let dora = scene.fleet.browser(&scene.fleet.dispatcher).await;
    let path = format!("/api/v1/deliveries/{}/assign", scene.delivery);
    dora.post(&path, serde_json::json!({ "driver": scene.fleet.jonas.id })).await.ok::<Delivery>();
    scene.mara.client.get(&scene.path).await.refused(404, "unknown");
    let jonas = scene.fleet.phone(&scene.fleet.jonas).await.client;
    assert_eq!(jonas.download(&scene.path).await.0, 200);
}
