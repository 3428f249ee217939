//! Tables that are larger than a service answers at once.

use futures::future::{BoxFuture, FutureExt as _, ready};
use waybill_domain::Point;
use waybill_routing::travel::{
    Blocks, Fallback, Matrix, StraightLine, Travel, TravelError, TravelMode, TravelSource, Way,
};

/// The straight line, but as Valhalla is set up: it refuses more than 2,500 pairs.
struct Small;

impl Travel for Small {
    fn source(&self) -> TravelSource {
        TravelSource::Valhalla
    }

    fn way(&self, profile: TravelMode, from: Point, to: Point) -> BoxFuture<'_, Result<Way, TravelError>> {
        async move { StraightLine::default().way(profile, from, to).await }.boxed()
    }

    fn matrix<'a>(
        &'a self,
        profile: TravelMode,
        origins: &'a [Point],
        destinations: &'a [Point],
    ) -> BoxFuture<'a, Result<Matrix, TravelError>> {
        if origins.len() * destinations.len() > 2_500 {
            return ready(Err(TravelError::Refused("Exceeded max locations".to_owned()))).boxed();
        }
        async move { StraightLine::default().matrix(profile, origins, destinations).await }.boxed()
    }
}

fn places(count: usize, lat: f64) -> Vec<Point> {
    (0..count).map(|at| Point { lat, lon: 1.5 + at as f64 * 1e-3 }).collect()
}

#[tokio::test]
async fn a_large_table_is_asked_for_in_blocks_and_put_together() {
    let line = StraightLine::default();
    for (rows, columns) in [(1, 1), (50, 50), (51, 7), (3, 101), (120, 130)] {
        let (from, to) = (places(rows, 42.5), places(columns, 42.6));
        let whole = line.matrix(TravelMode::Car, &from, &to).await.expect("a line");
        let table = Blocks(Small).matrix(TravelMode::Car, &from, &to).await.expect("small enough");
        assert_eq!(table.legs(), whole.legs(), "{rows} by {columns}");
        assert_eq!(table.destinations(), columns);
    }
    let (from, to) = (places(51, 42.5), places(50, 42.6));
    let table = Blocks(Small).matrix(TravelMode::Car, &from, &to).await.expect("small enough");
    assert_eq!(table.source(), TravelSource::Valhalla);
}

#[tokio::test]
async fn a_table_that_a_service_refuses_is_taken_from_the_straight_line_and_says_so() {
    let (from, to) = (places(60, 42.5), places(60, 42.6));
    assert!(Small.matrix(TravelMode::Car, &from, &to).await.is_err());
    let table = Fallback::new(Small, StraightLine::default()).matrix(TravelMode::Car, &from, &to).await;
    assert_eq!(table.map(|table| table.source()), Ok(TravelSource::StraightLine));
}
