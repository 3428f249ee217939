//! How long it takes from one place to another, how far it is, and who says so.
//!
//! Four can answer: our own road graph, an OSRM server, a Valhalla server, and a straight line times a factor, which
//! always can. Every answer names its [`TravelSource`], so that nobody takes a guess for a measurement.

#[cfg(feature = "http")]
mod blocks;
mod error;
mod fallback;
#[cfg(feature = "http")]
mod http;
#[cfg(feature = "http")]
mod osrm;
mod straight;
#[cfg(feature = "http")]
mod valhalla;

use futures::future::BoxFuture;
use serde::{Deserialize, Serialize};
use waybill_domain::Point;

#[cfg(feature = "http")]
pub use blocks::Blocks;
pub use error::{End, TravelError};
pub use fallback::Fallback;
#[cfg(feature = "http")]
pub use osrm::Osrm;
pub use straight::StraightLine;
#[cfg(feature = "http")]
pub use valhalla::Valhalla;
pub use waybill_domain::{eta::TravelSource, fleet::TravelMode};

/// Time and distance of one way.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Leg {
    /// Time under way, in seconds, without stops.
    pub seconds: f64,
    /// Length, in metres.
    pub metres: f64,
}

/// A way, with its line.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// Time and distance.
    pub leg: Leg,
    /// Where it runs; at least one point. [`waybill_domain::polyline::encode`] makes the usual short form.
    pub line: Vec<Point>,
    /// The seconds from the start to each point of the line; empty where the source does not say how fast it goes where.
    pub pace: Vec<f64>,
    /// Who said it.
    pub source: TravelSource,
}

/// Times and distances from every origin to every destination.
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    destinations: usize,
    legs: Vec<Option<Leg>>,
    source: TravelSource,
}

impl Matrix {
    /// A matrix of `legs`, row by row: all destinations of the first origin, then of the second.
    pub fn new(destinations: usize, legs: Vec<Option<Leg>>, source: TravelSource) -> Self {
        Self { destinations, legs, source }
    }

    /// From the origin to the destination with these indices; `None` where no way leads there.
    pub fn leg(&self, origin: usize, destination: usize) -> Option<Leg> {
        let inside = destination < self.destinations;
        inside.then(|| self.legs.get(origin * self.destinations + destination).copied().flatten()).flatten()
    }

    /// All legs, row by row.
    pub fn legs(&self) -> &[Option<Leg>] {
        &self.legs
    }

    /// How many destinations each row has.
    pub fn destinations(&self) -> usize {
        self.destinations
    }

    /// Who said it.
    pub fn source(&self) -> TravelSource {
        self.source
    }
}

/// Something that knows how long a way takes.
pub trait Travel: Send + Sync {
    /// Who will be named as the source.
    fn source(&self) -> TravelSource;

    /// The quickest way, with its line.
    fn way(&self, profile: TravelMode, from: Point, to: Point) -> BoxFuture<'_, Result<Way, TravelError>>;

    /// Times and distances from all `origins` to all `destinations`. A place that no road leads to has no legs; that
    /// alone is not an error.
    fn matrix<'a>(
        &'a self,
        profile: TravelMode,
        origins: &'a [Point],
        destinations: &'a [Point],
    ) -> BoxFuture<'a, Result<Matrix, TravelError>>;
}
