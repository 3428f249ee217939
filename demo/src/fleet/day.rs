//! A driver's day, planned around now: what is done, what is under way, what is still to come.

use rand::{Rng, rngs::SmallRng};
use waybill_domain::{MemberId, Outcome, Timestamp, Window};

use super::{
    ending::{Ending, Endings},
    mara,
    merchants::{Merchant, Merchants},
    order::Desk,
    story::{Progress, Times, Visit},
    tour,
};
use crate::{House, Town, seed};

const MINUTE: i64 = 60_000;

/// What all days have in common.
pub(super) struct Planner<'a> {
    pub(super) town: &'a Town,
    pub(super) merchants: &'a Merchants,
    pub(super) desk: Desk,
    pub(super) endings: Endings,
    pub(super) rng: SmallRng,
    pub(super) now: Timestamp,
}

/// The clock of one day, in milliseconds.
struct Pace {
    interval: i64,
    /// Index of the stop that comes next.
    done: usize,
    /// How far off it is.
    lead: i64,
    behind: bool,
}

impl Pace {
    /// When the stop at index `j` is finished.
    fn at(&self, now: Timestamp, j: i64) -> Timestamp {
        now.plus_millis((j - self.done as i64) * self.interval + self.lead)
    }

    /// How long before the end of its window: a driver falls behind little by little.
    fn slack(&self, j: usize, rng: &mut SmallRng) -> i64 {
        let good = rng.random_range(14..24) * MINUTE;
        let lost = (j as i64 + 4 - self.done as i64).clamp(0, 4) * 7 * MINUTE;
        if self.behind { 15 * MINUTE - lost } else { good }
    }
}

/// What the drivers are doing now, over and over.
const NOW: [Progress; 8] = [
    Progress::OutForDelivery,
    Progress::OutForDelivery,
    Progress::OutForDelivery,
    Progress::Arrived,
    Progress::OutForDelivery,
    Progress::ArrivedAtPickup,
    Progress::OutForDelivery,
    Progress::PickedUp,
];

