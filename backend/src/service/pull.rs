//! Pull: the truth goes down, page by page.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use sqlx::SqliteConnection;
use waybill_domain::{
    MemberId,
    protocol::{Backup, CommandResult, OLDEST, PatchOp, PullPage, PullQuery, Tail},
    visibility::{self, Sight},
};
use waybill_door::{Break, broken};

use super::push::wrong_lane;
use crate::{
    App,
    api::{ApiError, ApiResult},
    auth::Signed,
    store::{
        Result, backups, deliveries, lanes,
        log::{self, Head},
        members,
    },
};

/// Changes on one page.
const PAGE: u32 = 200;
/// Results on one page.
const RESULTS: u32 = 1_000;

/// One page for whoever is signed in.
pub async fn pull(app: &App, signed: &Signed, query: &PullQuery) -> ApiResult<PullPage> {
    if query.lane.is_some() && query.lane != signed.lane {
        return Err(wrong_lane());
    }
    if query.v.is_some_and(|v| v < OLDEST) {
        let title = "this version of the app is too old for this server; update it";
        return Err(ApiError::new(StatusCode::UPGRADE_REQUIRED, "too_old", title)
            .detail("What was done on the phone is still taken in."));
    }
    if !query.results_only {
        signed.crew()?;
    }
    let now = app.clock.now();
    let mut snapshot = app.store.snapshot().await?;
    let conn = &mut *snapshot;
    let head = log::head(conn, signed.organization).await?;
    let cursor = known_cursor(conn, signed, query, &head).await?;
    let horizon = now.plus_minutes(-app.config.phone_days * 24 * 60).as_millis();
    let changes =
        if query.results_only { BTreeMap::new() } else { changes(conn, signed, cursor, horizon).await? };
    let results = results(conn, signed, query.acked).await?;
    let mut page = PullPage {
        epoch: head.epoch.clone(),
        reset: cursor.is_none() && !query.results_only,
        cursor: head.seq,
        patch: Vec::new(),
        results,
        tail: None,
    };
    let whole = changes.len() <= PAGE as usize;
    for (seq, op) in changes.into_iter().take(PAGE as usize) {
        page.patch.extend(op);
        if !whole {
            page.cursor = seq;
        }
    }
    if whole && page.results.len() < RESULTS as usize {
        page.tail = Some(tail(conn, signed, &head, now).await?);
    }
    Ok(page)
}

/// The cursor, where it is one of this log.
async fn known_cursor(
    conn: &mut SqliteConnection,
    signed: &Signed,
    query: &PullQuery,
    head: &Head,
) -> Result<Option<u64>> {
    let Some(cursor) = query.cursor else { return Ok(None) };
    if query.epoch.as_deref() != Some(&head.epoch) || cursor > head.seq {
        return Ok(None);
    }
    let same = match query.head {
        Some(hash) => log::head_at(conn, signed.organization, cursor).await? == hash,
        None => true,
    };
    Ok(same.then_some(cursor))
}

/// What changed for this member, by the sequence after which it need not be sent again. An operation is `None` where a
/// full copy has nothing to say.
async fn changes(
    conn: &mut SqliteConnection,
    signed: &Signed,
    cursor: Option<u64>,
    horizon: i64,
) -> Result<BTreeMap<u64, Option<PatchOp>>> {
    let driver = (!signed.role.is_dispatch()).then_some(signed.member);
    let after = cursor.unwrap_or(0);
    let mut changes = BTreeMap::new();
    let changed = deliveries::changed(conn, signed.organization, driver, after, horizon, PAGE + 1).await?;
    for change in changed {
        let op = match change.delivery {
            Some(delivery) => Some(PatchOp::Put { delivery: Box::new(delivery) }),
            None => cursor.map(|_| PatchOp::Del { id: change.id }),
        };
        changes.insert(change.seq, op);
    }
    if let (Some(driver), Some(after)) = (driver, cursor)
        && !broken(Break::Revoke)
    {
        revoked(conn, signed, driver, after, &mut changes).await?;
    }
    Ok(changes)
}

/// Adds what was taken away from this driver and has not come back.
async fn revoked(
    conn: &mut SqliteConnection,
    signed: &Signed,
    driver: MemberId,
    after: u64,
    changes: &mut BTreeMap<u64, Option<PatchOp>>,
) -> Result<()> {
    let actor = signed.actor();
    for event in log::losing_driver(conn, signed.organization, driver, after, PAGE + 1).await? {
        let now = deliveries::get(conn, signed.organization, event.delivery_id).await?;
        let back = now.as_ref().is_some_and(|delivery| visibility::may_read(delivery, actor));
        if visibility::sight(&event, actor) == Sight::Revoke && !back {
            let driver = now.and_then(|delivery| delivery.driver);
            changes.insert(event.seq, Some(PatchOp::Revoke { id: event.delivery_id, driver }));
        }
    }
    Ok(())
}

async fn results(conn: &mut SqliteConnection, signed: &Signed, acked: u64) -> Result<Vec<CommandResult>> {
    match signed.lane {
        Some(lane) => lanes::results_after(conn, lane, acked, RESULTS).await,
        None => Ok(Vec::new()),
    }
}

async fn tail(
    conn: &mut SqliteConnection,
    signed: &Signed,
    head: &Head,
    now: waybill_domain::Timestamp,
) -> ApiResult<Tail> {
    let lane = match signed.lane {
        Some(lane) => lanes::get(conn, signed.organization, lane).await?,
        None => None,
    };
    let reached = backups::last(conn, signed.organization).await?.filter(|last| last.epoch == head.epoch);
    let backup = reached.map(|last| Backup {
        at: last.at,
        log_seq: last.log_seq,
        lane_seq: lane.as_ref().map_or(0, |lane| lane.backed_up_seq),
    });
    let last_seq = lane.map_or(0, |lane| lane.info.last_seq);
    let account = members::get(conn, signed.organization, signed.member).await?;
    let member = account.ok_or_else(ApiError::not_signed_in)?.member;
    Ok(Tail { last_seq, head: head.hash, server_time: now, member, backup })
}
