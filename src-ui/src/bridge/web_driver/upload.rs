//! A tus 1.0 client of a few lines: create, send in pieces, go on where it stopped.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use js_sys::Uint8Array;
use waybill_domain::proof::BlobRef;
use web_sys::Response;

use crate::bridge::{
    CallError,
    http::{Raw, send},
    timer,
};

/// Size of one piece: small enough that progress shows on a slow line.
const PIECE: usize = 128 * 1024;
/// How often one upload is taken up again after the line broke.
const TRIES: u32 = 4;

/// Sends `bytes`, telling how many have arrived. Done means that the server has verified the hash.
pub(super) async fn upload(blob: &BlobRef, bytes: &[u8], on_sent: impl Fn(u64)) -> Result<(), CallError> {
    let (location, mut offset) = create(blob).await?;
    let mut tries = 0;
    while offset < bytes.len() {
        let end = (offset + PIECE).min(bytes.len());
        match patch(&location, offset, &bytes[offset..end]).await {
            Ok(next) => offset = next,
            Err(error) if error.can_retry() && tries < TRIES => {
                tries += 1;
                timer::sleep(500 << tries).await;
                offset = head(&location).await?;
            }
            Err(error) => return Err(error),
        }
        on_sent(offset as u64);
    }
    on_sent(bytes.len() as u64);
    Ok(())
}

async fn create(blob: &BlobRef) -> Result<(String, usize), CallError> {
    let encode = |text: &str| STANDARD.encode(text);
    let metadata = format!("sha256 {},mime {}", encode(&blob.sha256.to_string()), encode(&blob.mime));
    let headers = [
        ("tus-resumable", "1.0.0".to_owned()),
        ("upload-length", blob.size.to_string()),
        ("upload-metadata", metadata),
    ];
    let response =
        send(Raw { method: "POST", path: "/api/v1/uploads", headers: &headers, body: None }).await?;
    let location = header(&response, "location")
        .ok_or_else(|| CallError::broken("the server did not say where to upload"))?;
    Ok((location, offset_of(&response).unwrap_or(0)))
}

async fn head(location: &str) -> Result<usize, CallError> {
    let headers = [("tus-resumable", "1.0.0".to_owned())];
    let response = send(Raw { method: "HEAD", path: location, headers: &headers, body: None }).await?;
    Ok(offset_of(&response).unwrap_or(0))
}

async fn patch(location: &str, offset: usize, piece: &[u8]) -> Result<usize, CallError> {
    let headers = [
        ("tus-resumable", "1.0.0".to_owned()),
        ("upload-offset", offset.to_string()),
        ("content-type", "application/offset+octet-stream".to_owned()),
    ];
    let body = Some(Uint8Array::from(piece).into());
    let response = send(Raw { method: "PATCH", path: location, headers: &headers, body }).await?;
    Ok(offset_of(&response).unwrap_or(offset + piece.len()))
}

fn header(response: &Response, name: &str) -> Option<String> {
    response.headers().get(name).ok().flatten()
}

fn offset_of(response: &Response) -> Option<usize> {
    header(response, "upload-offset")?.parse().ok()
}
