//! How fast a ferry is.

use super::speed::duration_s;
use crate::road::{
    geometry::{Spot, metres},
    map::Map,
};

/// What a ferry does before its length is known, in km/h.
pub(super) const USUAL_KMH: f32 = 20.0;

/// A ferry's way, as its tags have it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Crossing {
    /// How long it takes, in seconds, where that is tagged.
    timetable_s: Option<f32>,
}

impl Crossing {
    pub(super) fn of(duration: Option<&str>) -> Self {
        Self { timetable_s: duration.and_then(duration_s) }
    }

    /// Gives the streets that a ferry's way became its speed. The timetable is for the whole way, so it says nothing where
    /// the border of the extract has cut a piece off.
    pub(super) fn set_speed(self, map: &mut Map, streets: std::ops::Range<usize>, whole: bool) {
        let spot = |node: u32| Spot::from(map.nodes[node as usize].point);
        let pairs = map.streets[streets.clone()].iter().flat_map(|street| street.nodes.windows(2));
        let metres: f64 = pairs.map(|pair| metres(spot(pair[0]), spot(pair[1]))).sum();
        let kmh = kmh(metres, self.timetable_s.filter(|_| whole));
        for passage in map.streets[streets].iter_mut().flat_map(|street| &mut street.passages) {
            for speed in [&mut passage.forward_kmh, &mut passage.backward_kmh] {
                *speed = speed.map(|_| kmh);
            }
        }
    }
}

/// From the timetable where there is one, else by length as Valhalla has it (`mjolnir/speed_assigner.h`).
fn kmh(metres: f64, timetable_s: Option<f32>) -> f32 {
    let by_length = if metres < 2_000.0 {
        10.0
    } else if metres < 8_000.0 {
        20.0
    } else {
        30.0
    };
    timetable_s.map_or(by_length, |seconds| metres as f32 / seconds * 3.6).clamp(1.0, 80.0)
}

#[cfg(test)]
mod tests {
    use waybill_domain::Point;

    use super::*;
    use crate::road::map::{Node, Passage, Street};

    #[test]
    fn a_ferry_takes_what_its_timetable_says_and_else_what_its_length_lets_expect() {
        for (km, duration, whole, expected) in [
            (1.0, Some("00:05"), true, 12.0),
            (20.0, Some("01:00"), true, 20.0),
            (20.0, Some("01:00"), false, 30.0),
            (1.0, None, true, 10.0),
            (5.0, None, true, 20.0),
            (50.0, Some("soon"), true, 30.0),
            (50.0, Some("PT5M"), true, 80.0),
        ] {
            let mut map = Map::default();
            let degrees = km * 1_000.0 / 111_195.0;
            map.nodes = [0.0, degrees].map(|lat| Node::at(Point { lat, lon: 0.0 })).to_vec();
            let passages = [Passage::both(USUAL_KMH), Passage::one_way(USUAL_KMH), Passage::default()];
            map.streets = vec![Street { nodes: vec![0, 1], passages }];
            Crossing::of(duration).set_speed(&mut map, 0..1, whole);
            let [car, bicycle, foot] = map.streets[0].passages;
            let forward = car.forward_kmh.expect("cars may go");
            assert!((forward - expected).abs() < expected * 0.01, "{km} km, {duration:?}: {forward} km/h");
            assert_eq!((car.backward_kmh, bicycle.forward_kmh), (Some(forward), Some(forward)));
            assert_eq!((bicycle.backward_kmh, foot), (None, Passage::default()));
        }
    }
}
