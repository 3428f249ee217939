//! What lies before a driver.

use waybill_domain::{MemberId, Point, route::Task};

use super::{model::Key, under_way::UnderWay};

/// From an instant to the hour that learned values depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    /// The local time's distance from UTC at the time of the question, in seconds; east is positive. A change of the
    /// clocks during one route is passed over.
    pub offset_s: i32,
}

impl Hours {
    /// 0 to 23 on weekdays, 24 to 47 on Saturdays and Sundays.
    pub fn of(self, ms: i64) -> u8 {
        let seconds = ms.div_euclid(1_000) + i64::from(self.offset_s);
        let hour = seconds.div_euclid(3_600).rem_euclid(24);
        // 1970 began on a Thursday.
        let weekend = (seconds.div_euclid(86_400) + 3).rem_euclid(7) >= 5;
        hour as u8 + if weekend { 24 } else { 0 }
    }
}

/// A place, as learned values know it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place(pub Point);

impl Place {
    /// The front door: a square of 0.0001 degrees.
    pub fn door(self) -> Key {
        let (lat, lon) = self.square(1e4);
        Key::Place(lat, lon)
    }

    /// The neighbourhood: a square of 0.01 degrees.
    pub fn area(self) -> Key {
        let (lat, lon) = self.square(1e2);
        Key::Area(lat, lon)
    }

    fn square(self, per_degree: f64) -> (i32, i32) {
        ((self.0.lat * per_degree).round() as i32, (self.0.lon * per_degree).round() as i32)
    }
}

/// One driver's work from now on. Instants are milliseconds since 1970.
#[derive(Clone, Debug, PartialEq)]
pub struct Trip {
    /// Now.
    pub now: i64,
    /// Who.
    pub driver: MemberId,
    /// When the driver was last known to be where the first leg begins; later than now where the shift begins later.
    pub since: i64,
    /// What lies behind of the first way, where it is known; the first stage's leg is then the rest of it.
    pub under_way: Option<UnderWay>,
    /// What is ahead, in order.
    pub stages: Vec<Stage>,
    /// Rests, from their begin to their end: no leg begins in one.
    pub breaks: Vec<(i64, i64)>,
    /// Which hour an instant is in.
    pub hours: Hours,
}

impl Trip {
    /// The rest that lasts at this instant, if one does.
    pub(super) fn rest_at(&self, ms: i64) -> Option<(i64, i64)> {
        self.breaks.iter().copied().find(|(from, until)| (*from..*until).contains(&ms))
    }
}

/// One stop, and the way to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stage {
    /// Where.
    pub place: Place,
    /// What is done there.
    pub task: Task,
    /// How long the map says that the way takes from the place before, in seconds. Zero: the same visit as the stage
    /// before, and its stop takes no time of its own.
    pub leg_s: f64,
    /// Since when the driver is there. Only of the first stages.
    pub reached: Option<i64>,
    /// When it may begin.
    pub opens: Option<i64>,
    /// When it must have begun.
    pub due: Option<i64>,
}
