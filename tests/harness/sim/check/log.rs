//! The log: its chain holds, every promise has left its trace once, and from the events alone follow the deliveries.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use sqlx::{Row as _, SqliteConnection};
use waybill_backend::store::{deliveries, log};
use waybill_domain::{CommandId, Delivery, DeliveryId, Event, EventBody, command::Class, rules};

use super::{Findings, Kind};
use crate::sim::{
    ledger::Book,
    world::{Fleet, World},
};

pub(super) async fn check(
    conn: &mut SqliteConnection,
    world: &World,
    fleet: &Fleet,
    findings: &mut Findings,
) -> Result<()> {
    if let Err(broken) = log::verify(conn, fleet.organization).await? {
        findings.add(Kind::Diverged, format!("{}'s log: {broken}", fleet.name));
    }
    let mut by_command: BTreeMap<CommandId, Vec<Event>> = BTreeMap::new();
    for id in ids(conn, fleet).await? {
        let events = log::of_delivery(conn, fleet.organization, id).await?;
        let stored = deliveries::get(conn, fleet.organization, id).await?;
        replay(id, &events, stored, findings);
        for event in events {
            if let Some(command) = event.command {
                by_command.entry(command).or_default().push(event);
            }
        }
    }
    let results = results(conn, fleet).await?;
    for (command, events) in &by_command {
        once(*command, events, findings);
        if !results.contains_key(command) {
            findings.add(Kind::Duplicated, format!("events of {command}, which nobody gave"));
        }
    }
    promises(&world.ledger.open(), fleet, &results, &by_command, findings);
    Ok(())
}

async fn ids(conn: &mut SqliteConnection, fleet: &Fleet) -> Result<BTreeSet<DeliveryId>> {
    let sql = "select delivery from events where organization = $1 union select id from deliveries where organization = $1";
    let rows = sqlx::query(sql).bind(fleet.organization.to_string()).fetch_all(conn).await?;
    rows.iter().map(|row| Ok(row.try_get::<&str, _>(0)?.parse()?)).collect()
}

async fn results(conn: &mut SqliteConnection, fleet: &Fleet) -> Result<BTreeMap<CommandId, String>> {
    let sql = "select cmd_id, disposition from command_results where organization = $1";
    let rows = sqlx::query(sql).bind(fleet.organization.to_string()).fetch_all(conn).await?;
    rows.iter().map(|row| Ok((row.try_get::<&str, _>(0)?.parse()?, row.try_get(1)?))).collect()
}

/// The stored delivery is what its events say, and every event meant something.
fn replay(id: DeliveryId, events: &[Event], stored: Option<Delivery>, findings: &mut Findings) {
    let folded = events.iter().fold(None, |delivery, event| rules::evolve(delivery, &event.body, event.at));
    if folded != stored {
        let rev =
            |delivery: &Option<Delivery>| delivery.as_ref().map(|delivery| (delivery.state, delivery.rev));
        let words = format!("delivery {id}: events say {:?}, the row {:?}", rev(&folded), rev(&stored));
        findings.add(Kind::Diverged, words);
    }
}

/// One command is one thing that happened, with at most one proof and one sum of cash beside it.
fn once(command: CommandId, events: &[Event], findings: &mut Findings) {
    let mut heads = 0;
    let mut beside = [0; 3];
    for event in events {
        match &event.body {
            EventBody::ProofAdded(_) => beside[0] += 1,
            EventBody::CashCollected { .. } => beside[1] += 1,
            EventBody::ExceptionOpened(_) => beside[2] += 1,
            _ => heads += 1,
        }
    }
    if heads > 1 || beside.iter().any(|count| *count > 1) {
        let names: Vec<_> = events.iter().map(|event| (event.seq, event.body.clone())).collect();
        findings.add(Kind::Duplicated, format!("command {command} happened more than once: {names:?}"));
    }
}

fn promises(
    book: &Book,
    fleet: &Fleet,
    results: &BTreeMap<CommandId, String>,
    by_command: &BTreeMap<CommandId, Vec<Event>>,
    findings: &mut Findings,
) {
    let ours = book.deeds.iter().filter(|(_, deed)| deed.organization == fleet.organization);
    for (command, deed) in ours {
        let words = || format!("{} of {} by {} ({command})", deed.name, deed.delivery, deed.by);
        match results.get(command).map(String::as_str) {
            None => findings.add(Kind::Lost, format!("{}: the server has never heard of it", words())),
            // Kept aside, as it came.
            Some("quarantined" | "unreadable") => {}
            Some("rejected") if deed.class == Class::Intent => {}
            Some(said) if !by_command.contains_key(command) => {
                findings.add(Kind::Lost, format!("{}: {said}, and no event", words()));
            }
            Some(_) => {}
        }
    }
}
