//! How far a driver has to go, and how long that takes, as a decision sees it.

use waybill_domain::{Point, eta::TravelSource};
use waybill_routing::travel::{Leg, StraightLine, TravelMode};

use crate::App;

/// Who tells a decision how long ways are: the imported map, or else the straight line. A map server elsewhere is not
/// asked, because a decision is one transaction, and all that is written would wait for that answer.
pub(super) fn by_road(app: &App) -> bool {
    app.travel.source() == TravelSource::RoadGraph
}

/// The ways from each place to `to`; `None` where no road leads there.
pub(super) async fn ways(app: &App, from: &[(TravelMode, Point)], to: Point) -> Vec<Option<Leg>> {
    let straight = StraightLine::default();
    let mut found: Vec<_> =
        from.iter().map(|&(profile, from)| Some(straight.leg(profile, from, to))).collect();
    if !by_road(app) {
        return found;
    }
    for profile in TravelMode::ALL {
        let mine = from.iter().enumerate().filter(|(_, way)| way.0 == profile);
        let (numbers, origins): (Vec<usize>, Vec<Point>) = mine.map(|(number, way)| (number, way.1)).unzip();
        if origins.is_empty() {
            continue;
        }
        // Where the map has no roads for somebody at all, the straight line stays.
        if let Ok(table) = app.travel.matrix(profile, &origins, &[to]).await {
            for (row, number) in numbers.into_iter().enumerate() {
                found[number] = table.leg(row, 0);
            }
        }
    }
    found
}
