//! Appends events.

use sqlx::SqliteConnection;
use waybill_domain::{
    CommandId, DeliveryId, Event, EventBody, LaneId, MemberId, OrganizationId, Timestamp,
    chain::{self, EventHeader},
    proof::Sha256Hash,
};

use crate::{
    auth::random,
    store::{
        Logged, Result, StoreError, Tx,
        row::{count, hash, int},
    },
};

/// An event that is about to be appended.
#[derive(Clone, Debug)]
pub struct NewEvent {
    /// About which delivery.
    pub delivery: DeliveryId,
    /// When it happened, by the clock of whoever did it.
    pub at: Timestamp,
    /// Who; `None` for the server itself.
    pub actor: Option<MemberId>,
    /// From which lane.
    pub lane: Option<LaneId>,
    /// By which command.
    pub command: Option<CommandId>,
    /// Who had the delivery before.
    pub driver_before: Option<MemberId>,
    /// Who has it after.
    pub driver_after: Option<MemberId>,
    /// Who was about to take it over before.
    pub taker_before: Option<MemberId>,
    /// Who is about to take it over after.
    pub taker_after: Option<MemberId>,
    /// What.
    pub body: EventBody,
}

/// Appends `new` to the organization's log, in this order, and returns the events with their sequences. The head row is
/// taken here and nowhere else: whoever holds it commits next.
pub async fn append(
    tx: &mut Tx,
    organization: OrganizationId,
    new: Vec<NewEvent>,
    now: Timestamp,
) -> Result<Vec<Event>> {
    if new.is_empty() {
        return Ok(Vec::new());
    }
    let row = sqlx::query(
        "update log_heads set seq = seq + $2 where organization = $1 returning seq - $2 as seq, hash",
    )
    .bind(organization.to_string())
    .bind(int(new.len() as u64))
    .fetch_one(tx.conn())
    .await?;
    let (mut seq, mut head) = (count(&row, "seq")?, hash(&row, "hash")?);
    let mut events = Vec::with_capacity(new.len());
    for new in new {
        seq += 1;
        let event = Event {
            seq,
            delivery_id: new.delivery,
            at: new.at,
            recorded_at: now,
            actor: new.actor,
            lane: new.lane,
            command: new.command,
            driver_before: new.driver_before,
            driver_after: new.driver_after,
            taker_before: new.taker_before,
            taker_after: new.taker_after,
            body: new.body,
        };
        head = insert(tx.conn(), organization, head, &event).await?;
        tx.note(Logged { organization, event: event.clone() });
        events.push(event);
    }
    sqlx::query("update log_heads set hash = $2 where organization = $1")
        .bind(organization.to_string())
        .bind(&head.0[..])
        .execute(tx.conn())
        .await?;
    Ok(events)
}

async fn insert(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    prev: Sha256Hash,
    event: &Event,
) -> Result<Sha256Hash> {
    let (kind, payload) = split(&event.body)?;
    let header = serde_json::to_string(&EventHeader {
        seq: event.seq,
        delivery_id: event.delivery_id,
        at: event.at,
        recorded_at: event.recorded_at,
        actor: event.actor,
        lane: event.lane,
        command: event.command,
        driver_before: event.driver_before,
        driver_after: event.driver_after,
        taker_before: event.taker_before,
        taker_after: event.taker_after,
        kind,
    })?;
    let salt = random::<16>();
    let payload_hash = chain::payload_hash(&salt, payload.as_bytes());
    let head = chain::link(prev, organization, event.seq, header.as_bytes(), payload_hash);
    sqlx::query(
        "insert into events (organization, seq, delivery, recorded_at, driver_before, driver_after, header, \
         payload, salt, payload_hash, hash, taker_before, taker_after) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    )
    .bind(organization.to_string())
    .bind(int(event.seq))
    .bind(event.delivery_id.to_string())
    .bind(event.recorded_at.as_millis())
    .bind(event.driver_before.map(|id| id.to_string()))
    .bind(event.driver_after.map(|id| id.to_string()))
    .bind(header)
    .bind(payload)
    .bind(&salt[..])
    .bind(&payload_hash.0[..])
    .bind(&head.0[..])
    .bind(event.taker_before.map(|id| id.to_string()))
    .bind(event.taker_after.map(|id| id.to_string()))
    .execute(conn)
    .await?;
    Ok(head)
}

/// The event's type, which stays in the header, and its data, which may be erased; `null` where it has none.
fn split(body: &EventBody) -> Result<(String, String)> {
    let serde_json::Value::Object(mut map) = serde_json::to_value(body)? else {
        return Err(StoreError::Corrupt("an event is an object".to_owned()));
    };
    let kind = map.remove("type").and_then(|kind| kind.as_str().map(str::to_owned));
    let kind = kind.ok_or_else(|| StoreError::Corrupt("an event has a type".to_owned()))?;
    let data = map.remove("data").unwrap_or(serde_json::Value::Null);
    Ok((kind, data.to_string()))
}
