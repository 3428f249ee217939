//! Every driver in memory, to be found by place.
//!
//! It says who is near. Whether they may be asked is decided by what the database says in the transaction that asks, so
//! what is a moment old here can cost a candidate, never a wrong offer.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Mutex, MutexGuard, PoisonError},
};

use sqlx::SqliteConnection;
use tokio::sync::Notify;
use waybill_domain::{Fix, MemberId, OrganizationId, Point, Timestamp, dispatch::Load};
use waybill_routing::nearby::{Change, Driver, Filter, LiveIndex, Near};

use super::duty::is_fresh;
use crate::{
    realtime::Positions,
    store::{
        Logged, Result,
        dispatch::drivers::{self, Facts},
    },
};

/// All drivers of all organizations who have ever said where they are.
#[derive(Default)]
pub struct Fleet {
    index: LiveIndex,
    known: Mutex<HashMap<MemberId, Driver>>,
    /// Drivers about whom something changed in the database.
    changed: Mutex<BTreeSet<(OrganizationId, MemberId)>>,
    wake: Notify,
}

impl Fleet {
    /// Everybody as they were when the server stopped.
    pub(crate) async fn load(
        &self,
        conn: &mut SqliteConnection,
        positions: &Positions,
        now: Timestamp,
    ) -> Result<()> {
        let all = drivers::all(conn).await?;
        let mut puts = Vec::with_capacity(all.len());
        for ((organization, id), facts) in &all {
            if let Some(position) = positions.of(*organization, *id) {
                puts.push(driver(*organization, *id, &position.fix, facts, now));
            }
        }
        self.put(puts);
        Ok(())
    }

    /// A driver said where they are.
    pub fn moved(&self, organization: OrganizationId, id: MemberId, fix: &Fix, now: Timestamp) {
        let on_shift = is_fresh(fix.at, now);
        let mut known = self.known();
        match known.get_mut(&id) {
            Some(driver) if driver.on_shift == on_shift => {
                driver.point = fix.point;
                self.index.moved(id, fix.point);
            }
            Some(driver) => {
                (driver.point, driver.on_shift) = (fix.point, on_shift);
                self.index.put(*driver);
            }
            None => {
                let driver = driver(organization, id, fix, &Facts::default(), now);
                known.insert(id, driver);
                self.index.put(driver);
                drop(known);
                self.touch(organization, id);
            }
        }
    }

    /// Something about this driver changed in the database.
    pub fn touch(&self, organization: OrganizationId, id: MemberId) {
        self.changed.lock().unwrap_or_else(PoisonError::into_inner).insert((organization, id));
        self.wake.notify_one();
    }

    /// The log has grown: what drivers have to do may have changed, and there may be something to offer.
    pub fn announce(&self, logged: &[Logged]) {
        let mut changed = self.changed.lock().unwrap_or_else(PoisonError::into_inner);
        for Logged { organization, event } in logged {
            let hands = [event.driver_before, event.driver_after];
            changed.extend(hands.into_iter().flatten().map(|driver| (*organization, driver)));
        }
        drop(changed);
        self.wake.notify_one();
    }

    /// The nearest first, at most `count`.
    pub(super) fn nearest(&self, from: Point, within_m: f64, count: usize, filter: &Filter) -> Vec<Near> {
        let mut found = Vec::with_capacity(count);
        self.index.nearest(from, within_m, count, filter, &mut found);
        found
    }

    /// Resolves when something changed since it last did.
    pub(super) async fn woken(&self) {
        self.wake.notified().await;
    }

    /// Reads anew what has changed about drivers.
    pub(super) async fn refresh(&self, conn: &mut SqliteConnection) -> Result<()> {
        let changed = std::mem::take(&mut *self.changed.lock().unwrap_or_else(PoisonError::into_inner));
        let mut by_organization: HashMap<OrganizationId, Vec<MemberId>> = HashMap::new();
        for (organization, id) in changed {
            by_organization.entry(organization).or_default().push(id);
        }
        for (organization, ids) in by_organization {
            let facts = drivers::facts(conn, organization, &ids).await?;
            let known = self.known();
            let (mut puts, mut gone) = (Vec::new(), Vec::new());
            for id in ids {
                match (known.get(&id), facts.get(&id)) {
                    (Some(driver), Some(facts)) => puts.push(Driver {
                        vehicle: facts.profile.vehicle,
                        free: facts.profile.capacity.less(facts.carried),
                        ..*driver
                    }),
                    // No driver any more.
                    (Some(_), None) => gone.push(id),
                    (None, _) => {}
                }
            }
            drop(known);
            self.put(puts);
            self.remove(&gone);
        }
        Ok(())
    }

    /// Who has not been heard of for a while is no longer found, until the next fix.
    pub(super) fn freshen(&self, positions: &Positions, now: Timestamp) {
        let fresh = |driver: &Driver| {
            let position = positions.of(driver.organization, driver.id);
            position.is_some_and(|position| is_fresh(position.fix.at, now))
        };
        let stale: Vec<Driver> = self
            .known()
            .values()
            .filter(|driver| driver.on_shift && !fresh(driver))
            .map(|driver| Driver { on_shift: false, ..*driver })
            .collect();
        self.put(stale);
    }

    fn put(&self, drivers: Vec<Driver>) {
        let mut known = self.known();
        let changes: Vec<Change> = drivers.iter().copied().map(Change::Put).collect();
        known.extend(drivers.into_iter().map(|driver| (driver.id, driver)));
        self.index.apply(&changes);
    }

    fn remove(&self, ids: &[MemberId]) {
        let mut known = self.known();
        for id in ids {
            known.remove(id);
            self.index.remove(*id);
        }
    }

    fn known(&self) -> MutexGuard<'_, HashMap<MemberId, Driver>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn driver(organization: OrganizationId, id: MemberId, fix: &Fix, facts: &Facts, now: Timestamp) -> Driver {
    let free: Load = facts.profile.capacity.less(facts.carried);
    let on_shift = is_fresh(fix.at, now);
    Driver { id, organization, point: fix.point, on_shift, vehicle: facts.profile.vehicle, free }
}
