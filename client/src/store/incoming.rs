//! A pull under way. Pages are staged and merged with the last one, so that no reader sees half a pull, and an outbox row
//! leaves in the transaction that brings what it did.

use std::collections::BTreeSet;

use sqlx::SqliteConnection;
use waybill_domain::{
    Delivery, MemberId, State, Timestamp,
    protocol::{PatchOp, PullPage, PullQuery, SessionInfo, Tail},
};
use waybill_door::{Break, broken};

use super::{
    StoreError, blobs, deliveries,
    meta::{self, Key},
    outbox, outcomes,
};

/// What a page did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Applied {
    /// It was the last one.
    pub complete: bool,
    /// Something that the screen shows may have changed.
    pub changed: bool,
    /// Deliveries that are new in this member's hands.
    pub assigned: Vec<Delivery>,
}

/// What to ask for next.
pub async fn query(conn: &mut SqliteConnection) -> Result<PullQuery, StoreError> {
    let (epoch, cursor) = match meta::get(conn, Key::IncomingCursor).await? {
        Some(cursor) => (meta::get(conn, Key::IncomingEpoch).await?, Some(cursor)),
        None => (meta::get(conn, Key::Epoch).await?, meta::get(conn, Key::Cursor).await?),
    };
    Ok(PullQuery { epoch, cursor, acked: outcomes::last_seq(conn).await?, ..PullQuery::default() })
}

/// Takes a page in.
pub async fn apply(
    conn: &mut SqliteConnection,
    page: &PullPage,
    member: MemberId,
    now: Timestamp,
) -> Result<Applied, StoreError> {
    if page.reset && !broken(Break::Epoch) {
        sqlx::query("delete from incoming").execute(&mut *conn).await?;
        meta::set(conn, Key::IncomingReset, &true).await?;
    }
    for op in &page.patch {
        stage(conn, op).await?;
    }
    outbox::keep_results(conn, &page.results).await?;
    meta::set(conn, Key::IncomingCursor, &page.cursor).await?;
    meta::set(conn, Key::IncomingEpoch, &page.epoch).await?;
    match &page.tail {
        Some(tail) => merge(conn, page, tail, member, now).await,
        None => Ok(Applied::default()),
    }
}

async fn stage(conn: &mut SqliteConnection, op: &PatchOp) -> Result<(), StoreError> {
    let (id, op, json) = match op {
        PatchOp::Put { delivery } => {
            let json = serde_json::to_string(delivery).map_err(|e| StoreError::unreadable("delivery", e))?;
            (delivery.id, "put", json)
        }
        PatchOp::Del { id } => (*id, "del", String::new()),
        PatchOp::Revoke { id, .. } => (*id, "revoke", String::new()),
    };
    sqlx::query("insert or replace into incoming (id, op, json) values ($1, $2, $3)")
        .bind(id.to_string())
        .bind(op)
        .bind(json)
        .execute(conn)
        .await?;
    Ok(())
}

async fn merge(
    conn: &mut SqliteConnection,
    page: &PullPage,
    tail: &Tail,
    member: MemberId,
    now: Timestamp,
) -> Result<Applied, StoreError> {
    let reset = meta::get(conn, Key::IncomingReset).await?.unwrap_or(false);
    let first = meta::get::<u64>(conn, Key::Cursor).await?.is_none();
    let rows: Vec<(String, String, String)> =
        sqlx::query_as("select id, op, json from incoming order by id").fetch_all(&mut *conn).await?;
    let mut applied = Applied { complete: true, changed: !rows.is_empty() || reset, assigned: Vec::new() };
    let mut kept = BTreeSet::new();
    for (id, op, json) in &rows {
        if op == "put" {
            kept.insert(id.clone());
            let delivery = deliveries::parse(json)?;
            let delivery_id = delivery.id;
            if !first && is_new(conn, &delivery, member).await? {
                applied.assigned.push(delivery);
            }
            if broken(Break::Rebase) && !outbox::of(conn, delivery_id).await?.is_empty() {
                continue;
            }
            deliveries::put(conn, id, json).await?;
        } else {
            deliveries::revoke(conn, id).await?;
        }
    }
    if reset {
        let known: Vec<String> =
            sqlx::query_scalar("select id from srv_deliveries").fetch_all(&mut *conn).await?;
        for id in known.iter().filter(|id| !kept.contains(*id)) {
            deliveries::revoke(conn, id).await?;
        }
    }
    applied.changed |= !outbox::settle(conn, tail.last_seq, now).await?.is_empty();
    applied.changed |= deliveries::sweep_revoked(conn).await? > 0;
    finish(conn, page, tail, now).await?;
    Ok(applied)
}

/// Whether the delivery comes into this member's hands with this put.
async fn is_new(
    conn: &mut SqliteConnection,
    delivery: &Delivery,
    member: MemberId,
) -> Result<bool, StoreError> {
    if delivery.driver != Some(member) || !matches!(delivery.state, State::Offered | State::Assigned) {
        return Ok(false);
    }
    let before = deliveries::get(conn, delivery.id).await?;
    Ok(before.is_none_or(|before| {
        before.revoked
            || before.delivery.driver != Some(member)
            || before.delivery.assign_epoch != delivery.assign_epoch
    }))
}

async fn finish(
    conn: &mut SqliteConnection,
    page: &PullPage,
    tail: &Tail,
    now: Timestamp,
) -> Result<(), StoreError> {
    if is_restored(conn, page, tail).await? {
        blobs::doubt(conn).await?;
    }
    sqlx::query("delete from incoming").execute(&mut *conn).await?;
    for key in [Key::IncomingCursor, Key::IncomingEpoch, Key::IncomingReset] {
        meta::clear(conn, key).await?;
    }
    meta::set(conn, Key::Epoch, &page.epoch).await?;
    meta::set(conn, Key::Cursor, &page.cursor).await?;
    meta::set(conn, Key::Head, &tail.head).await?;
    meta::set(conn, Key::SyncedAt, &now).await?;
    // The server's word counts, also where it is less than what was pushed: then it has been restored, and gets the
    // envelopes again.
    meta::set(conn, Key::PushedSeq, &tail.last_seq).await?;
    if let Some(mut session) = meta::get::<SessionInfo>(conn, Key::Session).await? {
        session.member = tail.member.clone();
        meta::set(conn, Key::Session, &session).await?;
    }
    Ok(())
}

/// Whether the server has come back from a backup: another log, or less of this lane than it once had.
async fn is_restored(conn: &mut SqliteConnection, page: &PullPage, tail: &Tail) -> Result<bool, StoreError> {
    if broken(Break::Epoch) {
        return Ok(false);
    }
    let epoch: Option<String> = meta::get(conn, Key::Epoch).await?;
    let acked = outcomes::last_seq(conn).await?;
    Ok(epoch.is_some_and(|epoch| epoch != page.epoch) || tail.last_seq < acked)
}
