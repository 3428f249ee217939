//! Any polygon against a slow reference: how often the line winds round a place, by adding up angles.

use proptest::prelude::*;
use waybill_domain::{Point, zone::Shape};

use super::{outline, p, polygon, ring};

/// How often `corners` wind round `place`, seen from there.
fn winding(corners: &[Point], place: Point) -> i64 {
    let angle = |corner: Point| {
        let east = (corner.lon - place.lon + 540.0).rem_euclid(360.0) - 180.0;
        (corner.lat - place.lat).atan2(east)
    };
    let turned: f64 = (0..corners.len())
        .map(|i| {
            let between = angle(corners[(i + 1) % corners.len()]) - angle(corners[i]);
            (between + std::f64::consts::PI).rem_euclid(std::f64::consts::TAU) - std::f64::consts::PI
        })
        .sum();
    (turned / std::f64::consts::TAU).round() as i64
}

/// A star-shaped polygon round a place: it never crosses itself. It may lie across the antimeridian and near a pole.
fn stars() -> impl Strategy<Value = (Point, Vec<Point>)> {
    let middles = prop_oneof![
        (-80.0..80.0_f64, -180.0..180.0_f64),
        (-60.0..60.0_f64, 179.0..180.0_f64),
        (-60.0..60.0_f64, -180.0..-179.0_f64),
        (86.0..87.0_f64, -180.0..180.0_f64),
    ];
    (middles, prop::collection::vec(0.2..1.0_f64, 3..30), 0.01..2.5_f64).prop_map(
        |((lat, lon), reach, size)| {
            let count = reach.len() as f64;
            let corners = reach
                .iter()
                .enumerate()
                .map(|(i, reach)| {
                    let angle = (i as f64 + 0.3) / count * std::f64::consts::TAU;
                    let (north, east) = (angle.sin() * reach * size, angle.cos() * reach * size);
                    p(lat + north, (lon + east + 540.0).rem_euclid(360.0) - 180.0)
                })
                .collect();
            (p(lat, lon), corners)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn inside_is_what_the_line_winds_round((middle, corners) in stars(), tries in prop::collection::vec((-3.0..3.0_f64, -3.0..3.0_f64), 20)) {
        let shape = Shape::Polygon { outer: corners.clone(), holes: Vec::new() };
        let area = outline(&shape);
        for (north, east) in tries {
            let place = p((middle.lat + north).clamp(-90.0, 90.0), (middle.lon + east + 540.0).rem_euclid(360.0) - 180.0);
            let inside = winding(&corners, place) != 0;
            // On the border the reference is not to be trusted.
            if area.depth_m(place).abs() > 1.0 {
                prop_assert_eq!(area.contains(place), inside, "{:?}", place);
                prop_assert_eq!(area.depth_m(place) > 0.0, inside);
            }
            prop_assert!(!inside || area.bounds().contains(place));
        }
        for corner in &corners {
            prop_assert!(area.contains(*corner), "a corner belongs to the area: {:?}", corner);
        }
    }

    #[test]
    fn it_does_not_matter_which_way_round_and_where_it_begins((middle, corners) in stars(), start in 0_usize..30) {
        let mut other: Vec<Point> = corners.iter().rev().copied().collect();
        other.rotate_left(start % corners.len());
        other.push(other[0]);
        let (one, two) = (
            outline(&Shape::Polygon { outer: corners.clone(), holes: Vec::new() }),
            outline(&Shape::Polygon { outer: other, holes: Vec::new() }),
        );
        prop_assert_eq!(one.contains(middle), two.contains(middle));
        prop_assert!((one.area_m2() / two.area_m2() - 1.0).abs() < 1e-9);
    }

    #[test]
    fn neighbours_leave_no_gap(cuts in prop::collection::vec(-1.0..1.0_f64, 2..12), tries in prop::collection::vec((-0.9..0.9_f64, -1.0..1.0_f64), 30)) {
        // A box cut in two by a crooked line from south to north.
        let border: Vec<(f64, f64)> = cuts
            .iter()
            .enumerate()
            .map(|(i, east)| (-1.0 + 2.0 * i as f64 / (cuts.len() - 1) as f64, *east / 2.0))
            .collect();
        let back: Vec<(f64, f64)> = border.iter().rev().copied().collect();
        let west = outline(&polygon(&[&[(1.0, -1.0), (-1.0, -1.0)][..], &border[..]].concat(), &[]));
        let east = outline(&polygon(&[&[(-1.0, 1.0), (1.0, 1.0)][..], &back[..]].concat(), &[]));
        for (north, along) in tries {
            let place = p(north, along);
            prop_assert!(west.contains(place) || east.contains(place), "{:?}", place);
        }
        for (lat, lon) in &border {
            prop_assert!(west.contains(p(*lat, *lon)) && east.contains(p(*lat, *lon)));
        }
    }
}

#[test]
fn the_reference_itself_is_right_about_a_square() {
    let square = ring(&[(0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (1.0, 0.0)]);
    assert_eq!(winding(&square, p(0.5, 0.5)).abs(), 1);
    assert_eq!(winding(&square, p(0.5, 1.5)), 0);
}
