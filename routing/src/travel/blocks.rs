//! Large tables from services that answer small ones.

use futures::{
    StreamExt as _, TryFutureExt as _, TryStreamExt as _,
    future::{BoxFuture, FutureExt as _},
    stream,
};
use waybill_domain::Point;

use super::{Matrix, Travel, TravelError, TravelMode, TravelSource, Way};

/// Origins, and destinations, of one question. Valhalla answers 2,500 pairs (`max_matrix_location_pairs`), OSRM 100 places
/// (`--max-table-size`), if nobody has told them otherwise.
const SIDE: usize = 50;

/// Blocks that are asked for at once.
const TOGETHER: usize = 8;

/// Asks for large tables in blocks.
pub struct Blocks<T>(pub T);

impl<T: Travel> Travel for Blocks<T> {
    fn source(&self) -> TravelSource {
        self.0.source()
    }

    fn way(&self, profile: TravelMode, from: Point, to: Point) -> BoxFuture<'_, Result<Way, TravelError>> {
        self.0.way(profile, from, to)
    }

    fn matrix<'a>(
        &'a self,
        profile: TravelMode,
        origins: &'a [Point],
        destinations: &'a [Point],
    ) -> BoxFuture<'a, Result<Matrix, TravelError>> {
        if origins.len() <= SIDE && destinations.len() <= SIDE {
            return self.0.matrix(profile, origins, destinations);
        }
        async move {
            let width = destinations.len();
            let mut legs = vec![None; origins.len() * width];
            let mut questions = Vec::new();
            for (down, rows) in origins.chunks(SIDE).enumerate() {
                for (across, columns) in destinations.chunks(SIDE).enumerate() {
                    let asked = self.0.matrix(profile, rows, columns);
                    questions.push(asked.map_ok(move |block| (down, across, block)).boxed());
                }
            }
            let mut answers = stream::iter(questions).buffer_unordered(TOGETHER);
            while let Some((down, across, block)) = answers.try_next().await? {
                for (row, found) in block.legs().chunks(block.destinations()).enumerate() {
                    let at = (down * SIDE + row) * width + across * SIDE;
                    legs[at..at + found.len()].copy_from_slice(found);
                }
            }
            drop(answers);
            Ok(Matrix::new(width, legs, self.0.source()))
        }
        .boxed()
    }
}
