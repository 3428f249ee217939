//! The log: its chain holds, every promise has left its trace once, and from the events alone follow the deliveries.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use sqlx::{Row as _, SqliteConnection};
use waybill_backend::store::{deliveries, log};
use waybill_domain::{CommandId, Delivery, DeliveryId, Event, EventBody, command::Class, rules};

use super::{Findings, Kind, custody};
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
        custody::check(id, &events, findings);
        for event in events {
            if let Some(command) = event.command {
                by_command.entry(command).or_default().push(event);
            }
        }
    }
    let results = results(conn, fleet).await?;
    let owners: BTreeMap<u64, CommandId> =
        by_command.iter().flat_map(|(id, events)| events.iter().map(|event| (event.seq, *id))).collect();
    for (command, events) in &by_command {
        once(*command, events, &owners, findings);
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

/// One command is one thing that happened, at one place of the log.
fn once(command: CommandId, events: &[Event], owners: &BTreeMap<u64, CommandId>, findings: &mut Findings) {
    let mut kinds: BTreeMap<String, u32> = BTreeMap::new();
    for event in events {
        let name = serde_json::to_value(&event.body).map(|body| body["type"].to_string()).unwrap_or_default();
        *kinds.entry(name).or_default() += 1;
    }
    let many = |kind: &str| ["exception_opened", "custody_changed"].iter().any(|known| kind.contains(known));
    let twice = kinds.iter().any(|(kind, count)| *count > 1 && !many(kind));
    // What came too late to change anything is noted; what changed something is not.
    let both = events.iter().any(|event| matches!(event.body, EventBody::FactNoted { .. }))
        && events.iter().any(|event| is_step(&event.body));
    let seqs = || events.iter().map(|event| event.seq);
    let apart = seqs()
        .min()
        .zip(seqs().max())
        .is_some_and(|(first, last)| owners.range(first..=last).any(|(_, owner)| *owner != command));
    if twice || both || apart {
        let names: Vec<_> = events.iter().map(|event| (event.seq, event.body.clone())).collect();
        findings.add(Kind::Duplicated, format!("command {command} happened more than once: {names:?}"));
    }
}

fn is_step(body: &EventBody) -> bool {
    matches!(
        body,
        EventBody::ArrivedAtPickup
            | EventBody::PickedUp
            | EventBody::OutForDelivery
            | EventBody::Arrived
            | EventBody::Completed { .. }
    )
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
