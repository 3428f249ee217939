//! An additive model of a logarithm: what all have in common, and what an hour, a driver, an area and a place add.

use std::{collections::HashMap, fmt, str::FromStr};

use waybill_domain::MemberId;

use super::{
    duration::{FAR, Tail},
    running::Running,
};

/// What a part of the model depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// Nothing.
    All,
    /// The hour: 0 to 23 on weekdays, 24 to 47 on Saturdays and Sundays.
    Hour(u8),
    /// Who drives.
    Driver(MemberId),
    /// A square of about a kilometre.
    Area(i32, i32),
    /// A square of about 250 metres that ways lead through.
    Street(i32, i32),
    /// A square of about ten metres: a front door.
    Place(i32, i32),
    /// No part, but the share of values that are far above what is expected.
    Far,
    /// By how many standard deviations more than far those are.
    FarBy,
}

/// A text that names no part.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} names no part of a model")]
pub struct KeyError(String);

impl Key {
    /// How many values it takes until a part counts as much as what is known without it: the variance of one value over
    /// that of the parts among each other. Doors differ as much as visits of one door do; hours differ little.
    fn prior(self) -> f64 {
        match self {
            Self::All | Self::Far | Self::FarBy => 0.0,
            Self::Hour(_) => 20.0,
            Self::Driver(_) => 10.0,
            Self::Area(..) => 10.0,
            Self::Street(..) | Self::Place(..) => 2.0,
        }
    }

    /// How many values a part remembers: what all share changes slowly.
    fn memory(self) -> f64 {
        match self {
            Self::All | Self::Far | Self::FarBy => 2_000.0,
            Self::Hour(_) => 500.0,
            Self::Driver(_) | Self::Area(..) => 200.0,
            Self::Street(..) => 50.0,
            Self::Place(..) => 30.0,
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("all"),
            Self::Hour(hour) => write!(f, "hour:{hour}"),
            Self::Driver(driver) => write!(f, "driver:{driver}"),
            Self::Area(lat, lon) => write!(f, "area:{lat},{lon}"),
            Self::Street(lat, lon) => write!(f, "street:{lat},{lon}"),
            Self::Place(lat, lon) => write!(f, "place:{lat},{lon}"),
            Self::Far => f.write_str("far"),
            Self::FarBy => f.write_str("far_by"),
        }
    }
}

impl FromStr for Key {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let pair = |rest: &str| -> Option<(i32, i32)> {
            let (lat, lon) = rest.split_once(',')?;
            Some((lat.parse().ok()?, lon.parse().ok()?))
        };
        let key = match text.split_once(':') {
            None => [Self::All, Self::Far, Self::FarBy].into_iter().find(|key| key.to_string() == text),
            Some(("hour", hour)) => hour.parse().ok().filter(|hour| *hour < 48).map(Self::Hour),
            Some(("driver", id)) => id.parse().ok().map(Self::Driver),
            Some(("area", rest)) => pair(rest).map(|(lat, lon)| Self::Area(lat, lon)),
            Some(("street", rest)) => pair(rest).map(|(lat, lon)| Self::Street(lat, lon)),
            Some(("place", rest)) => pair(rest).map(|(lat, lon)| Self::Place(lat, lon)),
            Some(_) => None,
        };
        key.ok_or_else(|| KeyError(text.to_owned()))
    }
}

/// An additive model of a logarithm, fitted one value at a time by backfitting (Friedman and Stuetzle 1981): each part
/// learns what the others leave over.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    parts: HashMap<Key, Running>,
    /// Mean absolute deviation from what was expected, of values that are not far above it.
    deviation: Running,
}

/// What is expected of a value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    /// Its mean.
    pub mean: f64,
    /// Its standard deviation, with what is not known of the mean.
    pub spread: f64,
}

/// How many values the first guess of mean and spread stands for.
const GUESS: f64 = 8.0;
/// No more than this share can be far above what is expected.
const MOST_FAR: f64 = 0.3;
/// What is far off is so by any number of standard deviations; one value moves their mean as if it were so many.
const FAR_SPREAD: f64 = 2.0;
/// A normal distribution's standard deviation over the mean absolute deviation of its values that are not far above its mean.
const DEVIATIONS: f64 = 1.396;

