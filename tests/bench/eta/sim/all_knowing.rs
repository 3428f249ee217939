//! The best that anybody could say: somebody who knows the town, its doors, its drivers and even today's and tomorrow's
//! traffic, and how the way goes that is being driven; only not the dice that are still to fall. What is missing from there
//! to every time being right is chance.

use std::cmp::Reverse;

use rand::{Rng as _, rngs::StdRng};
use waybill_domain::Point;
use waybill_routing::eta::Expected;

use super::{
    WITHIN_MIN,
    day::{self, Done, Fleet},
};

/// Futures that are drawn for an answer.
const FUTURES: usize = 400;
/// Draws of a visit that has lasted for a while already; a longer one than ever goes on for half a minute.
const TRIES: usize = 2_000;
const GOES_ON_S: f64 = 30.0;

/// When the last of these stops will be reached, said at `second`: so that as many futures as can be are within the
/// minutes that count. Milliseconds since `midnight`.
pub(super) fn answer(
    fleet: &Fleet,
    stops: &[Done],
    second: f64,
    midnight: i64,
    random: &mut StdRng,
) -> Option<Expected> {
    let mut futures: Vec<f64> = (0..FUTURES).map(|_| play(fleet, stops, second, random)).collect();
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

fn play(fleet: &Fleet, stops: &[Done], second: f64, random: &mut StdRng) -> f64 {
    let mut time = second;
    for (k, stop) in stops.iter().enumerate() {
        let reached = k == 0 && stop.arrived_at <= second;
        if !reached {
            let (share, manner) = if k == 0 && stop.left_at < second {
                (ahead(stop, second), stop.manner)
            } else {
                (1.0, day::manner(random))
            };
            let trouble = if random.random_bool(share.clamp(0.0, 1.0)) { day::trouble(random) } else { 0.0 };
            time += stop.clean_s * share * manner + trouble + day::parking(random);
        }
        if k + 1 < stops.len() {
            time = if reached {
                left(fleet, stop, second, random)
            } else {
                time + fleet.world.visit(stop.door, time, random)
            };
        }
    }
    time
}

/// The share of a way that still lies ahead.
fn ahead(stop: &Done, second: f64) -> f64 {
    let metres =
        |track: &[(f64, Point)]| track.windows(2).map(|pair| pair[0].1.distance_m(pair[1].1)).sum::<f64>();
    let passed = stop.track.iter().take_while(|(at, _)| *at < second).count();
    metres(&stop.track[passed.saturating_sub(1)..]) / metres(&stop.track).max(1.0)
}

/// When a visit ends that has not ended yet.
fn left(fleet: &Fleet, stop: &Done, second: f64, random: &mut StdRng) -> f64 {
    let mut ends = || stop.arrived_at + fleet.world.visit(stop.door, stop.arrived_at, random);
    (0..TRIES).map(|_| ends()).find(|end| *end > second).unwrap_or(second + GOES_ON_S)
}
