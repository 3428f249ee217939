//! How it stands with an upload. The sweep and other requests may bring it to its end at any moment, also between two
//! looks.

use axum::http::StatusCode;
use tus_protocol::UploadId;
use waybill_domain::proof::Sha256Hash;

use super::answer::{from_finish, from_tus};
use crate::{
    App,
    api::{ApiError, ApiResult},
    auth::Signed,
    blobs::{self, FinishError, UploadError},
    store::{blobs as rows, uploads as done},
};

/// Bytes that this organization has already.
pub(super) async fn known(app: &App, signed: &Signed, sha256: Sha256Hash) -> ApiResult<Option<rows::Blob>> {
    let mut snapshot = app.store.snapshot().await?;
    Ok(rows::get(&mut snapshot, signed.organization, sha256).await?)
}

/// The size of an upload that is done: one of this member, or bytes that needed no upload.
async fn finished(app: &App, signed: &Signed, id: &UploadId) -> ApiResult<Option<u64>> {
    if let Ok(sha256) = id.as_str().parse::<Sha256Hash>() {
        return Ok(known(app, signed, sha256).await?.map(|blob| blob.size));
    }
    let mut snapshot = app.store.snapshot().await?;
    let found = done::finished(&mut snapshot, signed.organization, id.as_str()).await?;
    Ok(found.filter(|done| done.member == signed.member).map(|done| done.size))
}

/// The size of an upload that is done, as by [`finished`]; `None` while it is under way. Between the two looks the
/// sweep may have brought it to its end, so whoever finds nothing looks once more.
pub(super) async fn done_or_under_way(app: &App, signed: &Signed, id: &UploadId) -> ApiResult<Option<u64>> {
    if let Some(size) = finished(app, signed, id).await? {
        return Ok(Some(size));
    }
    match app.uploads.find(signed.organization, signed.member, id).await {
        Ok(_) => Ok(None),
        Err(UploadError::NotFound(_)) => ended_meanwhile(app, signed, id).await.map(Some),
        Err(error) => Err(from_tus(error)),
    }
}

/// Verifies the bytes if the last one has come, and says how many there are. Runs to its end even if the phone has
/// hung up.
pub(super) async fn finish(app: &App, signed: &Signed, id: &UploadId) -> ApiResult<Option<u64>> {
    let (owned, organization, asked) = (app.clone(), signed.organization, id.clone());
    match apart(async move { blobs::finish_upload(&owned, organization, &asked).await }).await? {
        Ok(received) => Ok(received.map(|received| received.blob.size)),
        Err(FinishError::Upload(UploadError::NotFound(_))) => {
            ended_meanwhile(app, signed, id).await.map(Some)
        }
        Err(error) => Err(from_finish(error)),
    }
}

/// The size of an upload that is not under way any more; unknown where it did not come to a good end.
async fn ended_meanwhile(app: &App, signed: &Signed, id: &UploadId) -> ApiResult<u64> {
    finished(app, signed, id).await?.ok_or_else(|| ApiError::unknown("upload"))
}

/// Runs `work` apart from the connection, which may break at any moment.
pub(super) async fn apart<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> ApiResult<T> {
    tokio::spawn(work).await.map_err(|error| {
        tracing::error!(%error, "an upload's task failed");
        ApiError::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "the server made a mistake")
    })
}