impl Planner<'_> {
    /// The day of the driver at `index` in the list, with `count` stops.
    pub(super) fn day(&mut self, index: usize, driver: MemberId, count: usize) -> Vec<Visit> {
        if count == 0 {
            return Vec::new();
        }
        let first = index == 0;
        let current = NOW[index % NOW.len()];
        let minutes = if first { 10 } else { (480 / count as i64).clamp(6, 15) };
        let interval = minutes * MINUTE;
        let done = if first {
            (count / 3).min(mara::DONE)
        } else {
            ((count as f64 * self.rng.random_range(0.3..0.65)).round() as usize).min(count - 1)
        };
        let lead = if current == Progress::Arrived {
            MINUTE
        } else {
            (interval as f64 * self.rng.random_range(0.2..0.45)) as i64
        };
        let pace = Pace { interval, done, lead, behind: index % 4 == 2 };
        let houses = if first {
            mara::tour(&mut self.rng, self.town, count)
        } else {
            tour::tour(&mut self.rng, self.town, count)
        };
        let mut until = Timestamp::from_millis(i64::MIN);
        let mut visits = Vec::with_capacity(count);
        for (j, house) in houses.into_iter().enumerate() {
            let visit = self.visit(driver, (j, count), house, current, &pace, &mut until, first);
            visits.push(visit);
        }
        if first {
            mara::furnish(&mut self.rng, &mut visits);
        }
        visits
    }

    #[expect(clippy::too_many_arguments, reason = "one place calls it, once for each stop")]
    fn visit(
        &mut self,
        driver: MemberId,
        (j, count): (usize, usize),
        house: &House,
        current: Progress,
        pace: &Pace,
        until: &mut Timestamp,
        first: bool,
    ) -> Visit {
        let now = self.now;
        let second_wave = j > pace.done + (count - pace.done) * 6 / 10;
        let local = j > 0
            && !(first && (pace.done..pace.done + mara::NAMED).contains(&j))
            && self.rng.random_bool(0.25)
            || (j == pace.done && current == Progress::ArrivedAtPickup);
        let progress = match j.cmp(&pace.done) {
            std::cmp::Ordering::Less if first => Progress::Ended(mara::ENDINGS[j % mara::ENDINGS.len()]),
            std::cmp::Ordering::Less => Progress::Ended(self.endings.next()),
            std::cmp::Ordering::Equal => current,
            std::cmp::Ordering::Greater if !local && !second_wave => Progress::PickedUp,
            std::cmp::Ordering::Greater if self.rng.random_bool(0.6) => Progress::Accepted,
            std::cmp::Ordering::Greater => Progress::Assigned,
        };
        let times = self.times(j as i64, local, progress, pace);
        let wanted = ceil(pace.at(now, j as i64).plus_millis(pace.slack(j, &mut self.rng)));
        *until = wanted.max(until.plus_minutes(5));
        let window =
            Window::new(until.plus_minutes(-*seed::pick(&mut self.rng, &[30, 30, 40, 60, 90])), *until);
        let shops = if local { &self.merchants.local } else { &self.merchants.depot };
        let merchant: &Merchant = seed::pick(&mut self.rng, shops);
        let ending = if let Progress::Ended(ending) = progress { Some(ending) } else { None };
        let order = self.desk.order(times.created, merchant, house, window, ending);
        Visit {
            order,
            driver: Some(driver),
            progress,
            times,
            before: None,
            edited: self.rng.random_bool(0.03),
        }
    }

    fn times(&mut self, j: i64, local: bool, progress: Progress, pace: &Pace) -> Times {
        let rng = &mut self.rng;
        let completed = pace.at(self.now, j);
        let before = pace.at(self.now, j - 1);
        let part = |share: f64| before.plus_millis((pace.interval as f64 * share) as i64);
        let loaded = pace.at(self.now, -1).plus_minutes(-14);
        let minutes = |rng: &mut SmallRng, range: std::ops::Range<i64>| {
            rng.random_range(range) * MINUTE + rng.random_range(0..MINUTE)
        };
        let waits = matches!(progress, Progress::Assigned | Progress::Accepted);
        let created = match (local, waits) {
            (true, true) => self.now.plus_millis(-minutes(rng, 22..80)),
            (true, false) => before.plus_millis(-minutes(rng, 50..90)),
            (false, _) => loaded.plus_millis(-minutes(rng, 60..150)),
        };
        let assigned = match (local, waits) {
            (true, _) => created.plus_millis(minutes(rng, 8..12)),
            (false, true) => self.now.plus_millis(-minutes(rng, 12..40)),
            (false, false) => loaded.plus_millis(-minutes(rng, 15..40)),
        };
        let accepted = assigned.plus_millis(minutes(rng, 1..5));
        let (at_pickup, picked_up, set_off) = if local {
            (part(0.12), part(0.3), part(0.36))
        } else {
            (loaded, loaded.plus_millis(4 * MINUTE + j * 15_000), part(0.06))
        };
        let stay = rng.random_range(70_000..150_000).min(pace.interval / 4);
        let arrived = completed.plus_millis(-stay);
        Times { created, assigned, accepted, at_pickup, picked_up, set_off, arrived, completed }
    }

    /// A delivery that nobody has, or that was called off.
    pub(super) fn loose(&mut self, progress: Progress, driver: Option<MemberId>, late: bool) -> Visit {
        let rng = &mut self.rng;
        let created = self.now.plus_millis(-rng.random_range(20 * MINUTE..70 * MINUTE));
        let assigned = created.plus_millis(rng.random_range(8 * MINUTE..12 * MINUTE));
        let ahead = if late { -8 } else { rng.random_range(25..160) };
        let until = ceil(self.now.plus_minutes(ahead));
        let window = Window::new(until.plus_minutes(-*seed::pick(rng, &[30, 40, 60])), until);
        let shops = if rng.random_bool(0.5) { &self.merchants.local } else { &self.merchants.depot };
        let merchant: &Merchant = seed::pick(rng, shops);
        let houses = self.town.houses();
        let house = if houses.is_empty() { self.town.depot() } else { seed::pick(rng, houses) };
        let times = Times {
            created,
            assigned,
            accepted: assigned.plus_minutes(1),
            at_pickup: assigned,
            picked_up: assigned,
            set_off: assigned,
            arrived: assigned,
            completed: assigned,
        };
        let ending = Some(Ending::Whole(Outcome::DeliveredToRecipient));
        let order = self.desk.order(created, merchant, house, window, ending);
        Visit { order, driver, progress, times, before: None, edited: false }
    }
}

/// The next full five minutes.
fn ceil(at: Timestamp) -> Timestamp {
    let step = 5 * MINUTE;
    Timestamp::from_millis(at.as_millis().div_euclid(step).saturating_add(1).saturating_mul(step))
}
