//! From the protocol machine's answers to ours: the same statuses, but errors are problems with a code.

use std::io;

use axum::{body::Body, http::StatusCode, response::Response};
use tus_protocol::Error as Tus;
use waybill_domain::protocol::BLOB_MAX;

use crate::{
    api::ApiError,
    blobs::{BlobError, FinishError, NotAnImage, ReceiveError},
};

/// tus's own status for bytes that are not what was said.
const CHECKSUM_MISMATCH: u16 = 460;

/// A success.
pub(super) fn into_response(answer: tus_protocol::Response) -> Response {
    let mut response = Response::new(Body::from(answer.body));
    *response.status_mut() = answer.status;
    *response.headers_mut() = answer.headers;
    response
}

/// A refusal of the protocol machine.
pub(super) fn from_tus(error: Tus) -> ApiError {
    let status = StatusCode::from_u16(error.status_code()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let refuse = |code: &str, title: String| ApiError::new(status, code, title);
    match &error {
        Tus::NotFound(_) | Tus::InvalidUploadId(_) => ApiError::unknown("upload"),
        Tus::OffsetMismatch { expected, .. } => {
            refuse("wrong_offset", format!("Upload-Offset must be {expected}"))
                .detail("Nothing of this request was kept. Ask with HEAD where to go on.")
        }
        Tus::SizeExceeded { .. } => ApiError::too_large(BLOB_MAX),
        Tus::InvalidContentType { expected, .. } => {
            refuse("wrong_content_type", format!("the body must be {expected}"))
        }
        Tus::MissingHeader(name) => ApiError::field(*name, "is missing"),
        Tus::InvalidHeader { header, message } => ApiError::field(*header, message.clone()),
        Tus::MissingTusResumable | Tus::UnsupportedTusVersion(_) => {
            refuse("tus_version", "Tus-Resumable must be 1.0.0".to_owned())
        }
        Tus::Locked(_) | Tus::LockTimeout(_) => {
            refuse("upload_busy", "another request is busy with this upload; try again".to_owned())
                .retry_after(1)
        }
        Tus::Expired(_) => refuse("upload_expired", "this upload's time is over; begin it again".to_owned()),
        Tus::ChecksumMismatch { .. } => refuse(
            "checksum_mismatch",
            "the bytes of this request do not have the checksum that was announced".to_owned(),
        )
        .detail("They were not kept. Send them again from the same offset."),
        Tus::CompletedUploadModificationForbidden(_) => {
            ApiError::new(StatusCode::CONFLICT, "upload_done", "all bytes of this upload are there already")
        }
        _ if status.is_client_error() => refuse("invalid", error.to_string()),
        _ if has_no_room(&error) => {
            tracing::error!(%error, "an upload finds no room");
            ApiError::new(StatusCode::INSUFFICIENT_STORAGE, "storage_full", "the server's disk is full")
                .detail("What was acknowledged is safe. Ask later with HEAD where to go on.")
                .retry_after(60)
        }
        _ => internal(&error),
    }
}

/// Whether the disk is full, at the bottom of it.
fn has_no_room(error: &Tus) -> bool {
    let mut below: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(error) = below {
        let io = error.downcast_ref::<io::Error>().map(io::Error::kind);
        if matches!(io, Some(io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)) {
            return true;
        }
        below = error.source();
    }
    false
}

/// The connection broke, went silent, or was overtaken by a newer request.
pub(super) fn cut_short() -> ApiError {
    ApiError::new(StatusCode::REQUEST_TIMEOUT, "cut_short", "the body ended before it was complete")
        .detail("What was acknowledged before is safe. Ask with HEAD where to go on.")
}

/// All bytes have come, and something is wrong with them or with keeping them.
pub(super) fn from_finish(error: FinishError) -> ApiError {
    let dropped = "The upload was dropped, nothing was recorded.";
    match error {
        FinishError::Upload(error) => from_tus(error),
        FinishError::Store(error) | FinishError::Receive(ReceiveError::Store(error)) => error.into(),
        FinishError::Receive(ReceiveError::WrongHash { promised, .. }) => {
            let status = StatusCode::from_u16(CHECKSUM_MISMATCH).unwrap_or(StatusCode::CONFLICT);
            ApiError::new(status, "wrong_hash", format!("the bytes do not have the hash {promised}"))
                .detail(format!("{dropped} Send the file again."))
        }
        FinishError::Receive(ReceiveError::TooLarge { .. }) => ApiError::too_large(BLOB_MAX).detail(dropped),
        FinishError::Receive(ReceiveError::NotAnImage(error)) => {
            let code = match error {
                NotAnImage::TooLarge { .. } => "too_many_pixels",
                NotAnImage::UnknownFormat | NotAnImage::Damaged(_) => "not_an_image",
            };
            ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, code, error.to_string()).detail(dropped)
        }
        FinishError::Receive(ReceiveError::Blob(error)) => full(&error),
    }
}

fn full(error: &BlobError) -> ApiError {
    tracing::error!(%error, "proof bytes could not be kept");
    let title = "the server cannot keep files right now";
    ApiError::new(StatusCode::INSUFFICIENT_STORAGE, "cannot_keep", title)
        .detail("All bytes are here and wait. Ask again later with HEAD; do not send them again.")
        .retry_after(60)
}

fn internal(error: &Tus) -> ApiError {
    tracing::error!(%error, source = ?std::error::Error::source(error), "an upload failed");
    ApiError::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "the server made a mistake")
        .detail("What was acknowledged is safe. Ask with HEAD where to go on.")
}

impl From<BlobError> for ApiError {
    fn from(error: BlobError) -> Self {
        match error {
            BlobError::Corrupt(sha256) => {
                tracing::error!(%sha256, "stored proof bytes are damaged");
                let title = "the stored bytes are damaged";
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, "damaged", title)
                    .detail("They no longer have the hash that was committed to.")
            }
            BlobError::Io(_) => full(&error),
        }
    }
}
