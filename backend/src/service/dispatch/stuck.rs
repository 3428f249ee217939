//! Deliveries that stay without a driver: dispatchers are told, and later more is done.

use sqlx::SqliteConnection;
use waybill_domain::{
    Delivery, DeliveryId, EventBody, OrganizationId, State, Timestamp,
    dispatch::{Stuck, Then},
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
const AT_ONCE: usize = 500;
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
    let limits = Limits::of(&mut snapshot, organization, now).await?;
    let operations = app.operated.of(&mut snapshot, organization).await?;
    let mut ids: Vec<DeliveryId> = Vec::new();
    // What waits for the morning fills no look at what waits now.
    for one in limits.late(&mut snapshot, organization).await? {
        // One that cannot be read is for the look at each alone to tell of.
        let ready = match deliveries::get(&mut snapshot, organization, one.delivery).await {
            Ok(Some(current)) => operations.could_begin(&current, one.ready_at).unwrap_or(one.ready_at),
            Ok(None) => continue,
            Err(_) => one.ready_at,
        };
        if limits.due(&one, ready).is_some() {
            ids.push(one.delivery);
        }
        if ids.len() == AT_ONCE {
            break;
        }
    }
    drop(snapshot);
    if ids.is_empty() {
        return Ok((0, 0));
    }
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

/// When something is done about what waits.
struct Limits {
    /// What could have been begun by then is flagged. `None`: never.
    flag: Option<Timestamp>,
    /// More is done about what could have been begun by then. `None`: never.
    then: Option<Timestamp>,
    /// What that is.
    what: Then,
}

impl Limits {
    async fn of(conn: &mut SqliteConnection, organization: OrganizationId, now: Timestamp) -> Result<Self> {
        let Stuck { flag_min, then_min, then } = settings::get(conn, organization).await?.stuck;
        let before = |minutes: u32| (minutes > 0).then(|| now.plus_minutes(-i64::from(minutes)));
        Ok(Self { flag: before(flag_min), then: before(then_min), what: then })
    }

    /// What waits too long, service hours aside.
    async fn late(&self, conn: &mut SqliteConnection, organization: OrganizationId) -> Result<Vec<Waiting>> {
        waiting::late(conn, organization, self.flag, self.then, u32::MAX).await
    }

    /// What is done about `one` that could have been begun at `ready`: a flag, or more. `None`: nothing yet.
    fn due(&self, one: &Waiting, ready: Timestamp) -> Option<Option<Then>> {
        let is_over = |limit: Option<Timestamp>| limit.is_some_and(|limit| ready <= limit);
        match is_over(self.then) {
            true => Some(Some(self.what)),
            false => (!one.flagged && is_over(self.flag)).then_some(None),
        }
    }
}

async fn together(
    app: &App,
    organization: OrganizationId,
    ids: Vec<DeliveryId>,
    now: Timestamp,
) -> Result<(usize, usize)> {
    let within = app.clone();
    app.store.tx(move |tx| Box::pin(async move { look_at(tx, &within, organization, &ids, now).await })).await
}

async fn look_at(
    tx: &mut Tx,
    app: &App,
    organization: OrganizationId,
    ids: &[DeliveryId],
    now: Timestamp,
) -> Result<(usize, usize)> {
    let (mut flagged, mut escalated) = (0, 0);
    let operations = app.operated.of(tx.conn(), organization).await?;
    let limits = Limits::of(tx.conn(), organization, now).await?;
    // Somebody may have taken one since the list was read.
    let mut found = limits.late(tx.conn(), organization).await?;
    found.retain(|one| ids.contains(&one.delivery));
    for one in found {
        let Some(current) = deliveries::get(tx.conn(), organization, one.delivery).await? else { continue };
        // What was ordered at night has waited since the morning.
        let ready = operations.could_begin(&current, one.ready_at).unwrap_or(one.ready_at);
        let Some(then) = limits.due(&one, ready) else { continue };
        let events = events(&current, ready, then, now);
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

fn events(delivery: &Delivery, ready: Timestamp, then: Option<Then>, now: Timestamp) -> Vec<EventBody> {
    debug_assert!(matches!(delivery.state, State::Unassigned | State::Offered), "it waits");
    let opened = |escalated| opening(ExceptionKind::Unassigned { since: ready, escalated }, now);
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
