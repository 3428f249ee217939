//! Proof bytes have come in.

use waybill_domain::{EventBody, OrganizationId, Timestamp, proof::Sha256Hash};

use super::record::{Source, record};
use crate::store::{
    Result, Tx,
    blobs::{self, Blob},
    deliveries,
};

/// Notes that bytes were received and verified, and says so in the log of every delivery of the organization that
/// commits to them. Call it when the file stands in the blob store. Twice is once.
pub async fn proof_received(
    tx: &mut Tx,
    organization: OrganizationId,
    sha256: Sha256Hash,
    blob: &Blob,
    now: Timestamp,
) -> Result<()> {
    blobs::insert(tx.conn(), organization, sha256, blob, now).await?;
    let source = Source { actor: None, lane: None, command: None, at: now };
    for id in blobs::committed_by(tx.conn(), organization, sha256).await? {
        let Some(delivery) = deliveries::get(tx.conn(), organization, id).await? else {
            continue;
        };
        if !delivery.received.contains(&sha256) {
            let event = vec![EventBody::ProofReceived { sha256 }];
            record(tx, organization, Some(delivery), event, &source, now).await?;
        }
    }
    Ok(())
}
