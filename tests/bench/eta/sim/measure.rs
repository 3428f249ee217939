//! Weeks of work, in the order in which a server hears of them, and how far off it was.

use std::collections::BTreeMap;

use rand::{Rng as _, SeedableRng as _, rngs::StdRng};
use waybill_domain::{Point, line, route::Task};
use waybill_routing::{
    eta::{Expected, Hours, Learned, Leg, Modelled, Place, Stage, Track, Trip, UnderWay, Visit, estimate},
    travel::TravelMode,
};

use super::{
    HORIZONS, Size, WITHIN_MIN,
    all_knowing::{Question, Sight},
    day::{Done, Fleet},
};

/// Monday, 2024-01-01T00:00:00Z: the first of the working days.
const MONDAY_MS: i64 = 1_704_067_200_000;
const DAY_MS: i64 = 86_400_000;
const UTC: Hours = Hours { offset_s: 0 };

/// Answers at one horizon.
#[derive(Clone, Copy, Default)]
pub(crate) struct Row {
    pub(crate) count: usize,
    within: usize,
    covered: usize,
    error_min: f64,
    bias_min: f64,
}

impl Row {
    pub(crate) fn within(&self) -> f64 {
        self.within as f64 / self.count.max(1) as f64
    }

    pub(crate) fn coverage(&self) -> f64 {
        self.covered as f64 / self.count.max(1) as f64
    }

    pub(crate) fn mean_error_min(&self) -> f64 {
        self.error_min / self.count.max(1) as f64
    }

    /// Positive: said too late.
    pub(crate) fn bias_min(&self) -> f64 {
        self.bias_min / self.count.max(1) as f64
    }

    fn take(&mut self, expected: &Expected, arrived_ms: i64) {
        let off = (expected.at - arrived_ms) as f64 / 60_000.0;
        self.count += 1;
        self.within += usize::from(off.abs() <= WITHIN_MIN);
        self.covered += usize::from((expected.from..=expected.until).contains(&arrived_ms));
        self.error_min += off.abs();
        self.bias_min += off;
    }
}

/// Answers at every horizon.
#[derive(Clone, Default)]
pub(crate) struct Scores(BTreeMap<i64, Row>);

impl Scores {
    pub(crate) fn row(&self, horizon: i64) -> Row {
        self.0.get(&horizon).copied().unwrap_or_default()
    }

    pub(crate) fn add(&mut self, other: Self) {
        for (horizon, row) in other.0 {
            let own = self.0.entry(horizon).or_default();
            own.count += row.count;
            own.within += row.within;
            own.covered += row.covered;
            own.error_min += row.error_min;
            own.bias_min += row.bias_min;
        }
    }
}

/// What a server hears, or is asked.
enum News {
    /// The way to stop `1` of driver `0` has ended.
    Arrived(usize, usize),
    /// The stop has ended.
    Left(usize, usize),
    /// When will driver `0` be at stop `1`? It will be in `2` minutes.
    Asked(usize, usize, i64),
}

/// What the last days have shown.
#[derive(Default)]
pub(crate) struct Shown {
    /// With what was learned.
    pub(crate) ours: Scores,
    /// Without.
    pub(crate) naive: Scores,
    /// Of somebody who knows everything as it is now.
    pub(crate) knowing: Scores,
    /// Of somebody who knows even the traffic to come, and nothing of chance.
    pub(crate) best: Scores,
}

/// Works for some weeks, and measures the last days.
pub(crate) fn weeks(fleet: &Fleet, size: Size, random: &mut StdRng) -> Shown {
    let (mut learned, untaught) = (Learned::default(), Learned::default());
    let mut shown = Shown::default();
    // Its own dice: the town's must fall the same, whoever is asked.
    let mut futures = StdRng::seed_from_u64(random.clone().random());
    for work in 0..size.learn + size.measured {
        // Five working days a week.
        let day = work / 5 * 7 + work % 5;
        let midnight = MONDAY_MS + day as i64 * DAY_MS;
        let days: Vec<Vec<Done>> =
            (0..fleet.drivers.len()).map(|driver| fleet.day(driver, day, random)).collect();
        for (second, news) in heard(&days, work >= size.learn) {
            let ms = |second: f64| midnight + (second * 1_000.0) as i64;
            match news {
                News::Arrived(driver, k) => {
                    let done = &days[driver][k];
                    let leg = Leg {
                        driver: fleet.drivers[driver].0,
                        to: Place(done.door),
                        from_ms: ms(done.left_at),
                        until_ms: ms(done.arrived_at),
                        modelled: Modelled::from(&done.way),
                    };
                    learned.drove(&leg, UTC);
                    let fix = |second| (ms(second), position(&done.track, second));
                    let fixes: Vec<_> = done.fixes().map(fix).collect();
                    learned.passed(&Track { way: &done.way, fixes: &fixes });
                }
                News::Left(driver, k) => {
                    let done = &days[driver][k];
                    let (from_ms, until_ms) = (ms(done.arrived_at), ms(done.done_at));
                    let visit = Visit { place: Place(done.door), task: Task::Dropoff, from_ms, until_ms };
                    learned.visited(&visit, UTC);
                }
                News::Asked(driver, k, horizon) => {
                    let age = random.random_range(0.0..20.0);
                    let look = Look { driver, last: k, second, age, midnight };
                    let arrived = ms(days[driver][k].arrived_at);
                    for (scores, learned) in [(&mut shown.ours, &learned), (&mut shown.naive, &untaught)] {
                        let trip = look.ahead(fleet, learned, &days[driver]);
                        if let Some(expected) = estimate(&trip, learned).last() {
                            scores.0.entry(horizon).or_default().take(expected, arrived);
                        }
                    }
                    let stops = &days[driver][first(&days[driver], k, second)..=k];
                    let question = Question { fleet, stops, day, second };
                    for (scores, sight) in
                        [(&mut shown.knowing, Sight::Present), (&mut shown.best, Sight::Future)]
                    {
                        if let Some(expected) = question.answer(sight, midnight, &mut futures) {
                            scores.0.entry(horizon).or_default().take(&expected, arrived);
                        }
                    }
                }
            }
        }
    }
    shown
}

