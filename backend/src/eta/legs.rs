//! How long the ways of a trip take, by the map.

use std::{collections::HashMap, time::Duration};

use waybill_domain::Point;
use waybill_routing::travel::{Matrix, StraightLine, Travel, TravelError, TravelMode, TravelSource};

use crate::App;

/// How long a map server is waited for; then the straight line answers.
const PATIENCE: Duration = Duration::from_secs(3);
/// Places that are no further apart are one, in metres.
const SAME_M: f64 = 30.0;
/// Ways of one question. Sources answer tables, of which only the diagonal is wanted.
const TOGETHER: usize = 8;

/// Modelled times of a trip's ways, to be used again the next time.
#[derive(Clone, Debug, Default)]
pub(super) struct Legs {
    /// Who said them.
    source: Option<TravelSource>,
    /// Seconds, by the ends in whole hundred-thousandths of a degree.
    seconds: HashMap<[i32; 4], f64>,
}

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

/// Seconds from one place of each pair to the other, and who says so; `None` where no way leads. `before` has the ways that
/// were used last and is replaced by those used now, but for those that are a guess in the place of the configured source.
pub(super) async fn between(
    app: &App,
    profile: TravelMode,
    pairs: &[(Point, Point)],
    before: &mut Legs,
) -> Result<(Vec<Option<f64>>, TravelSource), TravelError> {
    let own = app.travel.source();
    let kept = std::mem::take(before);
    let kept = if kept.source == Some(own) { kept.seconds } else { HashMap::new() };
    let is_unknown =
        |(from, to): &(Point, Point)| !is_same(*from, *to) && !kept.contains_key(&name(*from, *to));
    let asked: Vec<(Point, Point)> = pairs.iter().copied().filter(is_unknown).collect();
    let (mut found, mut guessed) = (HashMap::new(), HashMap::new());
    for block in asked.chunks(TOGETHER) {
        let (from, to): (Vec<Point>, Vec<Point>) = block.iter().copied().unzip();
        // Who did not answer is not waited for again.
        let is_silent = !guessed.is_empty();
        let matrix = match is_silent {
            true => StraightLine::default().matrix(profile, &from, &to).await?,
            false => table(app, profile, &from, &to).await?,
        };
        let told = if matrix.source() == own { &mut found } else { &mut guessed };
        let legs = block.iter().enumerate().filter_map(|(k, pair)| Some((pair, matrix.leg(k, k)?)));
        told.extend(legs.map(|(&(from, to), leg)| (name(from, to), leg.seconds.max(1.0))));
    }
    let mut legs = Vec::with_capacity(pairs.len());
    for &(from, to) in pairs {
        let key = name(from, to);
        let known = found.get(&key).or_else(|| kept.get(&key)).copied();
        found.extend(known.map(|seconds| (key, seconds)));
        let same = is_same(from, to).then_some(0.0);
        legs.push(same.or(known).or_else(|| guessed.get(&key).copied()));
    }
    *before = Legs { source: Some(own), seconds: found };
    Ok((legs, if guessed.is_empty() { own } else { TravelSource::StraightLine }))
}

fn is_same(from: Point, to: Point) -> bool {
    from.distance_m(to) <= SAME_M
}

fn name(from: Point, to: Point) -> [i32; 4] {
    [from.lat, from.lon, to.lat, to.lon].map(|degrees| (degrees * 1e5).round() as i32)
}
