//! Reads events back.

use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};
use waybill_domain::{DeliveryId, Event, MemberId, OrganizationId, Timestamp, proof::Sha256Hash};

use crate::store::{
    Result, StoreError,
    row::{count, hash, int},
};

/// Where a log stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Another epoch: another log, whatever the sequence says.
    pub epoch: String,
    /// The last sequence.
    pub seq: u64,
    /// The chain's head.
    pub hash: Sha256Hash,
}

/// Where the organization's log stands.
pub async fn head(conn: &mut SqliteConnection, organization: OrganizationId) -> Result<Head> {
    let row = sqlx::query("select epoch, seq, hash from log_heads where organization = $1")
        .bind(organization.to_string())
        .fetch_one(conn)
        .await?;
    Ok(Head { epoch: row.try_get("epoch")?, seq: count(&row, "seq")?, hash: hash(&row, "hash")? })
}

/// The chain's head after the event with this sequence; zeros before the first and where there is none.
pub async fn head_at(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    seq: u64,
) -> Result<Sha256Hash> {
    let row = sqlx::query("select hash from events where organization = $1 and seq = $2")
        .bind(organization.to_string())
        .bind(int(seq))
        .fetch_optional(conn)
        .await?;
    row.map_or(Ok(Sha256Hash::ZERO), |row| hash(&row, "hash"))
}

/// The events after a sequence, in order, at most `limit`.
pub async fn after(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    seq: u64,
    limit: u32,
) -> Result<Vec<Event>> {
    let rows = sqlx::query(
        "select header, payload from events where organization = $1 and seq > $2 order by seq limit $3",
    )
    .bind(organization.to_string())
    .bind(int(seq))
    .bind(limit)
    .fetch_all(conn)
    .await?;
    events(&rows)
}

/// Everything about a delivery, oldest first.
pub async fn of_delivery(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    delivery: DeliveryId,
) -> Result<Vec<Event>> {
    let rows = sqlx::query(
        "select header, payload from events where organization = $1 and delivery = $2 order by seq",
    )
    .bind(organization.to_string())
    .bind(delivery.to_string())
    .fetch_all(conn)
    .await?;
    events(&rows)
}

/// Events after a sequence after which a driver no longer has a delivery, or is no longer about to take it over, in order,
/// at most `limit`.
pub async fn losing_driver(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    driver: MemberId,
    after: u64,
    limit: u32,
) -> Result<Vec<Event>> {
    let rows = sqlx::query(
        "select header, payload from events where organization = $1 and seq > $2 \
         and (driver_before = $3 or taker_before = $3) \
         and (driver_after is null or driver_after <> $3) and (taker_after is null or taker_after <> $3) \
         order by seq limit $4",
    )
    .bind(organization.to_string())
    .bind(int(after))
    .bind(driver.to_string())
    .bind(limit)
    .fetch_all(conn)
    .await?;
    events(&rows)
}

/// When the event after this sequence was recorded; `None` where there is none.
pub async fn recorded_after(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    seq: u64,
) -> Result<Option<Timestamp>> {
    let row = sqlx::query("select recorded_at from events where organization = $1 and seq = $2")
        .bind(organization.to_string())
        .bind(int(seq.saturating_add(1)))
        .fetch_optional(conn)
        .await?;
    row.map(|row| crate::store::row::time(&row, "recorded_at")).transpose()
}

/// Events whose payload was erased by law are left out.
fn events(rows: &[SqliteRow]) -> Result<Vec<Event>> {
    let read = |row: &SqliteRow| -> Result<Option<Event>> {
        let header: String = row.try_get("header")?;
        let Some(payload) = row.try_get::<Option<String>, _>("payload")? else {
            return Ok(None);
        };
        let open = header.strip_suffix('}').ok_or_else(|| StoreError::Corrupt("header".to_owned()))?;
        let text = if payload == "null" { header } else { format!("{open},\"data\":{payload}}}") };
        Ok(Some(serde_json::from_str(&text)?))
    };
    rows.iter().map(read).filter_map(Result::transpose).collect()
}