/// Everything that is heard in a day, in order.
fn heard(days: &[Vec<Done>], asked: bool) -> Vec<(f64, News)> {
    let mut all = Vec::new();
    for (driver, day) in days.iter().enumerate() {
        let begin = day.first().map_or(0.0, |first| first.left_at);
        for (k, done) in day.iter().enumerate() {
            all.push((done.arrived_at, News::Arrived(driver, k)));
            all.push((done.done_at, News::Left(driver, k)));
            for horizon in HORIZONS.into_iter().filter(|_| asked) {
                let second = done.arrived_at - horizon as f64 * 60.0;
                if second > begin {
                    all.push((second, News::Asked(driver, k, horizon)));
                }
            }
        }
    }
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    all
}

/// When a server is asked, and of whom.
struct Look {
    driver: usize,
    /// The stop that is asked for.
    last: usize,
    /// Of the day.
    second: f64,
    /// How old the last fix is, in seconds.
    age: f64,
    midnight: i64,
}

impl Look {
    /// What lies before the driver, up to the stop that is asked for, as a server knows it.
    fn ahead(&self, fleet: &Fleet, learned: &Learned, day: &[Done]) -> Trip {
        let ms = |second: f64| self.midnight + (second * 1_000.0) as i64;
        let first = first(day, self.last, self.second);
        let here = &day[first];
        let reached = here.arrived_at <= self.second;
        let mut stages: Vec<Stage> = day[first..=self.last].iter().map(|done| stage(learned, done)).collect();
        let (mut since, mut under_way) = (self.second, None);
        if reached {
            stages[0].reached = Some(ms(here.arrived_at));
        } else {
            since = (self.second - self.age).max(here.left_at);
            let whole = stages[0].leg_s;
            stages[0].leg_s = rest(fleet, learned, here, since);
            under_way = Some(UnderWay {
                elapsed_s: since - here.left_at,
                covered_s: whole - stages[0].leg_s,
                familiar: learned.familiar(&Modelled::from(&here.way)),
            });
        }
        Trip {
            now: ms(self.second),
            driver: fleet.drivers[self.driver].0,
            since: ms(since),
            under_way,
            stages,
            breaks: Vec::new(),
            hours: UTC,
        }
    }
}

/// The first stop that is not over at `second`, up to stop `last`.
fn first(day: &[Done], last: usize, second: f64) -> usize {
    day.iter().position(|done| done.done_at > second).unwrap_or(last)
}

fn stage(learned: &Learned, done: &Done) -> Stage {
    let place = Place(done.door);
    Stage {
        place,
        task: Task::Dropoff,
        leg_s: learned.seconds(&Modelled::from(&done.way)).max(1.0),
        reached: None,
        opens: None,
        due: None,
    }
}

/// What the map says of the rest of a way, from where the van was at that second.
fn rest(fleet: &Fleet, learned: &Learned, done: &Done, second: f64) -> f64 {
    let fix = position(&done.track, second);
    let way = fleet.graph.way(TravelMode::Car, fix, done.door);
    learned.seconds(&Modelled::from(way.as_ref().unwrap_or(&done.way))).max(1.0)
}

fn position(track: &[(f64, Point)], second: f64) -> Point {
    let next = track.iter().position(|(at, _)| *at >= second).unwrap_or(track.len() - 1);
    let (until, to) = track[next];
    let (from, begin) = track[next.saturating_sub(1)];
    let share = if until > from { ((second - from) / (until - from)).clamp(0.0, 1.0) } else { 1.0 };
    line::towards(begin, to, share)
}
