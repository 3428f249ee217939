//! How long the ways of a trip take, by the map.

use std::{collections::HashMap, time::Duration};

use waybill_domain::Point;
use waybill_routing::{
    eta::Modelled,
    travel::{Matrix, StraightLine, Travel, TravelError, TravelMode, TravelSource, Way},
};

use crate::App;

/// How long a map server is waited for; then the straight line answers.
const PATIENCE: Duration = Duration::from_secs(3);
/// Places that are no further apart are one, in metres.
const SAME_M: f64 = 30.0;
/// Ways of one question. Servers answer tables, of which only the diagonal is wanted.
const TOGETHER: usize = 8;

/// The ends of a way in whole hundred-thousandths of a degree.
type Name = [i32; 4];

/// Modelled times of a trip's ways, to be used again the next time.
#[derive(Clone, Debug, Default)]
pub(super) struct Legs {
    /// Who said them.
    source: Option<TravelSource>,
    ways: HashMap<Name, Modelled>,
}

/// The ways from one place of each pair to the other, and who says so; `None` where no way leads. `before` has the ways that
/// were used last and is replaced by those used now, but for those that are a guess in the place of the configured source.
pub(super) async fn between(
    app: &App,
    profile: TravelMode,
    pairs: &[(Point, Point)],
    before: &mut Legs,
) -> Result<(Vec<Option<Modelled>>, TravelSource), TravelError> {
    let own = app.travel.source();
    let kept = std::mem::take(before);
    let kept = if kept.source == Some(own) { kept.ways } else { HashMap::new() };
    let is_unknown =
        |(from, to): &(Point, Point)| !is_same(*from, *to) && !kept.contains_key(&name(*from, *to));
    let asked: Vec<(Point, Point)> = pairs.iter().copied().filter(is_unknown).collect();
    let (mut found, mut guessed) = (HashMap::new(), HashMap::new());
    for block in asked.chunks(TOGETHER) {
        // Who did not answer is not waited for again.
        let (ways, source) = match guessed.is_empty() {
            true => modelled(app, profile, block).await?,
            false => (straight(profile, block), TravelSource::StraightLine),
        };
        let told = if source == own { &mut found } else { &mut guessed };
        let named = block.iter().zip(ways).filter_map(|(&(from, to), way)| Some((name(from, to), way?)));
        told.extend(named);
    }
    let mut ways = Vec::with_capacity(pairs.len());
    for &(from, to) in pairs {
        let key = name(from, to);
        if let (false, Some(way)) = (found.contains_key(&key), kept.get(&key)) {
            found.insert(key, way.clone());
        }
        let known = || found.get(&key).or_else(|| guessed.get(&key)).cloned();
        ways.push(if is_same(from, to) { Some(Modelled::default()) } else { known() });
    }
    *before = Legs { source: Some(own), ways: found };
    Ok((ways, if guessed.is_empty() { own } else { TravelSource::StraightLine }))
}

/// A few ways, and who says so: street by street from the own map, as whole times from others.
async fn modelled(
    app: &App,
    profile: TravelMode,
    pairs: &[(Point, Point)],
) -> Result<(Vec<Option<Modelled>>, TravelSource), TravelError> {
    if app.travel.source() == TravelSource::RoadGraph {
        let mut ways = Vec::with_capacity(pairs.len());
        for &(from, to) in pairs {
            ways.push(drawn(app, profile, from, to).await?);
        }
        // A map that has no roads for this profile was replaced by the straight line.
        let source = ways.iter().flatten().map(|way| way.source).next().unwrap_or(TravelSource::RoadGraph);
        return Ok((ways.iter().map(|way| way.as_ref().map(Modelled::from)).collect(), source));
    }
    let (from, to): (Vec<Point>, Vec<Point>) = pairs.iter().copied().unzip();
    let table = table(app, profile, &from, &to).await?;
    let whole = |k| table.leg(k, k).map(|leg| Modelled::whole(leg.seconds.max(1.0)));
    Ok(((0..pairs.len()).map(whole).collect(), table.source()))
}

/// One way as its times are known for trips too: with its line and its pace from the own map, else only its time. `None`
/// where no way leads.
pub(super) async fn way(
    app: &App,
    profile: TravelMode,
    from: Point,
    to: Point,
) -> Result<Option<Way>, TravelError> {
    if app.travel.source() == TravelSource::RoadGraph {
        return drawn(app, profile, from, to).await;
    }
    let table = table(app, profile, &[from], &[to]).await?;
    let way = |leg| Way { leg, line: vec![from, to], pace: Vec::new(), source: table.source() };
    Ok(table.leg(0, 0).map(way))
}

async fn drawn(app: &App, profile: TravelMode, from: Point, to: Point) -> Result<Option<Way>, TravelError> {
    match app.travel.way(profile, from, to).await {
        Ok(way) => Ok(Some(way)),
        Err(TravelError::NoRoad { .. } | TravelError::NotConnected) => Ok(None),
        Err(error) => Err(error),
    }
}

/// A table of ways, from the configured source if it is quick enough.
async fn table(
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

fn straight(profile: TravelMode, pairs: &[(Point, Point)]) -> Vec<Option<Modelled>> {
    let line = StraightLine::default();
    let seconds = pairs.iter().map(|&(from, to)| line.leg(profile, from, to).seconds.max(1.0));
    seconds.map(|seconds| Some(Modelled::whole(seconds))).collect()
}

fn is_same(from: Point, to: Point) -> bool {
    from.distance_m(to) <= SAME_M
}

fn name(from: Point, to: Point) -> Name {
    [from.lat, from.lon, to.lat, to.lon].map(|degrees| (degrees * 1e5).round() as i32)
}
