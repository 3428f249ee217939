//! As the crow flies, times a factor: wrong everywhere, available always.

use futures::future::{BoxFuture, FutureExt as _, ready};
use waybill_domain::Point;

use super::{Leg, Matrix, Travel, TravelError, TravelMode, TravelSource, Way};

/// The straight line, stretched by how much longer roads are, at a usual speed.
#[derive(Clone, Copy, Debug)]
pub struct StraightLine {
    detour: f64,
    mps: [f64; 3],
}

impl Default for StraightLine {
    /// Roads are about 1.4 times the straight line (the circuity of road networks is 1.2 to 1.6: Ballou, Rahardja and
    /// Sakai, "Selected country circuity factors", 2002). A van in a town does 30 km/h door to door, a bicycle 15, a
    /// walker 5.
    fn default() -> Self {
        Self { detour: 1.4, mps: [30.0 / 3.6, 15.0 / 3.6, 5.0 / 3.6] }
    }
}

impl StraightLine {
    /// With a detour factor of the town's own; values below 1 count as 1, since no road is shorter than the line.
    pub fn with_detour(self, detour: f64) -> Self {
        Self { detour: detour.max(1.0), ..self }
    }

    /// Time and distance of one way.
    pub fn leg(&self, profile: TravelMode, from: Point, to: Point) -> Leg {
        let metres = from.distance_m(to) * self.detour;
        Leg { metres, seconds: metres / self.mps[profile as usize] }
    }

    /// One way, as a line of two points.
    pub fn direct(&self, profile: TravelMode, from: Point, to: Point) -> Way {
        let leg = self.leg(profile, from, to);
        Way { leg, line: vec![from, to], pace: Vec::new(), source: TravelSource::StraightLine }
    }
}

impl Travel for StraightLine {
    fn source(&self) -> TravelSource {
        TravelSource::StraightLine
    }

    fn way(&self, profile: TravelMode, from: Point, to: Point) -> BoxFuture<'_, Result<Way, TravelError>> {
        ready(Ok(self.direct(profile, from, to))).boxed()
    }

    fn matrix<'a>(
        &'a self,
        profile: TravelMode,
        origins: &'a [Point],
        destinations: &'a [Point],
    ) -> BoxFuture<'a, Result<Matrix, TravelError>> {
        let pairs = origins.iter().flat_map(|&from| destinations.iter().map(move |&to| (from, to)));
        let legs = pairs.map(|(from, to)| Some(self.leg(profile, from, to))).collect();
        ready(Ok(Matrix::new(destinations.len(), legs, TravelSource::StraightLine))).boxed()
    }
}
