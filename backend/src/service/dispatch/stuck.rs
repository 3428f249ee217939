//! Deliveries that stay without a driver: dispatchers are told, and later more is done.

use sqlx::SqliteConnection;
use waybill_domain::{
    Delivery, DeliveryId, EventBody, OrganizationId, State, Timestamp, dispatch::Then,
    exception::ExceptionKind,
};

use super::offering::opening;
use crate::{
    App,
    service::record::{Source, record},
    store::{
        Result, Tx, deliveries,
        dispatch::{
            settings,
            waiting::{self, Waiting},
        },
        organizations,
    },
};

/// Deliveries of one organization in one look.
const AT_ONCE: u32 = 500;
/// What the driver, the merchant and the history read.
const NOBODY: &str = "No driver was found in time.";

/// Flags what has waited too long, and does more about what was flagged before; how many of each.
pub async fn look(app: &App) -> Result<(usize, usize)> {
    let now = app.clock.now();
    let mut snapshot = app.store.snapshot().await?;
    let all = organizations::all(&mut snapshot).await?;
    drop(snapshot);
    let (mut flagged, mut escalated) = (0, 0);
    for organization in all {
        match of(app, organization.id, now).await {
            Ok((more_flagged, more_escalated)) => {
                flagged += more_flagged;
                escalated += more_escalated;
            }
            Err(error) => {
                tracing::error!(%error, organization = %organization.id, "nobody looks at what waits there");
            }
        }
    }
    Ok((flagged, escalated))
}

/// The same of one organization: in one transaction, or where that fails each alone, so that none holds up another.
async fn of(app: &App, organization: OrganizationId, now: Timestamp) -> Result<(usize, usize)> {
    let mut snapshot = app.store.snapshot().await?;
    let found = late(&mut snapshot, organization, now).await?;
    drop(snapshot);
    if found.is_empty() {
        return Ok((0, 0));
    }
    let ids: Vec<DeliveryId> = found.iter().map(|(one, _)| one.delivery).collect();
    let error = match together(app, organization, ids.clone(), now).await {
        Ok(done) => return Ok(done),
        Err(error) => error,
    };
    tracing::warn!(%error, %organization, "what waits too long is looked at one by one");
    let (mut flagged, mut escalated) = (0, 0);
    for id in ids {
        match together(app, organization, vec![id], now).await {
            Ok((more_flagged, more_escalated)) => {
                flagged += more_flagged;
                escalated += more_escalated;
            }
            Err(error) => tracing::error!(%error, delivery = %id, "a delivery that waits cannot be flagged"),
        }
    }
    Ok((flagged, escalated))
}

/// What something has to be done about, and whether that is more than a flag.
async fn late(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    now: Timestamp,
) -> Result<Vec<(Waiting, Option<Then>)>> {
    let stuck = settings::get(conn, organization).await?.stuck;
    let before = |minutes: u32| (minutes > 0).then(|| now.plus_minutes(-i64::from(minutes)));
    let (flag, then) = (before(stuck.flag_min), before(stuck.then_min));
    let all = waiting::late(conn, organization, flag, then, AT_ONCE).await?;
    let more = |one: &Waiting| then.is_some_and(|limit| one.ready_at <= limit).then_some(stuck.then);
    Ok(all.into_iter().map(|one| (one, more(&one))).collect())
}

async fn together(
    app: &App,
    organization: OrganizationId,
    ids: Vec<DeliveryId>,
    now: Timestamp,
) -> Result<(usize, usize)> {
    app.store.tx(move |tx| Box::pin(async move { look_at(tx, organization, &ids, now).await })).await
}

async fn look_at(
    tx: &mut Tx,
    organization: OrganizationId,
    ids: &[DeliveryId],
    now: Timestamp,
) -> Result<(usize, usize)> {
    let (mut flagged, mut escalated) = (0, 0);
    // Somebody may have taken one since the list was read.
    let mut found = late(tx.conn(), organization, now).await?;
    found.retain(|(one, _)| ids.contains(&one.delivery));
    for (one, then) in found {
        let Some(current) = deliveries::get(tx.conn(), organization, one.delivery).await? else { continue };
        let events = events(&current, &one, then, now);
        let source = Source { actor: None, lane: None, command: None, at: now };
        record(tx, organization, Some(current), events, &source, now).await?;
        waiting::mark(tx.conn(), organization, one.delivery, then.is_some(), now).await?;
        match then {
            Some(_) => escalated += 1,
            None => flagged += 1,
        }
    }
    Ok((flagged, escalated))
}

fn events(delivery: &Delivery, one: &Waiting, then: Option<Then>, now: Timestamp) -> Vec<EventBody> {
    debug_assert!(matches!(delivery.state, State::Unassigned | State::Offered), "it waits");
    let opened = |escalated| opening(ExceptionKind::Unassigned { since: one.ready_at, escalated }, now);
    match then {
        Some(Then::Cancel) => vec![EventBody::Cancelled { reason: NOBODY.to_owned() }],
        Some(Then::Escalate) => {
            let milder = delivery.exceptions.iter().filter(|open| is_flag(&open.kind));
            let note = "It is escalated.".to_owned();
            let resolved =
                milder.map(|open| EventBody::ExceptionResolved { exception: open.id, note: note.clone() });
            resolved.chain([opened(true)]).collect()
        }
        None => vec![opened(false)],
    }
}

fn is_flag(kind: &ExceptionKind) -> bool {
    matches!(kind, ExceptionKind::Unassigned { .. })
}
