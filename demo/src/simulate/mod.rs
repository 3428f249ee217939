//! Drivers who move and work, so that the screens live. What they have done stands in the deliveries: after a restart
//! they go on from there.

mod choice;
mod driver;

use std::{collections::BTreeMap, sync::Arc};

use waybill_domain::{Command, Delivery, DeliveryId, Fix, MemberId, Point, Timestamp};

use crate::{Blob, Town, seed};
use driver::Driver;

/// A longer pause between two steps counts as this long: nobody drives while the machine sleeps.
const LONGEST_STEP_MS: i64 = 30_000;

/// What a simulated driver does.
#[derive(Clone, Debug, PartialEq)]
pub enum SimAction {
    /// A command, to be recorded as the driver's own, at the time of the step.
    Command {
        /// Who.
        driver: MemberId,
        /// About which delivery.
        delivery: DeliveryId,
        /// What.
        command: Box<Command>,
        /// The files the command commits to.
        blobs: Vec<Blob>,
    },
    /// A position.
    Fix {
        /// Who.
        driver: MemberId,
        /// The sample.
        fix: Fix,
    },
}

/// Simulated drivers in a town.
pub struct Simulation {
    town: Arc<Town>,
    drivers: BTreeMap<MemberId, Driver>,
    speed: f64,
    last: Option<Timestamp>,
}

impl Simulation {
    /// Drivers at the depot, or where their deliveries say that they are, working at the pace of real life.
    pub fn new(town: Arc<Town>, drivers: impl IntoIterator<Item = MemberId>) -> Self {
        let drivers =
            drivers.into_iter().map(|id| (id, Driver::new(seed::stream(0, &id.to_string())))).collect();
        Self { town, drivers, speed: 1.0, last: None }
    }

    /// The same, `speed` times as fast (at least a tenth, at most a hundred times).
    #[must_use]
    pub fn with_speed(self, speed: f64) -> Self {
        Self { speed: speed.clamp(0.1, 100.0), ..self }
    }

    /// Puts a driver where the last known fix was.
    pub fn place(&mut self, driver: MemberId, point: Point) {
        if let Some(driver) = self.drivers.get_mut(&driver) {
            driver.place(point);
        }
    }

    /// Leaves a driver to a person: nothing more is done in that name.
    pub fn leave(&mut self, driver: MemberId) {
        self.drivers.remove(&driver);
    }

    /// What happens until `now`. `deliveries` are those of all drivers as they stand, in any order; completed and
    /// cancelled ones may be left out. A command that was given before and does not show in them is given again after
    /// a while, and given up in the end.
    pub fn step(&mut self, now: Timestamp, deliveries: &[Delivery]) -> Vec<SimAction> {
        let passed = self.last.map_or(0, |last| now.since(last).clamp(0, LONGEST_STEP_MS));
        self.last = Some(now);
        let mut of: BTreeMap<MemberId, Vec<&Delivery>> = BTreeMap::new();
        for delivery in deliveries {
            if let Some(driver) = delivery.driver {
                of.entry(driver).or_default().push(delivery);
            }
        }
        let mut actions = Vec::new();
        for (&id, driver) in &mut self.drivers {
            let own = of.remove(&id).unwrap_or_default();
            let seconds = passed as f64 / 1_000.0;
            for (delivery, command, blobs) in driver.work(&self.town, &own, seconds, self.speed) {
                actions.push(SimAction::Command { driver: id, delivery, command: Box::new(command), blobs });
            }
            if let Some(fix) = driver.fix(now) {
                actions.push(SimAction::Fix { driver: id, fix });
            }
        }
        actions
    }
}
