//! How long the ways of a trip take, by the map.

use std::time::Duration;

use waybill_domain::Point;
use waybill_routing::travel::{Matrix, StraightLine, Travel, TravelError, TravelMode, TravelSource};

use super::arrivals::Legs;
use crate::App;

/// How long a map server is waited for; then the straight line answers.
const PATIENCE: Duration = Duration::from_secs(3);
/// Places that are no further apart are one, in metres.
const SAME_M: f64 = 30.0;

/// A table of ways, from the configured source if it is quick enough.
pub(super) async fn table(
    app: &App,
    profile: TravelMode,
    origins: &[Point],
    destinations: &[Point],
) -> Result<Matrix, TravelError> {
    let asked = app.travel.matrix(profile, origins, destinations);
    match tokio::time::timeout(PATIENCE, asked).await {
        Ok(answer) => answer,
        Err(_) => StraightLine::default().matrix(profile, origins, destinations).await,
    }
}

/// Seconds from one place of each pair to the other; `None` where no way leads. `before` has the ways that were used last
/// and is replaced by those used now.
pub(super) async fn between(
    app: &App,
    profile: TravelMode,
    pairs: &[(Point, Point)],
    before: &mut Legs,
) -> Result<(Vec<Option<f64>>, TravelSource), TravelError> {
    let unknown =
        |(from, to): &(Point, Point)| !is_same(*from, *to) && !before.contains_key(&name(*from, *to));
    let asked: Vec<(Point, Point)> = pairs.iter().copied().filter(unknown).collect();
    let mut found = Legs::new();
    let mut source = app.travel.source();
    if !asked.is_empty() {
        let (from, to): (Vec<Point>, Vec<Point>) = asked.iter().copied().unzip();
        let matrix = table(app, profile, &from, &to).await?;
        source = matrix.source();
        for (k, &(from, to)) in asked.iter().enumerate() {
            if let Some(leg) = matrix.leg(k, k) {
                found.insert(name(from, to), leg.seconds);
            }
        }
    }
    let mut legs = Vec::with_capacity(pairs.len());
    for &(from, to) in pairs {
        let key = name(from, to);
        let seconds = if is_same(from, to) {
            Some(0.0)
        } else {
            found.get(&key).or_else(|| before.get(&key)).copied().map(|seconds| seconds.max(1.0))
        };
        if let Some(seconds) = seconds {
            found.insert(key, seconds);
        }
        legs.push(seconds);
    }
    *before = found;
    Ok((legs, source))
}

fn is_same(from: Point, to: Point) -> bool {
    from.distance_m(to) <= SAME_M
}

fn name(from: Point, to: Point) -> [i32; 4] {
    [from.lat, from.lon, to.lat, to.lon].map(|degrees| (degrees * 1e5).round() as i32)
}
