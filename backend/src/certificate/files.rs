//! The proof files of a certificate.

use std::collections::BTreeSet;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use sqlx::SqliteConnection;
use waybill_domain::{
    DeliveryId, Envelope, OrganizationId,
    certificate::{File, FileState, SealedFile},
    chain::EventHeader,
    proof::{BlobKind, BlobRef, Proof, Sha256Hash},
};

use crate::{
    App,
    api::{ApiError, ApiResult},
    blobs::Variant,
    store::{Result, blobs, log::Link},
};

/// A file that something commits to, without its bytes.
pub(super) struct Found(SealedFile);

/// The files that commands and events commit to, photos and signatures numbered in the order of the commands.
pub(super) async fn committed(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    delivery: DeliveryId,
    envelopes: &[Envelope],
    links: &[Link],
) -> Result<Vec<Found>> {
    let mut all: Vec<BlobRef> = envelopes.iter().flat_map(|envelope| envelope.blobs.clone()).collect();
    for link in links {
        all.extend(proof(link)?.iter().flat_map(|proof| proof.evidence.blobs().cloned()));
    }
    let (mut seen, mut found) = (BTreeSet::<Sha256Hash>::new(), Vec::new());
    let (mut photos, mut signatures) = (0, 0);
    for blob in all {
        if !seen.insert(blob.sha256) {
            continue;
        }
        let (what, n) = match blob.kind {
            BlobKind::Photo => ("photo", &mut photos),
            BlobKind::Signature => ("signature", &mut signatures),
        };
        *n += 1;
        let received = blobs::get(conn, organization, blob.sha256).await?.is_some();
        let state = if received { FileState::Included } else { FileState::NotReceived };
        let name = format!("{what}-{n}.{}", extension(&blob.mime));
        found.push(Found(SealedFile { name, sha256: blob.sha256, size: blob.size, mime: blob.mime, state }));
    }
    for (sha256, blob) in blobs::erased_of(conn, organization, delivery).await? {
        let at = found.iter().position(|Found(file)| file.sha256 == sha256);
        let name = at.map(|at| found.remove(at).0.name);
        let name = name.unwrap_or_else(|| format!("erased-{}.{}", found.len() + 1, extension(&blob.mime)));
        let state = FileState::Erased;
        found.push(Found(SealedFile { name, sha256, size: blob.size, mime: blob.mime, state }));
    }
    Ok(found)
}

/// The bytes, beside what the seal says about them.
pub(super) async fn load(
    app: &App,
    organization: OrganizationId,
    found: Vec<Found>,
) -> ApiResult<(Vec<SealedFile>, Vec<File>)> {
    let (mut sealed, mut files) = (Vec::with_capacity(found.len()), Vec::with_capacity(found.len()));
    for Found(file) in found {
        let data = match file.state {
            FileState::Included => {
                let bytes = app.blobs.get(organization, file.sha256, Variant::Sealed).await?;
                Some(STANDARD.encode(bytes.ok_or_else(|| ApiError::missing_bytes(file.sha256))?))
            }
            FileState::NotReceived | FileState::Erased => None,
        };
        files.push(File { name: file.name.clone(), data });
        sealed.push(file);
    }
    Ok((sealed, files))
}

/// The proof that an event adds, if it does and is still there.
fn proof(link: &Link) -> Result<Option<Proof>> {
    let header: EventHeader = serde_json::from_str(&link.entry.header)?;
    match &link.entry.payload {
        Some(payload) if header.kind == "proof_added" => Ok(Some(serde_json::from_str(payload)?)),
        _ => Ok(None),
    }
}

fn extension(mime: &str) -> &'static str {
    if mime == "image/png" { "png" } else { "jpg" }
}
