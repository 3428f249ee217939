//! Drivers at work of whom nothing is heard. That is no fault of theirs, a whole day without a network is
//! allowed; but somebody should know.

use std::{collections::HashMap, time::Duration};

use uuid::Uuid;
use waybill_domain::{
    CommandId, EventBody, ExceptionId, MemberId, Timestamp,
    exception::{Exception, ExceptionKind},
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

/// Opens an exception for each driver who has become silent, and resolves those of drivers who were heard of again; how
/// many of each.
pub async fn look(app: &App) -> Result<(usize, usize)> {
    let (patience, now) = (app.config.silent_minutes, app.clock.now());
    if patience <= 0 {
        return Ok((0, 0));
    }
    let limit = now.plus_minutes(-patience);
    app.store.tx(move |tx| Box::pin(async move { look_at_all(tx, limit, now).await })).await
}

async fn look_at_all(tx: &mut Tx, limit: Timestamp, now: Timestamp) -> Result<(usize, usize)> {
    let mut open: HashMap<MemberId, Row> = HashMap::new();
    let silent = Filter { open: Some(true), kind: Some("driver_silent".to_owned()), before: None };
    let (mut opened, mut resolved) = (0, 0);
    for organization in organizations::all(tx.conn()).await? {
        for row in exceptions::list(tx.conn(), organization.id, &silent, 10_000).await? {
            let Some(current) = deliveries::get(tx.conn(), organization.id, row.delivery).await? else {
                continue;
            };
            let by = row.exception.by;
            if current.state.is_active() && current.driver == Some(by) {
                open.insert(by, row);
                continue;
            }
            let body =
                EventBody::ExceptionResolved { exception: row.exception.id, note: NOT_THEIRS.to_owned() };
            let server = Source { actor: None, lane: None, command: None, at: now };
            record(tx, organization.id, Some(current), vec![body], &server, now).await?;
            resolved += 1;
        }
    }
    for driver in silence::underway(tx.conn()).await? {
        match open.remove(&driver.driver) {
            Some(row) if driver.last_sign > limit => {
                resolve(tx, &driver, &row, now).await?;
                resolved += 1;
            }
            None if driver.last_sign <= limit => {
                write(tx, &driver, driver.delivery, opening(&driver, now), now).await?;
                opened += 1;
            }
            _ => {}
        }
    }
    Ok((opened, resolved))
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

async fn resolve(tx: &mut Tx, driver: &Underway, row: &Row, now: Timestamp) -> Result<()> {
    let body = EventBody::ExceptionResolved { exception: row.exception.id, note: HEARD.to_owned() };
    write(tx, driver, row.delivery, body, now).await
}

async fn write(
    tx: &mut Tx,
    driver: &Underway,
    delivery: waybill_domain::DeliveryId,
    body: EventBody,
    now: Timestamp,
) -> Result<()> {
    let before = deliveries::get(tx.conn(), driver.organization, delivery).await?;
    let server = Source { actor: None, lane: None, command: None, at: now };
    record(tx, driver.organization, before, vec![body], &server, now).await?;
    Ok(())
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