impl Model {
    /// Knows nothing but a first guess: the logarithm's mean and standard deviation.
    pub fn guess(mean: f64, spread: f64) -> Self {
        let all = Running { n: GUESS, mean };
        let deviation = Running { n: GUESS, mean: spread / DEVIATIONS };
        let (far, far_by) = (Tail::NORMAL.share, Tail::NORMAL.excess);
        let tail =
            [(Key::Far, far), (Key::FarBy, far_by)].map(|(key, mean)| (key, Running { n: GUESS, mean }));
        Self { parts: [(Key::All, all)].into_iter().chain(tail).collect(), deviation }
    }

    /// The standard deviation of one value around what is expected of it.
    pub fn spread(&self) -> f64 {
        self.deviation.mean * DEVIATIONS
    }

    /// What takes far longer than expected.
    pub(super) fn tail(&self) -> Tail {
        let mean = |key| self.kept(key).mean;
        Tail { share: mean(Key::Far).clamp(0.01, MOST_FAR), excess: mean(Key::FarBy).max(0.1) }
    }

    /// What one part adds.
    pub fn part(&self, key: Key) -> f64 {
        self.parts.get(&key).map_or(0.0, |part| part.shrunk(key.prior()))
    }

    /// What is expected of a value that depends on `keys` ([`Key::All`] is not named).
    pub fn fit(&self, keys: &[Key]) -> Fit {
        let spread = self.spread();
        let mean = self.part(Key::All) + keys.iter().map(|&key| self.part(key)).sum::<f64>();
        // The variance of a posterior mean, for each part.
        let unknown: f64 = keys.iter().map(|key| 1.0 / (self.seen(*key) + key.prior())).sum();
        let unknown = unknown + 1.0 / self.seen(Key::All).max(1.0);
        Fit { mean, spread: spread * (1.0 + unknown).sqrt() }
    }

    /// Takes a value in; the parts that changed.
    pub fn learn(&mut self, keys: &[Key], value: f64) -> Vec<Key> {
        let spread = self.spread();
        let off = value - self.fit(keys).mean;
        let far_by = off / spread - FAR;
        self.adjust(Key::Far, if far_by > 0.0 { 1.0 } else { 0.0 }, 1.0);
        if far_by > 0.0 {
            self.adjust(Key::FarBy, far_by, FAR_SPREAD);
        }
        // Where so many are far above it, it is what is expected that is off.
        if far_by <= 0.0 || self.kept(Key::Far).mean > MOST_FAR {
            // The deviation's own spread: of half a normal distribution, 0.6 of the whole's.
            self.deviation.add(off.abs(), 2.0 * spread, Key::All.memory());
        }
        let all: Vec<Key> = std::iter::once(Key::All).chain(keys.iter().copied()).collect();
        for &key in &all {
            let others: f64 = all.iter().filter(|other| **other != key).map(|&other| self.part(other)).sum();
            self.adjust(key, value - others, spread);
        }
        all.into_iter().chain([Key::Far, Key::FarBy]).collect()
    }

    /// How much of a part comes from what was seen of it, from 0 to 1.
    pub(super) fn sure(&self, key: Key) -> f64 {
        let seen = self.seen(key);
        seen / (seen + key.prior())
    }

    /// Takes in what one part alone adds; `spread` is the standard deviation of one value.
    pub(super) fn adjust(&mut self, key: Key, value: f64, spread: f64) {
        self.parts.entry(key).or_default().add(value, spread, key.memory());
    }

    /// A part as it is kept.
    pub fn kept(&self, key: Key) -> Running {
        self.parts.get(&key).copied().unwrap_or_default()
    }

    /// Puts a kept part back.
    pub fn restore(&mut self, key: Key, part: Running) {
        self.parts.insert(key, part);
    }

    /// The mean absolute deviation, as it is kept.
    pub fn deviation(&self) -> Running {
        self.deviation
    }

    /// Puts the kept deviation back.
    pub fn restore_deviation(&mut self, deviation: Running) {
        self.deviation = deviation;
    }

    fn seen(&self, key: Key) -> f64 {
        self.parts.get(&key).map_or(0.0, |part| part.n)
    }
}
