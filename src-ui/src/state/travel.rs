//! How far it is, roughly: what a phone can say by itself, without a road graph.

use waybill_domain::{
    DeliveryId, Point,
    calendar::StopName,
    geofence::{Approach, Nearness},
};

/// Streets are this much longer than the straight line, in a town.
const DETOUR: f64 = 1.35;
/// Average speed in town with lights and turns, metres per minute (24 km/h).
const METRES_PER_MINUTE: f64 = 400.0;

/// A rough way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Way {
    /// Along streets, in metres.
    pub metres: f64,
    /// Whole minutes, at least one.
    pub minutes: u32,
}

/// The way between two points by straight line and a factor.
pub fn way(from: Point, to: Point) -> Way {
    let metres = from.distance_m(to) * DETOUR;
    Way { metres, minutes: ((metres / METRES_PER_MINUTE).round() as u32).max(1) }
}

/// The key of the words for how near the driver is to a stop of `delivery`; `None` where there is nothing to say.
pub fn nearness(approach: &Approach, delivery: DeliveryId, pickup: bool) -> Option<&'static str> {
    let stop = if pickup { StopName::Pickup } else { StopName::Dropoff };
    if (approach.delivery, approach.stop) != (delivery, stop) {
        return None;
    }
    match approach.nearness {
        Nearness::Away => None,
        Nearness::Near => Some("approach-near"),
        Nearness::Arrived => Some("approach-arrived"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_stop_that_is_next_is_said_to_be_near() {
        let [here, other] = [1, 2].map(|n| DeliveryId(uuid::Uuid::from_bytes([n; 16])));
        let mut approach = Approach::to(here, StopName::Dropoff);
        assert_eq!(nearness(&approach, here, false), None, "nothing is known yet");
        approach.nearness = Nearness::Arrived;
        assert_eq!(nearness(&approach, here, false), Some("approach-arrived"));
        assert_eq!((nearness(&approach, here, true), nearness(&approach, other, false)), (None, None));
    }

    #[test]
    fn a_kilometre_takes_about_three_minutes() {
        let from = Point { lat: 52.5, lon: 13.4 };
        let to = Point { lat: 52.509, lon: 13.4 };
        let way = way(from, to);
        assert!((1_300.0..1_400.0).contains(&way.metres));
        assert_eq!(way.minutes, 3);
        assert_eq!(super::way(from, from).minutes, 1);
    }
}
