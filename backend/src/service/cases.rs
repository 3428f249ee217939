//! An exception with what either side says: what a dispatcher needs to decide.

use std::collections::{BTreeSet, HashMap};

use sqlx::SqliteConnection;
use waybill_domain::{
    Event, EventBody, MemberId, OrganizationId,
    calls::{ExceptionCase, Resolution, TimelineEntry},
};

use crate::store::{Result, StoreError, deliveries, exceptions::Row, lanes, log, members};

/// The names of an organization's people.
pub type Names = HashMap<MemberId, String>;

/// Everybody's name.
pub async fn names(conn: &mut SqliteConnection, organization: OrganizationId) -> Result<Names> {
    let members = members::all(conn, organization).await?;
    Ok(members.into_iter().map(|member| (member.id, member.name)).collect())
}

/// The names of those who did something in `events`: a fleet may have more people than one delivery has to do with.
pub async fn actors(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    events: &[Event],
) -> Result<Names> {
    let ids: BTreeSet<MemberId> = events.iter().filter_map(|event| event.actor).collect();
    let mut names = Names::new();
    for id in ids {
        if let Some(account) = members::get(conn, organization, id).await? {
            names.insert(id, account.member.name);
        }
    }
    Ok(names)
}

/// The event as a line of a timeline.
pub fn entry(event: Event, names: &Names) -> TimelineEntry {
    let actor_name = event.actor.and_then(|actor| names.get(&actor).cloned()).unwrap_or_default();
    TimelineEntry { event, actor_name }
}

/// Gathers both sides of an exception from the log.
pub async fn case(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    row: Row,
    names: &Names,
) -> Result<ExceptionCase> {
    let delivery = deliveries::get(conn, organization, row.delivery).await?;
    let delivery = delivery
        .ok_or_else(|| StoreError::Corrupt(format!("the delivery of exception {}", row.exception.id)))?;
    let events = log::of_delivery(conn, organization, row.delivery).await?;
    let command = row.exception.command;
    let lane = events.iter().find(|event| event.seq == row.opened_seq).and_then(|event| event.lane);
    let receipt = match lane {
        Some(lane) => lanes::arrival(conn, lane, command).await?,
        None => None,
    };
    let is_said = |event: &Event| {
        event.command == Some(command) && !matches!(event.body, EventBody::ExceptionOpened(_))
    };
    let (says, rest): (Vec<_>, Vec<_>) = events.into_iter().partition(is_said);
    let kind = &row.exception.kind;
    let against = rest.into_iter().filter(|event| kind.is_against(event, row.exception.by));
    Ok(ExceptionCase {
        delivery: row.delivery,
        code: delivery.code,
        address: delivery.dropoff.address,
        state: delivery.state,
        outcome: delivery.outcome,
        opened_at: row.opened_at,
        receipt,
        says: says.into_iter().map(|event| entry(event, names)).collect(),
        against: against.map(|event| entry(event, names)).collect(),
        resolution: row.resolved_at.map(|at| Resolution {
            at,
            by: row.resolved_by.and_then(|by| names.get(&by).cloned()).unwrap_or_default(),
            note: row.note,
        }),
        exception: row.exception,
    })
}
