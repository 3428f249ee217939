//! Areas on a sphere.

use std::f64::consts::TAU;

use super::{outline::EARTH_RADIUS_M, plane::DEGREE, ring::Ring};

/// The square metres inside `ring`: the integral of the sine of the latitude along the sides, which is exact on a sphere
/// for sides that are straight between longitudes and latitudes.
pub(super) fn of_ring(ring: &Ring) -> f64 {
    let radians = |units: i64| (units as f64 / DEGREE as f64).to_radians();
    let sum: f64 = ring
        .sides()
        .map(|(a, b)| {
            let (from, until) = (radians(a.y), radians(b.y));
            let mean_sine = if a.y == b.y {
                from.sin()
            } else {
                // (cos from - cos until) / (until - from), without the loss of digits where they are close.
                let half = (until - from) / 2.0;
                ((from + until) / 2.0).sin() * half.sin() / half
            };
            radians(b.x - a.x) * mean_sine
        })
        .sum();
    sum.abs() * EARTH_RADIUS_M * EARTH_RADIUS_M
}

/// The square metres of a circle of `angle` radians.
pub(super) fn of_cap(angle: f64) -> f64 {
    // 1 - cos, without the loss of digits where the angle is small.
    let half = (angle / 2.0).sin();
    TAU * EARTH_RADIUS_M * EARTH_RADIUS_M * 2.0 * half * half
}
