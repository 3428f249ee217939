//! Uploads that are refused: each with its words, and nothing lost.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use reqwest::Method;
use sha2::{Digest as _, Sha256};

use crate::support::{Client, Fleet, Reply, create, jpeg, metadata, resume, send};

/// Creates and sends in one piece; the answer to the bytes.
async fn upload(client: &Client, bytes: &[u8]) -> Reply {
    let created = create(client, bytes).await;
    assert_eq!(created.status, 201, "{created:?}");
    send(client, created.header("location"), 0, bytes).await
}

#[tokio::test]
async fn wrong_promises_are_named() {
    let fleet = Fleet::start().await;
    let mara = fleet.phone(&fleet.mara).await.client.with("tus-resumable", "1.0.0");
    let begin = |length: &str, promise: String| {
        let client = mara.with("upload-length", length).with("upload-metadata", promise);
        async move { client.send(Method::POST, "/api/v1/uploads", None).await }
    };
    let good = metadata(&"ab".repeat(32), "image/jpeg");
    begin("209715200", good.clone()).await.refused(413, "too_large");
    begin("0", good.clone()).await.invalid("Upload-Length", "must be at least 1");
    begin("many", good.clone()).await.invalid("Upload-Length", "must be a whole number of bytes");
    begin("10", metadata("abc", "image/jpeg"))
        .await
        .invalid("Upload-Metadata.sha256", "must be a SHA-256 digest of 64 hex digits, in base64");
    begin("10", metadata(&"ab".repeat(32), "text/html"))
        .await
        .invalid("Upload-Metadata.mime", "must be image/jpeg or image/png, in base64");
    let bare = mara.with("upload-length", "10");
    let problem = bare.send(Method::POST, "/api/v1/uploads", None).await.refused(422, "invalid");
    assert_eq!(problem.errors.len(), 2, "{problem:?}");
    let old = mara.with("tus-resumable", "0.2.2").with("upload-length", "10").with("upload-metadata", good);
    old.send(Method::POST, "/api/v1/uploads", None).await.refused(412, "tus_version");
}

#[tokio::test]
async fn a_wrong_offset_and_an_unknown_upload_are_refused() {
    let fleet = Fleet::start().await;
    let mara = fleet.phone(&fleet.mara).await.client;
    let photo = jpeg(300, 300, 8);
    let created = create(&mara, &photo).await;
    let location = created.header("location");
    send(&mara, location, 0, &photo[..100]).await;
    let problem = send(&mara, location, 50, &photo[50..]).await.refused(409, "wrong_offset");
    assert_eq!(problem.title, "Upload-Offset must be 100");
    assert_eq!(resume(&mara, location).await.header("upload-offset"), "100", "nothing was lost");
    send(&mara, "/api/v1/uploads/no-such-upload", 0, b"x").await.refused(404, "unknown");
    assert_eq!(resume(&mara, "/api/v1/uploads/no-such-upload").await.status, 404);
}

#[tokio::test]
async fn a_chunk_with_a_wrong_checksum_is_not_kept() {
    let fleet = Fleet::start().await;
    let mara = fleet.phone(&fleet.mara).await.client;
    let photo = jpeg(300, 300, 9);
    let created = create(&mara, &photo).await;
    let location = created.header("location");
    let sum = |bytes: &[u8]| format!("sha256 {}", STANDARD.encode(Sha256::digest(bytes)));
    let wrong = mara.with("upload-checksum", sum(b"something else"));
    send(&wrong, location, 0, &photo[..500]).await.refused(460, "checksum_mismatch");
    assert_eq!(resume(&mara, location).await.header("upload-offset"), "0");
    let right = mara.with("upload-checksum", sum(&photo));
    assert_eq!(send(&right, location, 0, &photo).await.status, 204);
}

#[tokio::test]
async fn what_is_not_a_picture_is_refused() {
    let fleet = Fleet::start().await;
    let mara = fleet.phone(&fleet.mara).await.client;
    let page = b"<!doctype html><script>alert(1)</script>".to_vec();
    let problem = upload(&mara, &page).await.refused(422, "not_an_image");
    assert_eq!(problem.title, "the bytes are neither a JPEG nor a PNG picture");
    let mut cut = jpeg(400, 300, 11);
    cut.truncate(200);
    upload(&mara, &cut).await.refused(422, "not_an_image");
    // 60,000 × 60,000 in the header of a small file.
    let mut bomb = crate::support::png(8, 8);
    bomb[16..20].copy_from_slice(&15_000_u32.to_be_bytes());
    bomb[20..24].copy_from_slice(&15_000_u32.to_be_bytes());
    let crc = crc32(&bomb[12..29]);
    bomb[29..33].copy_from_slice(&crc.to_be_bytes());
    let problem = upload(&mara, &bomb).await.refused(422, "too_many_pixels");
    assert!(problem.title.contains("15000 × 15000"), "{problem:?}");
}

#[tokio::test]
async fn an_upload_belongs_to_who_began_it() {
    let fleet = Fleet::start().await;
    let [.., nina] = fleet.neighbours().await;
    let mara = fleet.phone(&fleet.mara).await.client;
    let photo = jpeg(200, 100, 12);
    let created = create(&mara, &photo).await;
    let location = created.header("location");
    for other in [&fleet.jonas, &nina] {
        let other = fleet.phone(other).await.client;
        assert_eq!(resume(&other, location).await.status, 404);
        send(&other, location, 0, &photo).await.refused(404, "unknown");
        let gone = other.with("tus-resumable", "1.0.0").delete(location).await;
        gone.refused(404, "unknown");
    }
    send(&fleet.nobody(), location, 0, &photo).await.refused(401, "not_signed_in");
    create(&fleet.nobody(), &photo).await.refused(401, "not_signed_in");
    let customer = fleet.enroll("Cora Customer", waybill_domain::Role::Customer).await;
    create(&fleet.phone(&customer).await.client, &photo).await.refused(403, "forbidden");
    assert_eq!(send(&mara, location, 0, &photo).await.status, 204);
    let nina = fleet.phone(&nina).await.client;
    let theirs = create(&nina, &photo).await;
    assert!(theirs.header("upload-offset").is_empty(), "what one fleet has, another has not");
}

/// PNG's checksum of a chunk.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 & 0_u32.wrapping_sub(crc & 1)))
    })
}
