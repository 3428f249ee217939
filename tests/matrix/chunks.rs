//! Pieces of an upload that come twice.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use harness::{
    samples,
    scene::{MARA, Scene},
    server::PASSWORD,
    wire::WirePhone,
};
use waybill_domain::{
    Command, Outcome,
    command::Completion,
    proof::{BlobKind, BlobRef, Evidence, Sha256Hash},
};

#[tokio::test(flavor = "multi_thread")]
async fn a_chunk_that_is_sent_twice_is_kept_once() {
    let scene = Scene::start().await.unwrap();
    let id = scene.delivery.id;
    let mut phone = WirePhone::sign_in(&scene.server.url(), MARA, PASSWORD).await.unwrap();
    let bytes = samples::jpeg_of(90_000).unwrap();
    let sha256 = Sha256Hash::of(&bytes);
    let (size, mime) = (bytes.len() as u64, "image/jpeg".to_owned());
    let evidence = Evidence {
        photos: vec![BlobRef { sha256, size, mime, kind: BlobKind::Photo }],
        ..Evidence::default()
    };
    let outcome = Outcome::DeliveredToRecipient;
    let completion = Completion { outcome, parcels: Vec::new(), evidence };
    let sealed = phone.seal(id, &Command::Completed(Box::new(completion))).unwrap();
    phone.push(&[sealed]).await.unwrap();

    let tus = |request: reqwest::RequestBuilder| {
        request.bearer_auth(&phone.tokens.access).header("tus-resumable", "1.0.0")
    };
    let metadata =
        format!("sha256 {},mime {}", STANDARD.encode(sha256.to_string()), STANDARD.encode("image/jpeg"));
    let begun = tus(phone.http.post(format!("{}/api/v1/uploads", phone.url)))
        .header("upload-length", size)
        .header("upload-metadata", metadata)
        .send()
        .await
        .unwrap();
    assert_eq!(begun.status(), 201);
    let url = format!("{}{}", phone.url, begun.headers()["location"].to_str().unwrap());
    let send = |from: usize, to: usize| {
        tus(phone.http.patch(&url))
            .header("content-type", "application/offset+octet-stream")
            .header("upload-offset", from)
            .body(bytes[from..to].to_vec())
            .send()
    };
    let at = |answer: &reqwest::Response| answer.headers()["upload-offset"].to_str().unwrap().to_owned();

    assert_eq!(send(0, 40_000).await.unwrap().status(), 204);
    assert_eq!(send(0, 40_000).await.unwrap().status(), 409, "the same piece again");
    assert_eq!(send(20_000, 60_000).await.unwrap().status(), 409, "a piece that overlaps");
    let head = tus(phone.http.head(&url)).send().await.unwrap();
    assert_eq!(at(&head), "40000", "nothing was added");
    assert_eq!(send(40_000, bytes.len()).await.unwrap().status(), 204);
    assert_eq!(send(40_000, bytes.len()).await.unwrap().status(), 409, "the last piece again");
    let nothing = send(bytes.len(), bytes.len()).await.unwrap();
    assert_eq!(
        (nothing.status().as_u16(), at(&nothing)),
        (204, size.to_string()),
        "nothing at the end is fine"
    );
    let kept = scene.dispatcher.bytes(&format!("/api/v1/deliveries/{id}/proofs/{sha256}")).await.unwrap();
    assert_eq!(kept, bytes);
}
