//! One file goes up, over tus 1.0: create, then chunks from where the server stands.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use waybill_domain::proof::Sha256Hash;
use waybill_door::settle;

use super::job::Report;
use crate::{
    ClientError,
    lane::Lane,
    store::{
        StoreError,
        blobs::{self, Blob},
        deliveries,
        meta::{self, Key},
    },
    wire::{self, WireError, WireReply, WireRequest},
};

/// Bytes of a chunk: a few seconds on a bad line.
const CHUNK: usize = 256 * 1024;
/// Tries of one round; a server that forgets its uploads again and again gets a pause.
const RESTARTS: u32 = 4;

/// Uploads the next file to its end. A file that the server refuses goes to the back of the queue.
pub(super) async fn upload(lane: &Lane) -> Result<Report, ClientError> {
    let now = lane.now();
    let next = lane
        .store
        .read(move |c| {
            Box::pin(async move {
                let pushed: u64 = meta::get(c, Key::PushedSeq).await?.unwrap_or(0);
                blobs::next_upload(c, pushed, now).await
            })
        })
        .await?;
    let Some(file) = next else { return Ok(Report::default()) };
    let sha256 = file.blob.sha256;
    match send_all(lane, &file).await {
        Ok(()) => {
            let now = lane.now();
            lane.store
                .tx(move |c| {
                    Box::pin(async move {
                        blobs::mark_safe(c, sha256, now).await?;
                        deliveries::sweep_revoked(c).await
                    })
                })
                .await?;
            Ok(Report { changed: true, ..Report::default() })
        }
        Err(error) => {
            // The network is everybody's trouble and backed off from as a whole; a refusal is this file's own.
            let own =
                !matches!(&error, ClientError::Wire(e) if e.retry_helps() || *e == WireError::SignInNeeded);
            let pause = 5_000 << i64::from(file.attempts.min(10));
            let retry_at = if own { lane.now().plus_millis(blobs::RETRY_MAX_MS.min(pause)) } else { now };
            let words = error.to_string();
            lane.store
                .tx(move |c| Box::pin(async move { blobs::note_failure(c, sha256, &words, retry_at).await }))
                .await?;
            if own { Ok(Report { changed: true, ..Report::default() }) } else { Err(error) }
        }
    }
}

async fn send_all(lane: &Lane, file: &Blob) -> Result<(), ClientError> {
    let path = lane.folder.file(&file.path);
    let bytes = settle(tokio::fs::read(&path)).await.map_err(|_| ClientError::NoSuchFile)?;
    let bytes = Bytes::from(bytes);
    if Sha256Hash::of(&bytes) != file.blob.sha256 {
        return Err(ClientError::input("file", "has changed on this device since it was committed to"));
    }
    let mut url = file.upload_url.clone();
    for _ in 0..RESTARTS {
        let (at, sent) = match url.take() {
            // An upload that is whole may have been cut off before it was verified. Beginning again settles that: for a
            // file that the server has, it says so at once.
            Some(at) => match position(lane, &at).await? {
                Some(sent) if sent < file.blob.size => (at, sent),
                _ => continue,
            },
            None => match create(lane, file).await? {
                Some(begun) => begun,
                None => return Ok(()),
            },
        };
        note(lane, file, Some(&at), sent).await?;
        if send_from(lane, file, &bytes, &at, sent).await? {
            return Ok(());
        }
        note(lane, file, None, 0).await?;
    }
    Err(WireError::Unreadable("the server forgot the upload several times".to_owned()).into())
}

/// Begins an upload: where, and what is there already; `None` where the server has the whole file.
async fn create(lane: &Lane, file: &Blob) -> Result<Option<(String, u64)>, ClientError> {
    let sha256 = STANDARD.encode(file.blob.sha256.to_string());
    let mime = STANDARD.encode(&file.blob.mime);
    let request = tus("POST", "/api/v1/uploads")
        .header("upload-length", file.blob.size.to_string())
        .header("upload-metadata", format!("sha256 {sha256},mime {mime}"));
    let reply = lane.account.send(request).await?;
    let sent = reply.header("upload-offset").and_then(|text| text.parse().ok()).unwrap_or(0);
    if reply.is_success() && sent == file.blob.size {
        return Ok(None);
    }
    let location = wire::expect_ok(&reply, "location")?;
    Ok(Some((local_path(location, &lane.server_url)?, sent)))
}

/// What of an upload is on the server; `None` where it does not know it any more.
async fn position(lane: &Lane, url: &str) -> Result<Option<u64>, ClientError> {
    let reply = lane.account.send(tus("HEAD", url)).await?;
    if is_gone(&reply) {
        return Ok(None);
    }
    Ok(Some(offset(&reply)?))
}

/// Sends the rest. `false`: the server has dropped the upload, it must begin again.
async fn send_from(
    lane: &Lane,
    file: &Blob,
    bytes: &Bytes,
    url: &str,
    from: u64,
) -> Result<bool, ClientError> {
    let mut sent = usize::try_from(from).unwrap_or(usize::MAX);
    while sent < bytes.len() {
        let end = (sent + CHUNK).min(bytes.len());
        let request = tus("PATCH", url)
            .header("content-type", "application/offset+octet-stream")
            .header("upload-offset", sent.to_string())
            .body(bytes.slice(sent..end));
        let reply = lane.account.send(request).await?;
        let there = match reply.status {
            // Somebody else's chunk, or our own whose answer was lost, came first.
            409 => position(lane, url).await?.filter(|there| *there < file.blob.size),
            460 => None,
            _ if is_gone(&reply) => None,
            _ => Some(offset(&reply)?),
        };
        let Some(there) = there else { return Ok(false) };
        sent = usize::try_from(there).unwrap_or(usize::MAX);
        note(lane, file, Some(url), there).await?;
    }
    Ok(sent == bytes.len())
}

fn tus(method: &'static str, path: &str) -> WireRequest {
    WireRequest::new(method, path).header("tus-resumable", "1.0.0")
}

fn is_gone(reply: &WireReply) -> bool {
    matches!(reply.status, 404 | 410)
}

fn offset(reply: &WireReply) -> Result<u64, WireError> {
    let text = wire::expect_ok(reply, "upload-offset")?;
    text.parse().map_err(|_| WireError::Unreadable("Upload-Offset is not a number".to_owned()))
}

/// The path of a `Location`, which must be on the server itself: the token goes nowhere else.
fn local_path(location: &str, server_url: &str) -> Result<String, WireError> {
    let path = location.strip_prefix(server_url.trim_end_matches('/')).unwrap_or(location);
    if path.starts_with("/api/") {
        Ok(path.to_owned())
    } else {
        Err(WireError::Unreadable("the upload's Location is not on the server".to_owned()))
    }
}

async fn note(lane: &Lane, file: &Blob, url: Option<&str>, sent: u64) -> Result<(), StoreError> {
    let (sha256, url) = (file.blob.sha256, url.map(str::to_owned));
    lane.store
        .tx(move |c| Box::pin(async move { blobs::progress(c, sha256, url.as_deref(), sent).await }))
        .await
}
