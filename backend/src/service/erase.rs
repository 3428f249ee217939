//! Erases the personal data of a delivery, as the law may demand.

use waybill_domain::{DeliveryId, EventBody, OrganizationId, erasure, problem::FieldError, validate};

use super::record::{Source, record};
use crate::{
    App,
    blobs::BlobError,
    store::{
        StoreError,
        blobs::Blob,
        deliveries,
        erasures::{self, Count},
    },
};

/// Why nothing was erased.
#[derive(Debug, thiserror::Error)]
pub enum EraseError {
    /// There is no such delivery.
    #[error("there is no such delivery")]
    Unknown,
    /// A driver still needs the address.
    #[error("the delivery is not over: complete or cancel it first")]
    NotOver,
    /// The reason breaks a rule.
    #[error("{0}")]
    Reason(FieldError),
    /// The database failed; nothing was erased.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The rows are erased, a file is not. Running the same again goes on with the files.
    #[error("the rows were erased, a proof file was not: {0}")]
    File(#[from] BlobError),
}

/// Erases names, addresses, notes, parcels' contents, commands' texts and proof files of a delivery that is over; that it
/// was, who brought it and how it ended stays. Every hash stays, so the log still verifies and a certificate says what was
/// erased. `reason` (without personal data in it) is kept. Doing it twice does no harm.
pub async fn erase(
    app: &App,
    organization: OrganizationId,
    delivery: DeliveryId,
    reason: &str,
) -> Result<Count, EraseError> {
    if let Some(error) = validate::reason(reason).into_iter().next() {
        return Err(EraseError::Reason(error));
    }
    let (reason, now) = (reason.trim().to_owned(), app.clock.now());
    let (count, unused) = app
        .store
        .tx(move |tx| {
            Box::pin(async move {
                let known = deliveries::get(tx.conn(), organization, delivery).await?;
                let known = known.ok_or(EraseError::Unknown)?;
                if !known.state.is_final() {
                    return Err(EraseError::NotOver);
                }
                erasures::overwrite(tx.conn(), true).await?;
                let files: Vec<_> = known
                    .blobs()
                    .map(|blob| (blob.sha256, Blob { size: blob.size, mime: blob.mime.clone() }))
                    .collect();
                let unused = erasures::files(tx.conn(), organization, delivery, &files).await?;
                let count = Count {
                    payloads: erasures::payloads(tx.conn(), organization, delivery).await?,
                    commands: erasures::commands(tx.conn(), organization, delivery).await?,
                    files: unused.len() as u64,
                };
                // An event of its own makes phones and browsers take over what is left.
                let text = format!("Personal data was erased: {reason}");
                let source = Source { actor: None, lane: None, command: None, at: now };
                let left = erasure::erased(&known);
                record(tx, organization, Some(left), vec![EventBody::Noted { text }], &source, now).await?;
                erasures::traces(tx.conn(), organization, delivery, &known.code).await?;
                erasures::note(tx.conn(), organization, delivery, &reason, count, now).await?;
                erasures::overwrite(tx.conn(), false).await?;
                Ok((count, unused))
            })
        })
        .await?;
    for sha256 in unused {
        app.blobs.remove(organization, sha256).await?;
    }
    Ok(count)
}
