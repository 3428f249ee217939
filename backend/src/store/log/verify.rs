//! Checks the chain from the first event to the head.

use std::collections::BTreeMap;

use futures::TryStreamExt as _;
use sqlx::{Row as _, SqliteConnection};
use waybill_domain::{OrganizationId, chain, proof::Sha256Hash};

use super::read::head;
use crate::store::{
    Result,
    row::{count, hash},
    stamps,
};

/// The first thing in a log that is not as it must be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// A sequence is missing or out of order.
    #[error("after event {after} comes event {found}")]
    Gap {
        /// The last one in order.
        after: u64,
        /// What follows it.
        found: u64,
    },
    /// The payload is not what was hashed.
    #[error("the payload of event {0} was changed")]
    Payload(u64),
    /// The link is not what follows from the one before.
    #[error("event {0} does not fit the chain")]
    Link(u64),
    /// A time stamping authority stamped another head at this place.
    #[error("the head stamped at event {0} is not that event's")]
    Stamp(u64),
    /// The head is not the last event.
    #[error("the head does not fit the last event, {0}")]
    Head(u64),
}

/// Checks every link. The answer is the number of events, or the first thing that is wrong.
pub async fn verify(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
) -> Result<std::result::Result<u64, Broken>> {
    let mut last = (0, Sha256Hash::ZERO);
    let stamps: BTreeMap<u64, Sha256Hash> =
        stamps::all(conn, organization).await?.into_iter().map(|stamp| (stamp.seq, stamp.hash)).collect();
    let mut rows = sqlx::query(
        "select seq, header, payload, salt, payload_hash, hash from events where organization = $1 order by seq",
    )
    .bind(organization.to_string())
    .fetch(&mut *conn);
    while let Some(row) = rows.try_next().await? {
        let seq = count(&row, "seq")?;
        if seq != last.0 + 1 {
            return Ok(Err(Broken::Gap { after: last.0, found: seq }));
        }
        let covered = hash(&row, "payload_hash")?;
        let salt = <[u8; 16]>::try_from(row.try_get::<Vec<u8>, _>("salt")?).unwrap_or_default();
        if let Some(payload) = row.try_get::<Option<String>, _>("payload")?
            && chain::payload_hash(&salt, payload.as_bytes()) != covered
        {
            return Ok(Err(Broken::Payload(seq)));
        }
        let header: String = row.try_get("header")?;
        let link = chain::link(last.1, organization, seq, header.as_bytes(), covered);
        if link != hash(&row, "hash")? {
            return Ok(Err(Broken::Link(seq)));
        }
        if stamps.get(&seq).is_some_and(|stamped| *stamped != link) {
            return Ok(Err(Broken::Stamp(seq)));
        }
        last = (seq, link);
    }
    drop(rows);
    if let Some((seq, _)) = stamps.range(last.0 + 1..).next() {
        return Ok(Err(Broken::Stamp(*seq)));
    }
    let head = head(conn, organization).await?;
    if (head.seq, head.hash) == last { Ok(Ok(last.0)) } else { Ok(Err(Broken::Head(last.0))) }
}
