//! Areas.

mod refused;
mod slow;
mod zones;

use waybill_domain::{
    Point,
    zone::{Outline, Shape},
};

pub(crate) fn p(lat: f64, lon: f64) -> Point {
    Point { lat, lon }
}

pub(crate) fn ring(corners: &[(f64, f64)]) -> Vec<Point> {
    corners.iter().map(|(lat, lon)| p(*lat, *lon)).collect()
}

pub(crate) fn polygon(corners: &[(f64, f64)], holes: &[&[(f64, f64)]]) -> Shape {
    Shape::Polygon { outer: ring(corners), holes: holes.iter().map(|hole| ring(hole)).collect() }
}

pub(crate) fn circle(lat: f64, lon: f64, radius_m: f64) -> Shape {
    Shape::Circle { center: p(lat, lon), radius_m }
}

pub(crate) fn outline(shape: &Shape) -> Outline {
    Outline::new(shape).unwrap()
}
