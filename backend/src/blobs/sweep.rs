//! Uploads that nobody comes back for, and uploads whose last byte came just before the server stopped.

use std::time::Duration;

use tus_protocol::UploadId;
use waybill_domain::OrganizationId;

use super::{
    receive::{ReceiveError, Received, receive},
    uploads::UploadError,
};
use crate::{
    App,
    store::{StoreError, uploads},
};

/// How often the sweep runs.
const EVERY: Duration = Duration::from_secs(600);
/// How long an answer about a done upload is kept, in minutes: longer than any phone stays away.
const REMEMBERED_MIN: i64 = 60 * 24 * 45;

/// Why an upload could not be brought to its end.
#[derive(Debug, thiserror::Error)]
pub enum FinishError {
    /// The upload itself.
    #[error(transparent)]
    Upload(#[from] UploadError),
    /// Its bytes.
    #[error(transparent)]
    Receive(#[from] ReceiveError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Verifies an upload whose last byte has come, keeps its bytes, and forgets the upload. `None`: bytes are missing.
/// Bytes that are at fault are dropped with it.
pub async fn finish_upload(
    app: &App,
    organization: OrganizationId,
    id: &UploadId,
) -> Result<Option<Received>, FinishError> {
    let Some(finished) = app.uploads.finished(organization, id).await? else {
        return Ok(None);
    };
    let result = receive(app, organization, finished.promised, finished.bytes).await;
    match &result {
        Ok(received) => {
            let done =
                uploads::Done { member: finished.member, sha256: received.sha256, size: received.blob.size };
            let (id, now) = (id.to_string(), app.clock.now());
            app.store
                .tx(move |tx| {
                    Box::pin(async move { uploads::finish(tx.conn(), organization, &id, &done, now).await })
                })
                .await
                .map_err(FinishError::Store)?;
        }
        Err(error) if error.is_final() => tracing::warn!(%id, %error, "an upload was dropped"),
        Err(_) => return Ok(Some(result?)),
    }
    app.uploads.forget(organization, id).await?;
    Ok(Some(result?))
}

/// Ends what is complete and removes what is stale; how many of each.
pub async fn sweep_uploads(app: &App) -> Result<(usize, usize), FinishError> {
    let (mut finished, mut removed) = (0, 0);
    for (organization, id, over) in app.uploads.all(app.clock.now()).await? {
        match finish_upload(app, organization, &id).await {
            Ok(Some(_)) => finished += 1,
            Ok(None) if over => {
                app.uploads.forget(organization, &id).await?;
                removed += 1;
            }
            Ok(None) => {}
            Err(error) => tracing::warn!(%id, %error, "an upload could not be finished"),
        }
    }
    app.uploads.remove_debris().await?;
    let before = app.clock.now().plus_minutes(-REMEMBERED_MIN);
    app.store
        .tx(move |tx| Box::pin(async move { uploads::forget_finished(tx.conn(), before).await }))
        .await?;
    Ok((finished, removed))
}

/// Sweeps now and then until the server stops.
pub async fn keep_sweeping(app: App) {
    loop {
        match sweep_uploads(&app).await {
            Ok((0, 0)) => {}
            Ok((finished, removed)) => tracing::info!(finished, removed, "uploads were swept"),
            Err(error) => tracing::warn!(%error, "the sweep of uploads failed"),
        }
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            () = app.stopping.cancelled() => return,
        }
    }
}
