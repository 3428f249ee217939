//! Places in and out of areas, and which zone a stop is in.

use uuid::Uuid;
use waybill_domain::{
    id::ZoneId,
    zone::{Shape, Zone, Zones},
};

use super::{circle, outline, p, polygon};

const SQUARE: &[(f64, f64)] = &[(50.0, 8.0), (50.0, 8.2), (50.1, 8.2), (50.1, 8.0)];

#[test]
fn the_border_belongs_to_the_area_and_a_hole_does_not() {
    let area = outline(&polygon(SQUARE, &[&[(50.02, 8.05), (50.02, 8.15), (50.08, 8.15), (50.08, 8.05)]]));
    for (lat, lon, inside) in [
        (50.0, 8.1, true),
        (50.1, 8.2, true),
        (50.1000001, 8.2, false),
        (50.05, 7.9999999, false),
        (50.01, 8.1, true),
        (50.05, 8.1, false),
        (50.02, 8.1, true),
        (50.0200001, 8.1, false),
    ] {
        assert_eq!(area.contains(p(lat, lon)), inside, "{lat} {lon}");
    }
    assert!((area.depth_m(p(50.05, 8.025)) - 0.025 * 111_195.0 * 50.05_f64.to_radians().cos()).abs() < 2.0);
    assert!(area.depth_m(p(50.05, 8.1)) < -3_000.0, "in the hole it is out");
}

#[test]
fn an_area_may_lie_across_the_antimeridian() {
    // Taveuni in Fiji, given as people write it.
    let area = outline(&polygon(&[(-17.1, 179.8), (-17.1, -179.7), (-16.6, -179.7), (-16.6, 179.8)], &[]));
    for (lon, inside) in [
        (179.7, false),
        (179.8, true),
        (180.0, true),
        (-180.0, true),
        (-179.8, true),
        (-179.6, false),
        (0.0, false),
    ] {
        assert_eq!(area.contains(p(-16.9, lon)), inside, "{lon}");
        assert_eq!(area.bounds().contains(p(-16.9, lon)), inside, "{lon}");
    }
    let there = area.depth_m(p(-16.85, -179.999));
    assert!((there / area.depth_m(p(-16.85, 179.999)) - 1.0).abs() < 0.02, "{there}");
    let elsewhere = outline(&polygon(&[(-17.1, 8.0), (-17.1, 8.5), (-16.6, 8.5), (-16.6, 8.0)], &[]));
    assert!((area.area_m2() / elsewhere.area_m2() - 1.0).abs() < 1e-9, "the same size as anywhere");
}

#[test]
fn a_circle_may_hold_a_pole() {
    let area = outline(&circle(89.9, 0.0, 50_000.0));
    assert!(area.contains(p(90.0, 123.0)));
    assert!(area.contains(p(89.7, 180.0)), "on the other side of the pole");
    assert!(!area.contains(p(89.5, 180.0)));
    assert!(area.bounds().contains(p(89.8, -170.0)));
    let near_pole = outline(&polygon(&[(89.0, -60.0), (89.0, 60.0), (89.9, 60.0), (89.9, -60.0)], &[]));
    assert!(near_pole.contains(p(89.5, 0.0)) && !near_pole.contains(p(89.5, 61.0)));
}

#[test]
fn areas_are_right_on_a_sphere() {
    // An eighth of the sphere but for the pole, and a circle of which the curvature can be neglected.
    let eighth = outline(&polygon(&[(0.0, 0.0), (0.0, 90.0), (89.9999, 90.0), (89.9999, 0.0)], &[]));
    let sphere = 4.0 * std::f64::consts::PI * 6_371_008.8_f64.powi(2);
    assert!((eighth.area_m2() / (sphere / 8.0) - 1.0).abs() < 1e-5);
    let small = outline(&circle(50.0, 8.0, 100.0));
    assert!((small.area_m2() / (std::f64::consts::PI * 10_000.0) - 1.0).abs() < 1e-6);
}

#[test]
fn a_box_grown_by_metres_holds_what_is_that_near() {
    for shape in [circle(50.0, 179.9999, 500.0), circle(-70.0, -179.9999, 500.0), circle(89.99, 10.0, 500.0)]
    {
        let Shape::Circle { center, radius_m } = shape.clone() else { unreachable!() };
        let area = outline(&shape);
        let grown = area.bounds().grown(1_000.0);
        for i in 0..720 {
            let (north, east) = (f64::from(i).to_radians().sin(), f64::from(i).to_radians().cos());
            let lat = (center.lat + north * 0.02).min(90.0);
            let lon = (center.lon + east * 0.05 + 540.0).rem_euclid(360.0) - 180.0;
            let away = center.distance_m(p(lat, lon));
            assert!(away > radius_m || area.bounds().contains(p(lat, lon)), "{lat} {lon}");
            assert!(away > radius_m + 1_000.0 || grown.contains(p(lat, lon)), "{lat} {lon}");
        }
    }
}

#[test]
fn of_several_zones_the_smallest_has_the_stop() {
    let id = |n: u128| ZoneId(Uuid::from_u128(n));
    let zones = Zones::new([
        (id(1), Zone::new("Region", circle(50.05, 8.1, 50_000.0))),
        (id(3), Zone::new("Town, drawn again", polygon(SQUARE, &[]))),
        (id(2), Zone::new("Town", polygon(SQUARE, &[]))),
        (id(4), Zone::new("Old town", circle(50.05, 8.1, 500.0))),
    ])
    .unwrap();
    let name = |lat, lon| zones.of(p(lat, lon)).map(|found| found.zone.name.as_str());
    assert_eq!(name(50.05, 8.1), Some("Old town"));
    assert_eq!(name(50.09, 8.19), Some("Town"), "of equal ones the one that was made first");
    assert_eq!(name(50.3, 8.1), Some("Region"));
    assert_eq!(name(52.0, 8.1), None);
}
