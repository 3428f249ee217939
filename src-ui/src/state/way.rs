//! The way that lies before a driver, as a map draws it.

use waybill_domain::{
    Point,
    calls::{DriverWay, WayLeg},
    eta::TravelSource,
    line, polyline,
};

/// Whoever is farther from the way is not on it, in metres: a wide street and what receivers are off between houses.
const OFF_M: f64 = 100.0;

/// A part of a way.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    /// Where it runs.
    pub line: Vec<Point>,
    /// Nobody knows the roads there: it is drawn straight.
    pub guessed: bool,
}

impl Stretch {
    /// Straight through `points`.
    pub fn straight(points: impl IntoIterator<Item = Point>) -> Self {
        Self { line: points.into_iter().collect(), guessed: true }
    }
}

/// What the server says of a way, leg by leg; a line that cannot be read is left out.
pub fn stretches(way: &DriverWay) -> Vec<Stretch> {
    let read = |leg: &WayLeg| {
        let line = polyline::decode(&leg.travel.polyline, 6).ok()?;
        Some(Stretch { line, guessed: leg.travel.source == TravelSource::StraightLine })
    };
    way.legs.iter().filter_map(read).collect()
}

/// What is left of a way for whoever is `here`, on its first stretch; `None` for somebody who is not.
pub fn rest(way: &[Stretch], here: Point) -> Option<Vec<Stretch>> {
    let (first, others) = way.split_first()?;
    let found = line::nearest(&first.line, here).filter(|found| found.off <= OFF_M)?;
    let left = Stretch { line: line::rest(&first.line, found.along), guessed: first.guessed };
    Some(std::iter::once(left).chain(others.iter().cloned()).collect())
}

/// Whether somebody has moved so far that the way may be another.
pub fn is_elsewhere(before: Option<Point>, here: Point) -> bool {
    before.is_none_or(|before| before.distance_m(here) > OFF_M)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;
    use waybill_domain::{DeliveryId, calls::TravelAnswer, route::Task};

    use super::*;

    fn at(east: f64) -> Point {
        Point { lat: 60.0, lon: 25.0 + east / 1_000.0 }
    }

    fn leg(polyline: String, source: TravelSource) -> WayLeg {
        let travel = TravelAnswer { seconds: 60.0, metres: 100.0, polyline, source };
        WayLeg { delivery: DeliveryId(Uuid::nil()), task: Task::Dropoff, travel }
    }

    #[test]
    fn legs_are_read_and_guesses_are_told_from_roads() {
        let line = [at(0.0), at(1.0), at(2.0)];
        let legs = vec![
            leg(polyline::encode(&line, 6), TravelSource::RoadGraph),
            leg("_".to_owned(), TravelSource::RoadGraph),
            leg(polyline::encode(&[at(2.0), at(9.0)], 6), TravelSource::StraightLine),
        ];
        let [road, guess] = &stretches(&DriverWay { legs })[..] else { panic!("two can be read") };
        assert_eq!((road.line.len(), road.guessed), (3, false));
        assert_eq!(*guess, Stretch::straight([at(2.0), at(9.0)]));
    }

    #[test]
    fn what_was_driven_is_no_longer_drawn() {
        let road = Stretch { line: vec![at(0.0), at(10.0), at(20.0)], guessed: false };
        let then = Stretch::straight([at(20.0), at(0.0)]);
        let here = Point { lat: 60.0003, ..at(12.0) };
        let left = rest(&[road.clone(), then.clone()], here).expect("thirty metres beside it");
        assert_eq!(left[1], then);
        assert_eq!((left[0].line.len(), left[0].line[1]), (2, at(20.0)));
        assert!(left[0].line[0].distance_m(at(12.0)) < 1.0);
        assert_eq!(rest(&[road, then], Point { lat: 60.01, ..here }), None, "a kilometre away");
        assert_eq!(rest(&[], here), None);
    }

    #[test]
    fn a_few_metres_are_no_other_place() {
        assert!(is_elsewhere(None, at(0.0)) && is_elsewhere(Some(at(0.0)), at(2.0)));
        assert!(!is_elsewhere(Some(at(0.0)), at(1.0)));
    }
}
