//! Fills an empty database: the fleet's past is replayed through the same service that takes every other command.

use std::collections::{BTreeSet, HashMap};

use bytes::Bytes;
use waybill_demo::{DemoMember, Fleet, FleetOptions, Scripted};
use waybill_domain::{
    DeviceId, Fix, MemberId, OrganizationId, Timestamp, geo::LaneFix, protocol::OrganizationInfo,
};

use super::{DemoError, Marker, marker_file};
use crate::{
    App,
    auth::random,
    blobs, map,
    realtime::take_fixes,
    service::{self, Order},
    store::{
        Result as StoreResult, StoreError, Tx,
        members::{self, Account},
        organizations,
        positions::Source,
    },
};

/// Commands in one transaction: nobody else is there to wait.
const CHUNK: usize = 250;
/// A fleet is founded long before the first day that is shown.
const AGE_MIN: i64 = -200 * 24 * 60;

/// How large a fleet.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Drivers.
    pub drivers: usize,
    /// Deliveries of the day.
    pub deliveries: usize,
    /// The same seed makes the same town, people and deliveries.
    pub seed: u64,
}

/// What was filled in.
#[derive(Clone, Debug)]
pub struct Filled {
    /// The fleet.
    pub organization: OrganizationInfo,
    /// Who can sign in, with their passwords.
    pub members: Vec<DemoMember>,
    /// How many commands made its past.
    pub commands: usize,
    /// How many of them did not become what the script says.
    pub unexpected: usize,
}

/// Fills the empty data folder of `app`. `progress` is told how many commands of how many are done.
pub async fn fill(app: &App, size: Size, progress: impl Fn(usize, usize)) -> Result<Filled, DemoError> {
    let mut snapshot = app.store.snapshot().await?;
    if !organizations::all(&mut snapshot).await?.is_empty() {
        return Err(DemoError::NotEmpty);
    }
    drop(snapshot);
    let Size { drivers, deliveries, seed } = size;
    let now = app.clock.now();
    let fleet = Fleet::generate(FleetOptions { seed, drivers, deliveries, now });
    map::write_town(&app.config.data_dir, fleet.town.clone(), now).await?;
    app.atlas.refresh().await;
    let organization =
        OrganizationInfo { id: fleet.organization, name: fleet.name, time_zone: fleet.time_zone };
    people(app, &organization, &fleet.members, now.plus_minutes(AGE_MIN)).await?;
    pictures(app, organization.id, &fleet.script).await?;
    let commands = fleet.script.len();
    let unexpected = replay(app, organization.id, fleet.script, progress).await?;
    for (driver, fixes) in fleet.positions {
        trail(app, organization.id, driver, fixes).await?;
    }
    let marker = Marker { organization: organization.id, seed };
    write(marker_file(app), &serde_json::to_string(&marker).map_err(StoreError::from)?)?;
    Ok(Filled { organization, members: fleet.members, commands, unexpected })
}

fn write(path: std::path::PathBuf, text: &str) -> Result<(), DemoError> {
    std::fs::write(&path, text).map_err(|source| DemoError::File { path, source })
}

async fn people(
    app: &App,
    organization: &OrganizationInfo,
    people: &[DemoMember],
    since: Timestamp,
) -> Result<(), DemoError> {
    // They all have the same password, and hashing is made to be slow.
    let mut hashes: HashMap<&str, String> = HashMap::new();
    let mut accounts = Vec::with_capacity(people.len());
    for DemoMember { member, password } in people {
        if !hashes.contains_key(password.as_str()) {
            hashes.insert(password, app.passwords.hash(password.clone()).await?);
        }
        let password_hash = hashes.get(password.as_str()).cloned().unwrap_or_default();
        accounts.push(Account { organization: organization.id, member: member.clone(), password_hash });
    }
    let organization = organization.clone();
    app.store
        .tx(move |tx| {
            Box::pin(async move {
                organizations::insert(tx.conn(), &organization, &hex::encode(random::<8>()), since).await?;
                for account in &accounts {
                    members::insert(tx.conn(), account, since).await?;
                }
                Ok::<_, DemoError>(())
            })
        })
        .await
}

/// Takes the proof files in first; each command that commits to one then finds it there.
async fn pictures(app: &App, organization: OrganizationId, script: &[Scripted]) -> Result<(), DemoError> {
    let mut taken = BTreeSet::new();
    for blob in script.iter().flat_map(|step| &step.blobs) {
        if taken.insert(blob.reference.sha256) {
            let bytes = Bytes::copy_from_slice(&blob.bytes);
            blobs::receive(app, organization, blob.reference.sha256, bytes).await?;
        }
    }
    Ok(())
}

async fn replay(
    app: &App,
    organization: OrganizationId,
    script: Vec<Scripted>,
    progress: impl Fn(usize, usize),
) -> Result<usize, DemoError> {
    let total = script.len();
    let mut steps = script.into_iter();
    let (mut done, mut unexpected) = (0, 0);
    while done < total {
        let chunk: Vec<Scripted> = steps.by_ref().take(CHUNK).collect();
        done += chunk.len();
        unexpected += app.store.tx(move |tx| Box::pin(take_in(tx, organization, chunk))).await?;
        progress(done, total);
    }
    Ok(unexpected)
}

/// Takes some steps in, each recorded when it happened: the past looks as if the server had been there. How many did
/// not become what they should.
async fn take_in(tx: &mut Tx, organization: OrganizationId, steps: Vec<Scripted>) -> StoreResult<usize> {
    let mut unexpected = 0;
    for step in steps {
        let (at, expected) = (step.at, step.expected);
        let order = order(organization, step);
        let became = service::receive(tx, &order, at).await?;
        if became.disposition != expected {
            tracing::warn!(?order, ?became.disposition, ?became.reason, "not as the script says");
            unexpected += 1;
        }
    }
    Ok(unexpected)
}

fn order(organization: OrganizationId, step: Scripted) -> Order {
    Order {
        organization,
        actor: step.actor,
        lane: None,
        cmd_id: step.id,
        delivery: step.delivery,
        command: step.command,
        base_rev: None,
        at: step.at,
    }
}

async fn trail(
    app: &App,
    organization: OrganizationId,
    member: MemberId,
    fixes: Vec<Fix>,
) -> Result<(), DemoError> {
    let source = Source { organization, member, device: DeviceId(member.0) };
    let lane = fixes.into_iter().zip(1..).map(|(fix, seq)| LaneFix { boot: 1, seq, fix });
    take_fixes(app, source, lane.collect::<Vec<_>>()).await?;
    Ok(())
}
