//! An exception with what either side says: what a dispatcher needs to decide.

use std::collections::{BTreeSet, HashMap};

use sqlx::SqliteConnection;
use waybill_domain::{
    Event, EventBody, MemberId, OrganizationId,
    calls::{ExceptionCase, Resolution, TimelineEntry},
};

use crate::store::{Result, StoreError, deliveries, exceptions::Row, lanes, log, members};

/// Names by member.
pub type Names = HashMap<MemberId, String>;

/// The names of those who did something: a fleet may have more people than one delivery has to do with.
pub async fn names(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    actors: impl Iterator<Item = MemberId>,
) -> Result<Names> {
    let mut names = Names::new();
    for id in actors.collect::<BTreeSet<_>>() {
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
) -> Result<ExceptionCase> {
    let delivery = deliveries::get(conn, organization, row.delivery).await?;
    let delivery = delivery
        .ok_or_else(|| StoreError::Corrupt(format!("the delivery of exception {}", row.exception.id)))?;
    let events = log::of_delivery(conn, organization, row.delivery).await?;
    let actors = events.iter().filter_map(|event| event.actor).chain(row.resolved_by);
    let names = names(conn, organization, actors).await?;
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
        says: says.into_iter().map(|event| entry(event, &names)).collect(),
        against: against.map(|event| entry(event, &names)).collect(),
        resolution: row.resolved_at.map(|at| Resolution {
            at,
            by: row.resolved_by.and_then(|by| names.get(&by).cloned()).unwrap_or_default(),
            note: row.note,
        }),
        exception: row.exception,
    })
}
