//! tus, as a client speaks it.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use reqwest::Method;
use waybill_domain::proof::Sha256Hash;

use super::{Client, Reply};

/// `Upload-Metadata` for bytes with this hash.
pub(crate) fn metadata(sha256: &str, mime: &str) -> String {
    format!("sha256 {},mime {}", STANDARD.encode(sha256), STANDARD.encode(mime))
}

/// Begins an upload of `bytes`.
pub(crate) async fn create(client: &Client, bytes: &[u8]) -> Reply {
    let hash = Sha256Hash::of(bytes).to_string();
    client
        .with("tus-resumable", "1.0.0")
        .with("upload-length", bytes.len().to_string())
        .with("upload-metadata", metadata(&hash, "image/jpeg"))
        .send(Method::POST, "/api/v1/uploads", None)
        .await
}

/// Sends a piece from an offset on.
pub(crate) async fn send(client: &Client, location: &str, offset: usize, piece: &[u8]) -> Reply {
    client
        .with("tus-resumable", "1.0.0")
        .with("upload-offset", offset.to_string())
        .bytes(Method::PATCH, location, "application/offset+octet-stream", piece.to_vec())
        .await
}

/// Asks how far an upload is.
pub(crate) async fn resume(client: &Client, location: &str) -> Reply {
    client.with("tus-resumable", "1.0.0").send(Method::HEAD, location, None).await
}
