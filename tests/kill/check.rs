//! After the last kill: everything is brought to rest, and what the phone said is held against what the server has.

use std::{collections::BTreeMap, fs, path::Path, process::Command};

use anyhow::{Context as _, Result};
use harness::{dispatcher::Dispatcher, process::program};
use sqlx::{Connection as _, SqliteConnection, sqlite::SqliteConnectOptions};
use waybill_domain::{
    EventBody,
    calls::{DeliveryDetail, ListDeliveries},
    proof::Sha256Hash,
};

use crate::{books::Said, rounds::Fleet};

/// What is not as it was said to be.
#[derive(Debug, Default)]
pub(crate) struct Verdict {
    /// Said to be done, and not there.
    pub(crate) lost: Vec<String>,
    /// There more than once, or never done.
    pub(crate) duplicated: Vec<String>,
    /// There, and not what it was.
    pub(crate) corrupt: Vec<String>,
}

impl Verdict {
    /// Nothing was found.
    pub(crate) fn is_clean(&self) -> bool {
        self.lines().next().is_none()
    }

    /// Everything that was found, one a line.
    pub(crate) fn lines(&self) -> impl Iterator<Item = String> {
        let kinds = [("lost", &self.lost), ("duplicated", &self.duplicated), ("corrupt", &self.corrupt)];
        kinds.into_iter().flat_map(|(kind, found)| found.iter().map(move |what| format!("{kind}: {what}")))
    }
}

/// Heals the fleet and looks.
pub(crate) async fn check(mut fleet: Fleet) -> Result<Verdict> {
    let mut verdict = Verdict::default();
    fleet.start_server()?;
    eprintln!("the last kill is over; the phone brings up what it has");
    let status = fleet.start_phone(&["--drain"])?.wait()?;
    let books = fleet.books.clone();
    harness::wait::for_value(|| async { books.said().drained.then_some(()) }).await;
    if !status.success() || !books.said().drained {
        verdict.lost.push(format!("the phone did not get rid of its queue: {status}"));
    }

    let dispatcher = fleet.dispatcher().await?;
    let timelines = timelines(&dispatcher).await?;
    let said = std::mem::take(&mut *books.said());
    commands(&said, &timelines, &mut verdict);
    let photos = proof(&said, &timelines, &dispatcher, fleet.phone_data.path(), &mut verdict).await?;
    eprintln!("{} commands and {photos} files were compared", said.commands());

    fleet.end_server()?;
    let verified = Command::new(program("waybill-server")?)
        .arg("--data")
        .arg(fleet.data.path())
        .arg("verify-log")
        .output()?;
    if !verified.status.success() {
        verdict.corrupt.push(format!("the log: {}", String::from_utf8_lossy(&verified.stderr).trim()));
    }
    let mut databases = vec![fleet.data.path().join("waybill.db")];
    for lane in fs::read_dir(fleet.phone_data.path().join("lanes"))? {
        databases.push(lane?.path().join("waybill.db"));
    }
    for database in databases {
        if let Some(problem) = damage(&database).await? {
            verdict.corrupt.push(format!("{}: {problem}", database.display()));
        }
    }
    Ok(verdict)
}

async fn timelines(dispatcher: &Dispatcher) -> Result<BTreeMap<String, DeliveryDetail>> {
    let page = dispatcher.call(&ListDeliveries { limit: Some(500), ..Default::default() }).await?;
    let mut all = BTreeMap::new();
    for delivery in page.items {
        all.insert(delivery.id.to_string(), dispatcher.detail(delivery.id).await?);
    }
    Ok(all)
}

