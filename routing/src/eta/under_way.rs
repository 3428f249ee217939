//! How the way goes that is being driven.

use super::{model::Fit, recent::drift};

/// Less than this, by the map, says nothing about the rest, in seconds.
const LEAST_S: f64 = 60.0;
/// How far off it is when a way began, in seconds: the button is pressed at the door, and the van is round the corner.
const START_S: f64 = 10.0;
/// By how much the time of a piece of road is off by itself, whatever the way as a whole is like: the variance of its
/// seconds, for each second by the map. Streets and lights differ; over a longer piece they make up for each other.
const STRANGE_S: f64 = 12.0;
/// The same where the streets are known; lights still differ.
const FAMILIAR_S: f64 = 1.0;
/// What is further off than so many standard deviations was no driving: a rest, a closed street.
const ODD: f64 = 3.0;

/// The part of the first way that lies behind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct UnderWay {
    /// From setting off to where the driver was last seen, in seconds.
    pub elapsed_s: f64,
    /// What the map says of that, in seconds: the whole way less the rest.
    pub covered_s: f64,
    /// The share of the way's streets that are known ([`super::Learned::familiar`]).
    pub familiar: f64,
}

/// What is known of the rest of a way, from how it went so far. Logarithms of the time over the map's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rest {
    /// For the rest itself.
    pub(super) fit: Fit,
    /// What the part that lies behind took.
    pub(super) behind: f64,
    /// The standard deviation of `behind` around the state of the roads, where nothing else is known of the way.
    pub(super) spread: f64,
}

impl UnderWay {
    /// What is known of the rest of the way, which the map gives `rest_s` seconds: the usual and the roads just now are
    /// the prior, what lies behind is the observation, and what both parts share is learned (a normal posterior).
    /// `None` where that says nothing.
    pub(super) fn rest(self, usual: Fit, roads: Fit, rest_s: f64) -> Option<Rest> {
        let says = |seconds: f64| seconds.is_finite() && seconds >= LEAST_S;
        if !says(self.covered_s) || !says(self.elapsed_s) {
            return None;
        }
        let behind = (self.elapsed_s / self.covered_s).ln();
        let shared = usual.spread.powi(2) + roads.spread.powi(2);
        let local_s = STRANGE_S + self.familiar * (FAMILIAR_S - STRANGE_S);
        let noise = (START_S.powi(2) + local_s * self.covered_s) / self.covered_s.powi(2);
        let off = behind - usual.mean - roads.mean;
        if off.powi(2) > ODD * ODD * (shared + noise) {
            return None;
        }
        let gain = shared / (shared + noise);
        // Halfway through the rest the roads will be as they are on average.
        let variance = shared * (1.0 - gain) + local_s / rest_s.max(1.0) + drift(rest_s / 2.0);
        let fit = Fit { mean: usual.mean + roads.mean + gain * off, spread: variance.sqrt() };
        Some(Rest { fit, behind, spread: (usual.spread.powi(2) + noise).sqrt() })
    }
}
