//! Deliveries that stay without a driver: dispatchers are told, and later more is done.

use waybill_domain::{
    Delivery, EventBody, OrganizationId, State, Timestamp, dispatch::Then, exception::ExceptionKind,
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
    let mut found = Vec::new();
    for organization in all {
        if !late(&mut snapshot, organization.id, now).await?.is_empty() {
            found.push(organization.id);
        }
    }
    drop(snapshot);
    let (mut flagged, mut escalated) = (0, 0);
    for organization in found {
        let done = app.store.tx(move |tx| Box::pin(async move { look_at(tx, organization, now).await }));
        let (more_flagged, more_escalated) = done.await?;
        flagged += more_flagged;
        escalated += more_escalated;
    }
    Ok((flagged, escalated))
}

/// What something has to be done about, and whether that is more than a flag.
async fn late(
    conn: &mut sqlx::SqliteConnection,
    organization: OrganizationId,
    now: Timestamp,
) -> Result<Vec<(Waiting, Option<Then>)>> {
    let stuck = settings::get(conn, organization).await?.stuck;
    let before = |minutes: u32| (minutes > 0).then(|| now.plus_minutes(-i64::from(minutes)));
    let (flag, then) = (before(stuck.flag_min), before(stuck.then_min));
    let Some(first) = flag.into_iter().chain(then).max() else { return Ok(Vec::new()) };
    let all = waiting::since(conn, organization, first, AT_ONCE).await?;
    let due = |limit: Option<Timestamp>, one: &Waiting| limit.is_some_and(|limit| one.ready_at <= limit);
    Ok(all
        .into_iter()
        .filter_map(|one| match one {
            _ if !one.escalated && due(then, &one) => Some((one, Some(stuck.then))),
            _ if !one.flagged && due(flag, &one) => Some((one, None)),
            _ => None,
        })
        .collect())
}

async fn look_at(tx: &mut Tx, organization: OrganizationId, now: Timestamp) -> Result<(usize, usize)> {
    let (mut flagged, mut escalated) = (0, 0);
    for (one, then) in late(tx.conn(), organization, now).await? {
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
