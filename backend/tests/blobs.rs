//! What the blob store promises: bytes as they came, copies that give nothing away.

use bytes::Bytes;
use uuid::Uuid;
use waybill_backend::blobs::{BlobError, BlobStore, ImageInfo, NotAnImage, Picture, Variant, copy_width};
use waybill_domain::{OrganizationId, proof::Sha256Hash};

use crate::support::{exif_jpeg, jpeg, png};

fn organization() -> OrganizationId {
    OrganizationId(Uuid::now_v7())
}

/// The same story against each kind of store.
async fn keeps_what_it_was_given(store: BlobStore) {
    let (ours, theirs) = (organization(), organization());
    let bytes = Bytes::from(jpeg(300, 200, 1));
    let sha256 = Sha256Hash::of(&bytes);
    assert_eq!(store.get(ours, sha256, Variant::Sealed).await.expect("no error"), None);
    for _ in 0..2 {
        store.put(ours, sha256, Variant::Sealed, bytes.clone()).await.expect("kept");
    }
    assert_eq!(store.get(ours, sha256, Variant::Sealed).await.expect("no error"), Some(bytes));
    assert_eq!(store.get(theirs, sha256, Variant::Sealed).await.expect("no error"), None);
    assert_eq!(store.copy(theirs, sha256, 160).await.expect("no error"), None);
    let copy = store.copy(ours, sha256, 160).await.expect("no error").expect("a copy");
    assert_eq!(Picture::decode(&copy).expect("a picture").pixels.dimensions(), (160, 107));
    store.ready().await.expect("ready");
}

#[tokio::test]
async fn both_stores_tell_the_same_story() {
    let dir = tempfile::tempdir().expect("a folder");
    keeps_what_it_was_given(BlobStore::on_disk(dir.path()).expect("a store")).await;
    keeps_what_it_was_given(BlobStore::in_memory()).await;
}

#[tokio::test]
async fn damaged_bytes_are_not_handed_out_as_proof() {
    let dir = tempfile::tempdir().expect("a folder");
    let store = BlobStore::on_disk(dir.path()).expect("a store");
    let (ours, bytes) = (organization(), Bytes::from(jpeg(80, 80, 2)));
    let sha256 = Sha256Hash::of(&bytes);
    store.put(ours, sha256, Variant::Sealed, bytes).await.expect("kept");
    let hex = sha256.to_string();
    let file = dir.path().join("blobs").join(ours.to_string()).join(&hex[..2]).join(&hex[2..]);
    let mut content = std::fs::read(&file).expect("the file stands where it should");
    content[40] ^= 1;
    std::fs::write(&file, content).expect("written");
    let error = store.get(ours, sha256, Variant::Sealed).await.expect_err("damaged");
    assert!(matches!(error, BlobError::Corrupt(damaged) if damaged == sha256));
}

#[tokio::test]
async fn copies_are_upright_without_exif_and_never_blown_up() {
    let store = BlobStore::in_memory();
    let ours = organization();
    // Taken with the phone on its side: the camera says "turn right by a quarter".
    let bytes = Bytes::from(exif_jpeg(400, 200, 6));
    let sha256 = Sha256Hash::of(&bytes);
    store.put(ours, sha256, Variant::Sealed, bytes.clone()).await.expect("kept");
    let contains = |bytes: &[u8], word: &[u8]| bytes.windows(word.len()).any(|window| window == word);
    assert!(contains(&bytes, b"SECRETPLACE"));

    let copy = store.copy(ours, sha256, 0).await.expect("no error").expect("a copy");
    assert!(!contains(&copy, b"SECRETPLACE") && !contains(&copy, b"Exif"));
    let upright = Picture::decode(&copy).expect("a picture").pixels;
    assert_eq!(upright.dimensions(), (200, 400));
    let (top, bottom) = (upright.get_pixel(100, 40), upright.get_pixel(100, 360));
    assert!(top[0] > 150 && bottom[2] > 150, "what was left is on top: {top:?} {bottom:?}");

    let large = store.copy(ours, sha256, 2048).await.expect("no error").expect("a copy");
    assert_eq!(Picture::decode(&large).expect("a picture").pixels.dimensions(), (200, 400));
}

#[tokio::test]
async fn a_signature_drawn_on_nothing_stands_on_white() {
    let store = BlobStore::in_memory();
    let (ours, bytes) = (organization(), Bytes::from(png(64, 64)));
    let sha256 = Sha256Hash::of(&bytes);
    store.put(ours, sha256, Variant::Sealed, bytes).await.expect("kept");
    let copy = store.copy(ours, sha256, 0).await.expect("no error").expect("a copy");
    let pixels = Picture::decode(&copy).expect("a picture").pixels;
    assert!(pixels.get_pixel(50, 8).0.iter().all(|channel| *channel > 240));
}

#[test]
fn only_jpeg_and_png_by_their_first_bytes() {
    assert_eq!(ImageInfo::of(&jpeg(20, 10, 3)).map(|info| (info.mime, info.width)), Ok(("image/jpeg", 20)));
    assert_eq!(ImageInfo::of(&png(9, 9)).map(|info| info.mime), Ok("image/png"));
    for other in [&b"GIF89a"[..], b"RIFF....WEBP", b"<svg", b"%PDF", b""] {
        assert_eq!(ImageInfo::of(other), Err(NotAnImage::UnknownFormat));
    }
    assert!(matches!(ImageInfo::of(&[0xff, 0xd8, 0xff, 0xe0]), Err(NotAnImage::Damaged(_))));
}

#[test]
fn widths_come_in_few_steps() {
    let widths = [None, Some(0), Some(1), Some(160), Some(161), Some(1_000), Some(2_048), Some(9_999)];
    assert_eq!(widths.map(copy_width), [0, 160, 160, 160, 320, 1280, 2048, 0]);
}
