//! What is in a tile.

use proptest::prelude::*;
use waybill_domain::Point;
use waybill_tiles::{Geometry, MAX_ZOOM, MIN_ZOOM};

use crate::drawn::{Map, line, place, ring, shape};

/// How far a place is from a line.
fn off(line: &[(i32, i32)], (x, y): (f64, f64)) -> f64 {
    let far = |pair: &[(i32, i32)]| {
        let [(ax, ay), (bx, by)] = [pair[0], pair[1]].map(|(x, y)| (f64::from(x), f64::from(y)));
        let length = (bx - ax).powi(2) + (by - ay).powi(2);
        let share = (((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length).clamp(0.0, 1.0);
        (x - ax - share * (bx - ax)).hypot(y - ay - share * (by - ay))
    };
    line.windows(2).map(far).fold(f64::INFINITY, f64::min)
}

/// A place between two, on the line that is straight on the map.
fn between(a: (f64, f64), b: (f64, f64), share: f64) -> Point {
    let [north_a, north_b] = [a.0, b.0].map(|lat| lat.to_radians().tan().asinh());
    let north = north_a + share * (north_b - north_a);
    Point { lat: north.sinh().atan().to_degrees(), lon: a.1 + share * (b.1 - a.1) }
}

fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Runtime::new().expect("a runtime").block_on(future)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_road_is_in_every_tile_it_crosses_where_it_is(
        points in proptest::collection::vec((52.4..52.6_f64, 13.3..13.5_f64), 2..6),
        zoom in 12..=MAX_ZOOM,
    ) {
        wait(async {
            let map = Map::of(&[shape("road", "primary", "", MIN_ZOOM, line(&points))]).await;
            for pair in points.windows(2) {
                for step in 0..=40 {
                    let share = f64::from(step) / 40.0;
                    let point = between(pair[0], pair[1], share);
                    let (tile, at) = place(point, zoom);
                    let drawn = map.tile(tile).await;
                    let near = drawn.iter().flat_map(|feature| &feature.parts).map(|part| off(part, at));
                    prop_assert!(near.fold(f64::INFINITY, f64::min) < 4.0, "{point:?} in {tile:?}: {drawn:?}");
                }
            }
            Ok(())
        })?;
    }

    #[test]
    fn a_place_is_in_its_tile_and_in_no_other(lat in -84.0..84.0_f64, lon in -179.9..179.9_f64, zoom in MIN_ZOOM..=MAX_ZOOM) {
        wait(async {
            let point = Point { lat, lon };
            let map = Map::of(&[shape("place", "town", "Lahti", MIN_ZOOM, Geometry::Point(point))]).await;
            let ((_, x, y), at) = place(point, zoom);
            let drawn = map.tile((zoom, x, y)).await;
            prop_assert_eq!(drawn.len(), 1);
            prop_assert_eq!(&drawn[0].tags, "place town Lahti");
            let (dx, dy) = drawn[0].parts[0][0];
            prop_assert!((f64::from(dx) - at.0).abs() < 1.0 && (f64::from(dy) - at.1).abs() < 1.0);
            for (x, y) in [(x + 1, y), (x, y + 1), (x.wrapping_sub(1), y), (x, y.wrapping_sub(1))] {
                prop_assert!(map.tile((zoom, x, y)).await.is_empty(), "not in its neighbours");
            }
            Ok(())
        })?;
    }
}

#[tokio::test]
async fn a_lake_fills_the_tiles_inside_it_and_its_island_is_dry() {
    let (shore, island) = (ring((52.5, 13.4), 0.2), ring((52.5, 13.4), 0.05));
    let map =
        Map::of(&[shape("water", "", "Müggelsee", MIN_ZOOM, Geometry::Polygons(vec![vec![shore, island]]))])
            .await;
    let (inside, _) = place(Point { lat: 52.6, lon: 13.4 }, MAX_ZOOM);
    let drawn = map.tile(inside).await;
    assert_eq!(drawn[0].tags, "water Müggelsee");
    let mut ring = drawn[0].parts[0].clone();
    ring.sort_unstable();
    ring.dedup();
    assert_eq!(ring, [(-64, -64), (-64, 4_160), (4_160, -64), (4_160, 4_160)], "to the edge and beyond");
    let (dry, _) = place(Point { lat: 52.5, lon: 13.4 }, MAX_ZOOM);
    let drawn = map.tile(dry).await;
    let area = |ring: &[(i32, i32)]| {
        let pairs = ring.windows(2).map(|pair| {
            i64::from(pair[0].0) * i64::from(pair[1].1) - i64::from(pair[1].0) * i64::from(pair[0].1)
        });
        pairs.sum::<i64>() / 2
    };
    let wet: i64 = drawn.iter().flat_map(|feature| &feature.parts).map(|ring| area(ring)).sum();
    assert_eq!(wet, 0, "what the shore covers there, the hole takes away: {drawn:?}");
}

#[tokio::test]
async fn far_out_there_is_less() {
    let at = Point { lat: 52.5, lon: 13.4 };
    let house = Geometry::Polygons(vec![vec![ring((52.5, 13.4), 0.000_1)]]);
    let map = Map::of(&[
        shape("building", "", "", MAX_ZOOM, house),
        shape("road", "secondary", "Hämeentie", 9, line(&[(52.49, 13.38), (52.51, 13.42)])),
        shape("park", "", "Pocket Park", 8, Geometry::Polygons(vec![vec![ring((52.5, 13.4), 0.000_2)]])),
    ])
    .await;
    for (zoom, tags) in [
        (8, &[] as &[&str]),
        (9, &["road secondary"]),
        (11, &["park", "road secondary"]),
        (12, &["park Pocket Park", "road secondary Hämeentie"]),
        (14, &["building", "park Pocket Park", "road secondary Hämeentie"]),
    ] {
        let drawn = map.tile(place(at, zoom).0).await;
        assert_eq!(
            drawn.iter().map(|feature| feature.tags.as_str()).collect::<Vec<_>>(),
            tags,
            "zoom {zoom}"
        );
    }
}

#[tokio::test]
async fn what_looks_the_same_is_one_feature_and_a_street_is_one_line() {
    let [a, b, c] = [(52.500, 13.400), (52.501, 13.401), (52.500, 13.402)];
    let street = |points: &[(f64, f64)]| shape("road", "residential", "Puistokatu", 12, line(points));
    let house = |lon: f64| {
        let outline = vec![vec![ring((52.5, lon), 0.000_1)]];
        shape("building", "", "", MAX_ZOOM, Geometry::Polygons(outline))
    };
    let map = Map::of(&[street(&[a, b]), street(&[c, b]), house(13.400_5), house(13.401_5)]).await;
    let drawn = map.tile(place(Point { lat: 52.5, lon: 13.401 }, MAX_ZOOM).0).await;
    let parts: Vec<_> = drawn.iter().map(|feature| (feature.tags.as_str(), feature.parts.len())).collect();
    assert_eq!(parts, [("building", 2), ("road residential Puistokatu", 1)]);
    assert_eq!(drawn[1].parts[0].len(), 3, "from one end to the other");
}
