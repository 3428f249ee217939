//! Shapes that are none: clear words, and the field.

use serde_json::json;
use waybill_domain::zone::{Outline, Shape, Zone};

use super::{circle, polygon};

fn told(shape: &Shape) -> (String, String) {
    let bad = Outline::new(shape).unwrap_err();
    (bad.field(), bad.to_string())
}

#[test]
fn each_thing_that_is_wrong_with_a_shape_is_named() {
    let square: &[(f64, f64)] = &[(0.0, 0.0), (0.0, 10.0), (10.0, 10.0), (10.0, 0.0)];
    let hole = |lat: f64, lon: f64| [(lat, lon), (lat, lon + 2.0), (lat + 2.0, lon + 2.0), (lat + 2.0, lon)];
    let table: Vec<(Shape, &str, &str)> = vec![
        (circle(50.0, 8.0, 0.5), "radius_m", "must be from 1 to 500000 metres"),
        (circle(50.0, 8.0, f64::NAN), "radius_m", "must be from 1 to 500000 metres"),
        (circle(91.0, 8.0, 5.0), "center", "must be on the earth: lat from -90 to 90, lon from -180 to 180"),
        (
            polygon(&[(0.0, 0.0), (1.0, 1.0), (0.0, 0.0)], &[]),
            "outer",
            "must have at least 3 different corners",
        ),
        (
            polygon(&[(0.0, 0.0), (1.0, 1.0), (1.0, 200.0)], &[]),
            "outer[2]",
            "must be on the earth: lat from -90 to 90, lon from -180 to 180",
        ),
        (
            polygon(&[(0.0, 0.0), (1.0, 1.0), (90.0, 1.0)], &[]),
            "outer[2]",
            "must not be at a pole; draw a circle there",
        ),
        (
            polygon(&[(0.0, 0.0), (1.0, 1.0), (1.0, 1.0), (0.0, 1.0)], &[]),
            "outer[2]",
            "must not be the same as the corner before it",
        ),
        (
            polygon(&[(0.0, 0.0), (1.0, 180.0), (2.0, 0.0)], &[]),
            "outer[1]",
            "must not be half the earth away from the corner before it; put another corner between",
        ),
        (
            polygon(&[(60.0, 0.0), (60.0, 120.0), (60.0, -120.0)], &[]),
            "outer",
            "must not go round a pole; draw a circle there, or two areas",
        ),
        // A bow tie, a spike, a line, and a corner on another side.
        (
            polygon(&[(0.0, 0.0), (1.0, 1.0), (1.0, 0.0), (0.0, 1.0)], &[]),
            "outer[2]",
            "must not cross itself: the side from corner 0 meets the side from corner 2",
        ),
        (
            polygon(&[(0.0, 0.0), (0.0, 2.0), (0.0, 1.0), (1.0, 1.0)], &[]),
            "outer[1]",
            "must not cross itself: the side from corner 0 meets the side from corner 1",
        ),
        (
            polygon(&[(0.0, 0.0), (1.0, 1.0), (2.0, 2.0)], &[]),
            "outer[2]",
            "must not cross itself: the side from corner 0 meets the side from corner 2",
        ),
        (
            polygon(&[(0.0, 0.0), (0.0, 4.0), (2.0, 4.0), (0.0, 2.0), (2.0, 0.0)], &[]),
            "outer[2]",
            "must not cross itself: the side from corner 0 meets the side from corner 2",
        ),
        (polygon(square, &[&hole(9.0, 5.0)]), "holes[0]", "must lie inside the outline without touching it"),
        (polygon(square, &[&hole(0.0, 5.0)]), "holes[0]", "must lie inside the outline without touching it"),
        (polygon(square, &[&hole(20.0, 5.0)]), "holes[0]", "must lie inside the outline without touching it"),
        (
            polygon(square, &[&hole(2.0, 2.0), &hole(3.0, 3.0)]),
            "holes[1]",
            "must not touch or contain the hole 0",
        ),
        (
            polygon(square, &[&hole(4.0, 4.0), &[(3.0, 3.0), (3.0, 7.0), (7.0, 7.0), (7.0, 3.0)]]),
            "holes[1]",
            "must not touch or contain the hole 0",
        ),
        (polygon(square, &[&[(2.0, 2.0), (3.0, 3.0)]]), "holes[0]", "must have at least 3 different corners"),
    ];
    for (shape, field, rule) in table {
        assert_eq!(told(&shape), (field.to_owned(), rule.to_owned()), "{shape:?}");
    }
}

#[test]
fn a_zone_names_the_field_below_its_shape() {
    let bow_tie = polygon(&[(0.0, 0.0), (1.0, 1.0), (1.0, 0.0), (0.0, 1.0)], &[]);
    let mut zone = Zone::new(" ", bow_tie);
    zone.dwell_minutes = 0;
    let fields: Vec<_> = zone.check().into_iter().map(|error| error.field).collect();
    assert_eq!(fields, ["name", "shape.outer[2]", "dwell_minutes"]);
}

#[test]
fn a_corner_that_is_not_on_the_earth_is_not_even_read() {
    let corner = |lat: f64| json!({ "lat": lat, "lon": 0.0 });
    let shape = json!({ "kind": "polygon", "outer": [corner(0.0), corner(1.0), corner(95.0)] });
    let error = serde_json::from_value::<Shape>(shape).unwrap_err().to_string();
    assert_eq!(error, "lat must be between -90 and 90 degrees");
}
