//! Drivers at work of whom nothing is heard. That is no fault of theirs, a whole day without a network is
//! allowed; but somebody should know.

use std::{collections::HashMap, time::Duration};

use uuid::Uuid;
use waybill_domain::{
    CommandId, DeliveryId, EventBody, ExceptionId, MemberId, OrganizationId, State, Timestamp,
    exception::{Exception, ExceptionKind},
    operations::Duty,
};

use super::record::{Source, record};
use crate::{
    App,
    store::{
        Result, Tx, deliveries,
        exceptions::{self, Filter, Row},
        organizations,
        silence::{self, Underway},
    },
};

/// How often it is looked at.
const EVERY: Duration = Duration::from_secs(60);
/// What the server writes when it resolves one itself.
const HEARD: &str = "The phone was heard of again.";
/// The same where there is nothing left to be heard of.
const NOT_THEIRS: &str = "The driver does not have it any more.";

/// What there is to write about one delivery.
struct Step {
    delivery: DeliveryId,
    body: EventBody,
}

/// Opens an exception for each driver who has become silent, and resolves those of drivers who were heard of again; how
/// many of each. What cannot be read or written holds up nothing else.
pub async fn look(app: &App) -> Result<(usize, usize)> {
    let (patience, now) = (app.config.silent_minutes, app.clock.now());
    if patience <= 0 {
        return Ok((0, 0));
    }
    let limit = now.plus_minutes(-patience);
    let mut snapshot = app.store.snapshot().await?;
    let all = organizations::all(&mut snapshot).await?;
    drop(snapshot);
    let (mut opened, mut resolved) = (0, 0);
    for organization in all {
        let id = organization.id;
        let found = match steps(app, id, limit, now).await {
            Ok(found) => found,
            Err(error) => {
                tracing::error!(%error, organization = %id, "nobody looks for silent drivers there");
                continue;
            }
        };
        for step in found {
            let (delivery, opens) = (step.delivery, matches!(step.body, EventBody::ExceptionOpened(_)));
            let done = app.store.tx(move |tx| Box::pin(async move { write(tx, id, step, now).await })).await;
            match done {
                Ok(true) if opens => opened += 1,
                Ok(true) => resolved += 1,
                Ok(false) => {}
                Err(error) => tracing::error!(%error, %delivery, "a silent driver cannot be noted"),
            }
        }
    }
    Ok((opened, resolved))
}

async fn steps(
    app: &App,
    organization: OrganizationId,
    limit: Timestamp,
    now: Timestamp,
) -> Result<Vec<Step>> {
    let mut snapshot = app.store.snapshot().await?;
    let conn = &mut *snapshot;
    let operations = app.operated.of(conn, organization).await?;
    let mut open: HashMap<MemberId, Row> = HashMap::new();
    let mut found = Vec::new();
    let silent = Filter { open: Some(true), kind: Some("driver_silent".to_owned()), before: None };
    for row in exceptions::list(conn, organization, &silent, 10_000).await? {
        let current = match deliveries::get(conn, organization, row.delivery).await {
            Ok(Some(current)) => current,
            Ok(None) => continue,
            Err(error) => {
                tracing::error!(%error, delivery = %row.delivery, "a delivery with a silent driver cannot be read");
                continue;
            }
        };
        let by = row.exception.by;
        if current.state.is_active() && current.driver == Some(by) {
            open.insert(by, row);
        } else {
            found.push(resolving(&row, NOT_THEIRS));
        }
    }
    for driver in silence::underway(conn, organization, now).await? {
        match open.remove(&driver.driver) {
            Some(row) if driver.last_sign > limit => found.push(resolving(&row, HEARD)),
            // Who is off by the roster may have it for the next shift, as long as the goods are where they were.
            None if driver.state == State::Accepted && operations.duty(driver.driver, now) == Duty::Off => {}
            None if driver.last_sign <= limit => {
                found.push(Step { delivery: driver.delivery, body: opening(&driver, now) });
            }
            _ => {}
        }
    }
    Ok(found)
}

fn opening(driver: &Underway, now: Timestamp) -> EventBody {
    let id = Uuid::now_v7();
    EventBody::ExceptionOpened(Exception {
        id: ExceptionId(id),
        kind: ExceptionKind::DriverSilent { since: driver.last_sign },
        command: CommandId(id),
        by: driver.driver,
        at: now,
    })
}

fn resolving(row: &Row, note: &str) -> Step {
    let body = EventBody::ExceptionResolved { exception: row.exception.id, note: note.to_owned() };
    Step { delivery: row.delivery, body }
}

/// Writes it, unless the delivery says so already; whether it did.
async fn write(tx: &mut Tx, organization: OrganizationId, step: Step, now: Timestamp) -> Result<bool> {
    let Some(current) = deliveries::get(tx.conn(), organization, step.delivery).await? else {
        return Ok(false);
    };
    let mut open = current.exceptions.iter();
    let is_new = match &step.body {
        EventBody::ExceptionOpened(new) => {
            current.driver == Some(new.by)
                && !open
                    .any(|open| matches!(open.kind, ExceptionKind::DriverSilent { .. }) && open.by == new.by)
        }
        EventBody::ExceptionResolved { exception, .. } => open.any(|open| open.id == *exception),
        _ => false,
    };
    if is_new {
        let server = Source { actor: None, lane: None, command: None, at: now };
        record(tx, organization, Some(current), vec![step.body], &server, now).await?;
    }
    Ok(is_new)
}

/// Looks every minute until the server stops.
pub async fn keep_looking(app: App) {
    loop {
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            () = app.stopping.cancelled() => return,
        }
        match look(&app).await {
            Ok((0, 0)) => {}
            Ok((opened, resolved)) => tracing::info!(opened, resolved, "silent drivers"),
            Err(error) => tracing::warn!(%error, "silent drivers could not be looked for"),
        }
    }
}
