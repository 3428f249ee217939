//! The best that anybody could say: somebody who knows the town, its doors and its drivers, how the way goes that is being
//! driven, and the traffic; only not the dice that are still to fall. What is missing from there to every time being right
//! is chance.

use std::cmp::Reverse;

use rand::{Rng as _, rngs::StdRng};
use waybill_domain::Point;
use waybill_routing::eta::Expected;

use super::{
    WITHIN_MIN,
    day::{self, Done, Fleet},
    world::Future,
};

/// How much of the traffic is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Sight {
    /// As it is now. Nobody can know more.
    Present,
    /// Also as it will be.
    Future,
}

/// What is asked: when the last of these stops of day `day` will be reached, at `second`.
pub(super) struct Question<'a> {
    pub(super) fleet: &'a Fleet<'a>,
    pub(super) stops: &'a [Done],
    pub(super) day: usize,
    pub(super) second: f64,
}

/// Futures that are drawn for an answer.
const FUTURES: usize = 400;
/// Draws of a visit that has lasted for a while already; a longer one than ever goes on for half a minute.
const TRIES: usize = 2_000;
const GOES_ON_S: f64 = 30.0;

impl Question<'_> {
    /// The answer with which as many futures as can be are within the minutes that count. Milliseconds since `midnight`. On
    /// the whole it is late by half a minute: trouble comes on that side only.
    pub(super) fn answer(&self, sight: Sight, midnight: i64, random: &mut StdRng) -> Option<Expected> {
        let mut futures: Vec<f64> = (0..FUTURES).map(|_| self.play(sight, random)).collect();
        futures.sort_unstable_by(f64::total_cmp);
        let reach = WITHIN_MIN * 60.0;
        let until = |second: f64| futures.partition_point(|at| *at <= second);
        let right = |k: usize| until(futures[k] + reach) - until(futures[k] - reach);
        // Where many are as good, the one in the middle: it stays right if the dice fall a little otherwise.
        let at = futures[(0..FUTURES).max_by_key(|&k| (right(k), Reverse(k.abs_diff(FUTURES / 2))))?];
        let ms = |second: f64| midnight + (second * 1_000.0) as i64;
        let (from, until) = (ms(futures[FUTURES / 10]), ms(futures[FUTURES - 1 - FUTURES / 10]));
        Some(Expected { at: ms(at), from, until, late: None })
    }

    fn play(&self, sight: Sight, random: &mut StdRng) -> f64 {
        let mut traffic = Future::new(self.fleet.world, self.day, self.second);
        let (mut time, last) = (self.second, self.stops.len().saturating_sub(1));
        for (k, stop) in self.stops.iter().enumerate() {
            let reached = k == 0 && stop.arrived_at <= self.second;
            if !reached {
                let (share, manner) = if k == 0 && stop.left_at < self.second {
                    (stop.share_ahead(self.second), stop.manner)
                } else {
                    (1.0, day::manner(random))
                };
                let driven = drive(stop, share, manner, time, |place, second| match sight {
                    Sight::Future => self.fleet.world.traffic(place, self.day, second),
                    Sight::Present => traffic.roads(place, second, random),
                });
                let troubled = random.random_bool(share.clamp(0.0, 1.0));
                let trouble = if troubled { day::trouble(random) } else { 0.0 };
                time += driven + trouble + day::parking(random);
            }
            if k < last {
                time = if reached {
                    self.left(stop, random)
                } else {
                    time + self.fleet.world.visit(stop.door, time, random)
                };
            }
        }
        time
    }

    /// When a visit ends that has not ended yet.
    fn left(&self, stop: &Done, random: &mut StdRng) -> f64 {
        let mut ends = || stop.arrived_at + self.fleet.world.visit(stop.door, stop.arrived_at, random);
        (0..TRIES).map(|_| ends()).find(|end| *end > self.second).unwrap_or(self.second + GOES_ON_S)
    }
}

/// How long the last `share` of a way takes from `begin`, in seconds, where traffic makes it so much longer at a place and a
/// second.
fn drive(
    stop: &Done,
    share: f64,
    manner: f64,
    begin: f64,
    mut traffic: impl FnMut(Point, f64) -> f64,
) -> f64 {
    let whole: f64 = stop.pieces.iter().map(|piece| piece.seconds).sum();
    let (mut passed, mut time) = (whole * (1.0 - share), begin);
    for piece in &stop.pieces {
        let rest = (piece.seconds - passed).max(0.0);
        passed = (passed - piece.seconds).max(0.0);
        if rest > 0.0 {
            time += rest * manner * traffic(piece.place, time);
        }
    }
    time - begin
}
