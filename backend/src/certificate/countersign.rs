//! The server's word for a lane and for each command that comes through it.

use sqlx::SqliteConnection;
use waybill_domain::{
    LaneId, Timestamp,
    certificate::{Enrolment, Head, PublicKey, Receipt, Signed, VERSION},
    command::SignedEnvelope,
    protocol::CommandResult,
};

use super::issuer::Issuer;
use crate::store::{
    Result, StoreError, Tx,
    lanes::Lane,
    log,
    receipts::{self, Opened},
};

/// Signs for an envelope that was taken in, in the same transaction, so that there is no command without its receipt.
pub async fn countersign(
    tx: &mut Tx,
    issuer: &Issuer,
    lane: &Lane,
    envelope: &SignedEnvelope,
    result: &CommandResult,
    now: Timestamp,
) -> Result<()> {
    enrol(tx, issuer, lane.info.id, now).await?;
    let head = log::head(tx.conn(), lane.organization).await?;
    let receipt = Receipt {
        v: VERSION,
        issuer: issuer.public(),
        organization: lane.organization,
        lane: lane.info.id,
        seq: result.seq,
        envelope: envelope.hash(),
        cmd_id: result.cmd_id,
        received_at: now,
        disposition: result.disposition,
        log: Head { epoch: head.epoch, seq: head.seq, hash: head.hash },
    };
    receipts::insert(tx.conn(), lane.info.id, result.seq, &issuer.sign(&receipt)?).await
}

/// Signs for a lane's key, unless that was done before.
pub async fn enrol(tx: &mut Tx, issuer: &Issuer, lane: LaneId, now: Timestamp) -> Result<()> {
    if receipts::enrolment(tx.conn(), lane).await?.is_some() {
        return Ok(());
    }
    let signed = enrolment(tx.conn(), issuer, lane, now).await?;
    receipts::insert_enrolment(tx.conn(), lane, &signed).await
}

/// Signs for a lane's key, without keeping it.
pub(super) async fn enrolment(
    conn: &mut SqliteConnection,
    issuer: &Issuer,
    lane: LaneId,
    now: Timestamp,
) -> Result<Signed> {
    let opened = receipts::opened(conn, lane).await?;
    let Opened { organization, member, device, public_key, opened_at } =
        opened.ok_or_else(|| StoreError::Corrupt("the lane is gone".to_owned()))?;
    let enrolment = Enrolment {
        v: VERSION,
        issuer: issuer.public(),
        organization,
        member,
        device,
        lane,
        public_key: PublicKey::from(&public_key),
        opened_at,
        issued_at: now,
    };
    Ok(issuer.sign(&enrolment)?)
}
