//! A pull under way. Pages are staged and merged with the last one, so that no reader sees half a pull, and an outbox row
//! leaves in the transaction that brings what it did.

use std::collections::BTreeSet;

use sqlx::SqliteConnection;
use waybill_domain::{
    Delivery, MemberId, State, Timestamp,
    protocol::{PatchOp, PullPage, PullQuery, SessionInfo, Tail, VERSION},
};
use waybill_door::{Break, broken};

use super::{
    StoreError, blobs, deliveries,
    meta::{self, Key},
    outbox, outcomes, sending, settling,
    succession::Why,
    taken,
};

/// What a page did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Applied {
    /// It was the last one.
    pub complete: bool,
    /// The server has a copy's commands where this phone's wait: nothing was taken in, and another lane must follow.
    pub forked: bool,
    /// Something that the screen shows may have changed.
    pub changed: bool,
    /// Deliveries that are new in this member's hands.
    pub assigned: Vec<Delivery>,
    /// Files that are in a backup of the server and may go, relative to the lane's folder.
    pub unneeded: Vec<String>,
}

/// Proof stays at least this long after it became safe, in milliseconds: the driver may want to look at it.
const PROOF_STAYS_MS: i64 = 24 * 3_600_000;

/// What to ask for next.
pub async fn query(conn: &mut SqliteConnection) -> Result<PullQuery, StoreError> {
    let (epoch, cursor) = match meta::get(conn, Key::IncomingCursor).await? {
        Some(cursor) => (meta::get(conn, Key::IncomingEpoch).await?, Some(cursor)),
        None => (meta::get(conn, Key::Epoch).await?, meta::get(conn, Key::Cursor).await?),
    };
    // The head is that of the last tail, and so of the cursor of no pull that is under way.
    let whole = meta::get::<u64>(conn, Key::IncomingCursor).await?.is_none();
    let head = meta::get(conn, Key::Head).await?.filter(|_| whole && cursor.is_some());
    Ok(PullQuery {
        epoch,
        cursor,
        lane: meta::get(conn, Key::Lane).await?,
        acked: sending::answered(conn).await?,
        head,
        results_only: false,
        v: Some(VERSION),
    })
}

/// Takes in what became of commands, and nothing else: the member no longer works on deliveries. Whether it was the last
/// page.
pub async fn apply_results(
    conn: &mut SqliteConnection,
    page: &PullPage,
    now: Timestamp,
) -> Result<Applied, StoreError> {
    if is_strange(conn, page).await? {
        return Ok(Applied { forked: true, ..Applied::default() });
    }
    let Some(tail) = &page.tail else { return Ok(Applied::default()) };
    let settled = settling::settle(conn, tail.last_seq, None, now).await?;
    meta::set(conn, Key::PushedSeq, &tail.last_seq).await?;
    Ok(Applied { complete: true, changed: !settled.is_empty(), ..Applied::default() })
}

/// Takes a page in.
pub async fn apply(
    conn: &mut SqliteConnection,
    page: &PullPage,
    member: MemberId,
    now: Timestamp,
) -> Result<Applied, StoreError> {
    if is_strange(conn, page).await? {
        return Ok(Applied { forked: true, ..Applied::default() });
    }
    if page.reset && !broken(Break::Epoch) {
        sqlx::query("delete from incoming").execute(&mut *conn).await?;
        meta::set(conn, Key::IncomingReset, &true).await?;
    }
    for op in &page.patch {
        stage(conn, op).await?;
    }
    meta::set(conn, Key::IncomingCursor, &page.cursor).await?;
    meta::set(conn, Key::IncomingEpoch, &page.epoch).await?;
    match &page.tail {
        Some(tail) => merge(conn, page, tail, member, now).await,
        None => Ok(Applied::default()),
    }
}

/// Keeps the page's answers. Where one is to a command of a copy of this phone, what waits here would never be sent: the
/// server counts its place as taken.
async fn is_strange(conn: &mut SqliteConnection, page: &PullPage) -> Result<bool, StoreError> {
    let strange = sending::keep_results(conn, &page.results).await? && !broken(Break::Fork);
    if strange {
        meta::set(conn, Key::Forked, &Why::Copied).await?;
    }
    Ok(strange)
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
    let changed = !rows.is_empty() || reset;
    let mut applied = Applied { complete: true, changed, ..Applied::default() };
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
    applied.changed |= !settling::settle(conn, tail.last_seq, Some(page.cursor), now).await?.is_empty();
    applied.changed |= deliveries::sweep_revoked(conn).await? > 0;
    applied.unneeded = finish(conn, page, tail, reset, now).await?;
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
    reset: bool,
    now: Timestamp,
) -> Result<Vec<String>, StoreError> {
    let restored = is_restored(conn, page, tail, reset).await?;
    if restored {
        blobs::doubt(conn).await?;
        meta::set(conn, Key::Restored, &true).await?;
        meta::set(conn, Key::SendAgain, &true).await?;
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
    let last: u64 = meta::get(conn, Key::LastSeq).await?.unwrap_or(0);
    if tail.last_seq > last && !broken(Break::Fork) {
        // Commands that this phone never gave: it was restored from a copy.
        meta::set(conn, Key::Forked, &Why::Copied).await?;
    }
    if let Some(mut session) = meta::get::<SessionInfo>(conn, Key::Session).await? {
        session.member = tail.member.clone();
        meta::set(conn, Key::Session, &session).await?;
    }
    if restored {
        return Ok(Vec::new());
    }
    if tail.last_seq >= last && outbox::count(conn).await?.all() == 0 {
        meta::clear(conn, Key::Restored).await?;
    }
    if let Some(backup) = &tail.backup {
        taken::prune(conn, backup).await?;
    }
    let backed_up = tail.backup.map(|backup| backup.log_seq);
    blobs::let_go(conn, page.cursor, backed_up, now.plus_millis(-PROOF_STAYS_MS)).await
}

/// Whether the server has come back from a backup: another log, less of it than was seen, or less of this lane than it
/// once had.
async fn is_restored(
    conn: &mut SqliteConnection,
    page: &PullPage,
    tail: &Tail,
    reset: bool,
) -> Result<bool, StoreError> {
    if broken(Break::Epoch) {
        return Ok(false);
    }
    let Some(epoch) = meta::get::<String>(conn, Key::Epoch).await? else { return Ok(false) };
    let lane = sending::lane(conn).await?;
    let acked = outcomes::last_seq(conn, lane).await?;
    Ok(reset || epoch != page.epoch || tail.last_seq < acked)
}
