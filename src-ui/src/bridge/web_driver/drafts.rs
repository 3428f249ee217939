//! Drafts and their files, kept in this browser.

use std::collections::BTreeMap;

use serde_json::json;
use waybill_domain::{
    DeliveryId,
    calls::driver::{Draft, KeepBlob},
    proof::{BlobKind, BlobRef, Sha256Hash},
};

use crate::bridge::{CallError, blob, files, format::now, idb, image, storage};

const DRAFT: &str = "draft.";

fn key(delivery: DeliveryId) -> String {
    format!("{DRAFT}{delivery}")
}

/// The draft of a delivery.
pub(super) fn load(delivery: DeliveryId) -> Option<Draft> {
    storage::load(&key(delivery))
}

/// Keeps or discards a draft.
pub(super) fn save(delivery: DeliveryId, draft: Option<&Draft>) -> Result<(), CallError> {
    let Some(draft) = draft else {
        storage::forget(&key(delivery));
        return Ok(());
    };
    if storage::save(&key(delivery), draft) {
        Ok(())
    } else {
        Err(CallError::refused(
            "storage",
            "This browser could not keep the draft: its storage is full or off.",
        ))
    }
}

/// Keeps a file, photos made small first.
pub(super) async fn keep(ask: &KeepBlob) -> Result<BlobRef, CallError> {
    let bytes = blob::decode(&ask.bytes)?;
    let bytes = match ask.kind {
        BlobKind::Photo => image::small_jpeg(&bytes).await?,
        BlobKind::Signature => bytes,
    };
    let sha256 = Sha256Hash::of(&bytes);
    idb::put(&sha256.to_string(), &bytes).await?;
    let mime = blob::mime_of(&bytes).to_owned();
    Ok(BlobRef { sha256, size: bytes.len() as u64, mime, kind: ask.kind })
}

/// Base64 of a kept file.
pub(super) async fn read(sha256: Sha256Hash) -> Result<String, CallError> {
    bytes(sha256).await.map(|bytes| blob::encode(&bytes))
}

/// A kept file.
pub(super) async fn bytes(sha256: Sha256Hash) -> Result<Vec<u8>, CallError> {
    let found = idb::take(&sha256.to_string()).await?;
    found.ok_or_else(|| CallError::refused("unknown_file", "This file is not in this browser any more."))
}

/// Forgets a file that is safe on the server.
pub(super) async fn forget(sha256: Sha256Hash) {
    // A file that stays behind costs some space and nothing else.
    let _ = idb::forget(&sha256.to_string()).await;
}

/// Offers all drafts with their files as one download; answers its name.
pub(super) async fn export() -> Result<String, CallError> {
    let mut drafts = BTreeMap::new();
    let mut files = BTreeMap::new();
    for key in storage::keys(DRAFT) {
        if let Some(draft) = storage::load::<Draft>(&key) {
            for blob in draft.evidence.blobs() {
                if let Ok(bytes) = bytes(blob.sha256).await {
                    files.insert(blob.sha256.to_string(), blob::encode(&bytes));
                }
            }
            drafts.insert(key.trim_start_matches(DRAFT).to_owned(), draft);
        }
    }
    let name = format!("waybill-{}.json", now().to_string().replace(':', "-"));
    let copy = json!({ "exported_at": now(), "drafts": drafts, "files": files });
    files::offer(&name, "application/json", copy.to_string().as_bytes())?;
    Ok(name)
}
