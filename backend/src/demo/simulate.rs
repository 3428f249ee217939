//! Simulated drivers: once a second each does what a driver would do, through the same service as everybody else.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
    time::Duration,
};

use bytes::Bytes;
use uuid::Uuid;
use waybill_demo::{SimAction, Simulation, Town};
use waybill_domain::{
    CommandId, Delivery, DeliveryId, DeviceId, Fix, MemberId, OrganizationId, Role, Timestamp, geo::LaneFix,
    member::Actor,
};

use super::{DemoError, Marker, marker_file};
use crate::{
    App, blobs,
    realtime::take_fixes,
    service::{self, Order},
    store::{Result, deliveries, members, positions::Source, sessions},
};

/// The driver whose day is left for a person to try.
const FOR_PEOPLE: &str = "mara@demo.waybill.app";
/// Changes read at once.
const PAGE: u32 = 500;

/// Lets the demo fleet's drivers work until the server stops. Mara and whoever is signed in are left
/// to people.
pub async fn simulate(app: App, speed: f64) -> std::result::Result<(), DemoError> {
    let path = marker_file(&app);
    let text = std::fs::read_to_string(&path).map_err(|_| DemoError::NoFleet)?;
    let Marker { organization, seed } = serde_json::from_str(&text).map_err(|_| DemoError::NoFleet)?;
    let mut stage = Stage::set(&app, organization, seed, speed).await?;
    let mut beat = tokio::time::interval(Duration::from_secs(1));
    beat.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = beat.tick() => {}
            () = app.stopping.cancelled() => return Ok(()),
        }
        if let Err(error) = stage.step(&app).await {
            tracing::warn!(%error, "a step of the simulation failed");
        }
    }
}

struct Stage {
    organization: OrganizationId,
    simulation: Simulation,
    /// What the drivers have to do, kept up by what changed since `seq`.
    open: HashMap<DeliveryId, Delivery>,
    seq: u64,
    /// Names this run among a device's boots.
    boot: u32,
    fixes: u64,
}

impl Stage {
    async fn set(app: &App, organization: OrganizationId, seed: u64, speed: f64) -> Result<Self> {
        let mut snapshot = app.store.snapshot().await?;
        let drivers = members::all(&mut snapshot, organization).await?;
        drop(snapshot);
        let drivers: Vec<MemberId> = drivers
            .iter()
            .filter(|member| member.role == Role::Driver && member.email != FOR_PEOPLE)
            .map(|member| member.id)
            .collect();
        let town = tokio::task::spawn_blocking(move || Arc::new(Town::generate(seed)));
        let town = town.await.map_err(|_| crate::store::StoreError::Interrupted)?;
        let mut simulation = Simulation::new(town, drivers).with_speed(speed);
        for position in app.positions.all(organization) {
            simulation.place(position.member, position.fix.point);
        }
        let boot = u32::try_from(app.clock.now().as_millis() / 1_000).unwrap_or(u32::MAX);
        Ok(Self { organization, simulation, open: HashMap::new(), seq: 0, boot, fixes: 0 })
    }

    async fn step(&mut self, app: &App) -> Result<()> {
        let now = app.clock.now();
        self.catch_up(app, now).await?;
        let open: Vec<Delivery> = self.open.values().cloned().collect();
        let mut moved: BTreeMap<MemberId, Vec<Fix>> = BTreeMap::new();
        for action in self.simulation.step(now, &open) {
            match action {
                SimAction::Command { driver, delivery, command, blobs } => {
                    let order = Order {
                        organization: self.organization,
                        actor: Actor { member: driver, role: Role::Driver },
                        lane: None,
                        cmd_id: CommandId(Uuid::now_v7()),
                        delivery,
                        command: *command,
                        base_rev: None,
                        at: now,
                    };
                    service::submit(app, order).await?;
                    for blob in blobs {
                        let (sha256, bytes) = (blob.reference.sha256, Bytes::copy_from_slice(&blob.bytes));
                        if let Err(error) = blobs::receive(app, self.organization, sha256, bytes).await {
                            tracing::warn!(%error, "a picture of the simulation was not taken");
                        }
                    }
                }
                SimAction::Fix { driver, fix } => moved.entry(driver).or_default().push(fix),
            }
        }
        for (driver, fixes) in moved {
            self.send(app, driver, fixes).await?;
        }
        Ok(())
    }

    /// Reads what changed, and leaves those drivers to people who have signed in.
    async fn catch_up(&mut self, app: &App, now: Timestamp) -> Result<()> {
        let mut snapshot = app.store.snapshot().await?;
        for member in sessions::signed_in(&mut snapshot, self.organization, now).await? {
            self.simulation.leave(member);
        }
        loop {
            // Whatever is over comes without its body.
            let all = i64::MAX;
            let changed =
                deliveries::changed(&mut snapshot, self.organization, None, self.seq, all, PAGE).await?;
            for change in &changed {
                self.seq = change.seq;
                match &change.delivery {
                    Some(delivery) if delivery.driver.is_some() => {
                        self.open.insert(change.id, delivery.clone());
                    }
                    _ => {
                        self.open.remove(&change.id);
                    }
                }
            }
            if changed.len() < PAGE as usize {
                return Ok(());
            }
        }
    }

    async fn send(&mut self, app: &App, driver: MemberId, fixes: Vec<Fix>) -> Result<()> {
        let source = Source { organization: self.organization, member: driver, device: DeviceId(driver.0) };
        let lane: Vec<LaneFix> = fixes
            .into_iter()
            .map(|fix| {
                self.fixes += 1;
                LaneFix { boot: self.boot, seq: self.fixes, fix }
            })
            .collect();
        take_fixes(app, source, lane).await?;
        Ok(())
    }
}
