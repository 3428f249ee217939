//! A fleet on an ordinary day: its people, its deliveries in every state, and everything that happened so far.

mod day;
mod ending;
mod mara;
mod merchants;
mod order;
mod people;
mod story;
mod tour;
mod trail;

use std::sync::Arc;

use waybill_domain::{
    Command, CommandId, DeliveryId, Fix, MemberId, OrganizationId, Role, Timestamp, member::Actor,
    rules::Disposition,
};

use crate::{Blob, Town, seed};
use day::Planner;
use ending::Endings;
use merchants::Merchants;
use order::Desk;
pub use people::{DemoMember, PASSWORD};
use story::{Before, Progress, Visit, Writer};

/// How large, from which seed, around which moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FleetOptions {
    /// The same seed and the same `now` give the same fleet.
    pub seed: u64,
    /// How many drivers.
    pub drivers: usize,
    /// How many deliveries.
    pub deliveries: usize,
    /// The middle of the day; nothing happens after it.
    pub now: Timestamp,
}

/// One command of the past. Applied in order, all of them are taken in by the rules as `expected` says.
#[derive(Clone, Debug, PartialEq)]
pub struct Scripted {
    /// The command's id. Exceptions carry it, and later commands resolve them by it: it must be kept.
    pub id: CommandId,
    /// When it happened; never after the fleet's `now`.
    pub at: Timestamp,
    /// Who did it.
    pub actor: Actor,
    /// About which delivery.
    pub delivery: DeliveryId,
    /// What.
    pub command: Command,
    /// The files the command commits to.
    pub blobs: Vec<Blob>,
    /// What the rules make of it; most often applied.
    pub expected: Disposition,
}

/// A fleet with its past.
pub struct Fleet {
    /// Its id.
    pub organization: OrganizationId,
    /// Its name.
    pub name: String,
    /// IANA name of its time zone.
    pub time_zone: String,
    /// Where it drives.
    pub town: Arc<Town>,
    /// An admin, a dispatcher, then the drivers.
    pub members: Vec<DemoMember>,
    /// Everything that happened, in order of time.
    pub script: Vec<Scripted>,
    /// For each driver the fixes of the last minutes, oldest first; the last one is of `now`.
    pub positions: Vec<(MemberId, Vec<Fix>)>,
}

impl Fleet {
    /// The fleet of these options.
    pub fn generate(options: FleetOptions) -> Self {
        let FleetOptions { seed, drivers, deliveries, now } = options;
        let town = Arc::new(Town::generate(seed));
        let mut rng = seed::stream(seed, "fleet");
        let since = now.plus_minutes(-60 * 24 * 200);
        let organization = seed::id(&mut rng, since);
        let members = people::members(&mut rng, drivers, since);
        let driver_ids: Vec<MemberId> =
            members.iter().filter(|m| m.member.role == Role::Driver).map(|m| m.member.id).collect();
        let merchants = Merchants::open(&mut seed::stream(seed, "merchants"), &town);
        let planner = Planner {
            town: &town,
            merchants: &merchants,
            desk: Desk::open(seed),
            endings: Endings::new(seed::stream(seed, "endings")),
            rng: seed::stream(seed, "days"),
            now,
        };
        let (days, loose) = plan(planner, &driver_ids, deliveries);
        let mut script = Vec::with_capacity(deliveries * 7);
        let dispatcher = members[1].member.id;
        let mut writer = Writer { out: &mut script, rng: seed::stream(seed, "stories"), dispatcher, now };
        days.iter().flatten().chain(&loose).for_each(|visit| writer.write(visit));
        script.sort_by_key(|step| step.at);
        let mut trails = seed::stream(seed, "trails");
        let positions = driver_ids
            .iter()
            .zip(&days)
            .map(|(&driver, visits)| (driver, trail::trail(&mut trails, &town, visits, now)))
            .collect();
        Self {
            organization,
            name: "Linden Couriers".to_owned(),
            time_zone: "Europe/Berlin".to_owned(),
            town,
            members,
            script,
            positions,
        }
    }
}

/// Each driver's day, and the deliveries that are nobody's or called off.
fn plan(mut planner: Planner<'_>, drivers: &[MemberId], deliveries: usize) -> (Vec<Vec<Visit>>, Vec<Visit>) {
    let cancelled = deliveries / 30;
    let unassigned = if drivers.is_empty() { deliveries - cancelled } else { deliveries / 18 };
    let assigned = deliveries - cancelled - unassigned;
    let first = if drivers.len() == 1 { assigned } else { (assigned / 2).min(23) };
    let others = assigned - first;
    let mut days: Vec<Vec<Visit>> = Vec::with_capacity(drivers.len());
    for (i, &driver) in drivers.iter().enumerate() {
        let share = |i: usize| others * i / (drivers.len() - 1).max(1);
        let count = if i == 0 { first } else { share(i) - share(i - 1) };
        days.push(planner.day(i, driver, count));
    }
    trouble(drivers, &mut days);
    let mut loose: Vec<Visit> =
        (0..unassigned).map(|i| planner.loose(Progress::Unassigned, None, i % 9 == 4)).collect();
    loose.extend((0..cancelled).map(|i| {
        let driver = drivers.get(i % drivers.len().max(1)).copied().filter(|_| i % 2 == 1);
        planner.loose(Progress::Cancelled, driver, false)
    }));
    (days, loose)
}

/// Now and then a driver said no, or worked on without knowing that the delivery was another's by then.
fn trouble(drivers: &[MemberId], days: &mut [Vec<Visit>]) {
    if drivers.len() < 3 {
        return;
    }
    let waiting = days
        .iter_mut()
        .skip(1)
        .flatten()
        .filter(|visit| matches!(visit.progress, Progress::Assigned | Progress::Accepted));
    for (i, visit) in waiting.enumerate() {
        let other = drivers.iter().copied().find(|&driver| Some(driver) != visit.driver);
        visit.before = match (i % 40, other) {
            (1, Some(other)) => Some(Before::Declined(other)),
            (3, Some(other)) => Some(Before::Unaware(other)),
            _ => None,
        };
    }
}