/// Each command that was answered has its event, once; and nothing happened that was never tried.
fn commands(said: &Said, timelines: &BTreeMap<String, DeliveryDetail>, verdict: &mut Verdict) {
    let mut notes: BTreeMap<&str, usize> = BTreeMap::new();
    let mut steps: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (id, detail) in timelines {
        for entry in &detail.timeline {
            match &entry.event.body {
                EventBody::Noted { text } => *notes.entry(text).or_default() += 1,
                EventBody::FactNoted { name, reason } => {
                    verdict.duplicated.push(format!("{name} of {id} came again ({reason})"));
                }
                body => *steps.entry((id, step_name(body))).or_default() += 1,
            }
        }
        for exception in &detail.delivery.exceptions {
            verdict.duplicated.push(format!("{id} has an exception: {}", exception.kind.as_str()));
        }
    }
    for (delivery, token) in &said.notes {
        if !notes.contains_key(token.as_str()) {
            verdict.lost.push(format!("the note {token} of {delivery}"));
        }
    }
    let done = said.steps.iter().map(|(id, name)| (id.as_str(), name.as_str()));
    for step in done.chain(said.completed.iter().map(|(id, _)| (id.as_str(), "completed"))) {
        if !steps.contains_key(&step) {
            verdict.lost.push(format!("{} of {}", step.1, step.0));
        }
    }
    for (token, times) in notes.into_iter().filter(|(token, n)| *n > 1 || !said.tried.contains(*token)) {
        verdict
            .duplicated
            .push(format!("the note {token} stands there {times} times, never mind its trying"));
    }
    for ((id, name), times) in steps.into_iter().filter(|((_, name), n)| *n > 1 && !name.is_empty()) {
        verdict.duplicated.push(format!("{name} of {id} happened {times} times"));
    }
}

/// The command behind an event of the driver's; empty for everybody else's.
fn step_name(body: &EventBody) -> &'static str {
    match body {
        EventBody::Accepted => "accept",
        EventBody::ArrivedAtPickup => "arrived_at_pickup",
        EventBody::PickedUp => "picked_up",
        EventBody::OutForDelivery => "out_for_delivery",
        EventBody::Arrived => "arrived",
        EventBody::Completed { .. } => "completed",
        _ => "",
    }
}

/// Every committed file is on the server, byte for byte what the phone holds; how many there are.
async fn proof(
    said: &Said,
    timelines: &BTreeMap<String, DeliveryDetail>,
    dispatcher: &Dispatcher,
    phone: &Path,
    verdict: &mut Verdict,
) -> Result<usize> {
    let mut compared = 0;
    for (delivery, hashes) in &said.completed {
        let Some(detail) = timelines.get(delivery) else { continue };
        let (safe, all) = detail.delivery.proof_count();
        if safe < hashes.len() || safe != all {
            verdict.lost.push(format!("{safe} of {} proofs of {delivery}", hashes.len()));
            continue;
        }
        for hash in hashes {
            let there = dispatcher.bytes(&format!("/api/v1/deliveries/{delivery}/proofs/{hash}")).await?;
            compared += 1;
            match kept(phone, hash)? {
                None => verdict.lost.push(format!("the phone's own file {hash} of {delivery}")),
                Some(here) if Sha256Hash::of(&there).to_string() == *hash && here == there => {}
                Some(_) => verdict.corrupt.push(format!("the proof {hash} of {delivery}")),
            }
        }
    }
    Ok(compared)
}

/// The phone's own copy, which it keeps also when the server has it.
fn kept(phone: &Path, hash: &str) -> Result<Option<Vec<u8>>> {
    for lane in fs::read_dir(phone.join("lanes"))? {
        for file in fs::read_dir(lane?.path().join("blobs"))? {
            let path = file?.path();
            if path.file_stem().is_some_and(|stem| stem == hash) {
                return Ok(Some(fs::read(path)?));
            }
        }
    }
    Ok(None)
}

async fn damage(database: &Path) -> Result<Option<String>> {
    let mut conn = SqliteConnection::connect_with(&SqliteConnectOptions::new().filename(database))
        .await
        .with_context(|| format!("{} does not open", database.display()))?;
    let found: String = sqlx::query_scalar("pragma integrity_check").fetch_one(&mut conn).await?;
    Ok((found != "ok").then_some(found))
}
