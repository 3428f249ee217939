//! The best that answers, and the straight line where it does not.

use futures::future::{BoxFuture, FutureExt as _};
use waybill_domain::Point;

use super::{Matrix, StraightLine, Travel, TravelError, TravelMode, TravelSource, Way};

/// Asks one, and takes the straight line where that one is not available. Dispatch never waits for a map.
///
/// Only a service that does not answer, or not with sense, is replaced, and for tables one that does not answer questions of
/// this kind. That no road leads to an island is an answer, and stays one.
pub struct Fallback<T> {
    first: T,
    straight: StraightLine,
}

impl<T: Travel> Fallback<T> {
    /// Asks `first`; takes `straight` where it is not available.
    pub fn new(first: T, straight: StraightLine) -> Self {
        Self { first, straight }
    }
}

/// Whether the straight line is better than this.
fn silent(error: &TravelError) -> bool {
    match error {
        TravelError::Unavailable(_) | TravelError::Unreadable(_) | TravelError::NoRoads => true,
        TravelError::NoRoad { .. } | TravelError::NotConnected | TravelError::Refused(_) => false,
    }
}

impl<T: Travel> Travel for Fallback<T> {
    fn source(&self) -> TravelSource {
        self.first.source()
    }

    fn way(&self, profile: TravelMode, from: Point, to: Point) -> BoxFuture<'_, Result<Way, TravelError>> {
        async move {
            match self.first.way(profile, from, to).await {
                Err(error) if silent(&error) => self.straight.way(profile, from, to).await,
                answer => answer,
            }
        }
        .boxed()
    }

    fn matrix<'a>(
        &'a self,
        profile: TravelMode,
        origins: &'a [Point],
        destinations: &'a [Point],
    ) -> BoxFuture<'a, Result<Matrix, TravelError>> {
        async move {
            match self.first.matrix(profile, origins, destinations).await {
                Err(error) if silent(&error) || matches!(error, TravelError::Refused(_)) => {
                    self.straight.matrix(profile, origins, destinations).await
                }
                answer => answer,
            }
        }
        .boxed()
    }
}
