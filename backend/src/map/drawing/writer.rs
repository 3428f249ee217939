//! One GeoJSON feature as text.

use std::fmt::Write as _;

use waybill_domain::Point;

/// A feature whose geometry is still to come.
pub(super) struct Writer(String);

impl Writer {
    pub(super) fn new(layer: &str, name: &str, class: Option<&str>) -> Self {
        let mut out = format!("{{\"type\":\"Feature\",\"properties\":{{\"layer\":\"{layer}\"");
        if !name.is_empty() {
            let _ = write!(out, ",\"name\":{}", serde_json::Value::from(name));
        }
        if let Some(class) = class {
            let _ = write!(out, ",\"class\":\"{class}\"");
        }
        out.push_str("},\"geometry\":");
        Self(out)
    }

    pub(super) fn point(mut self, point: Point) -> String {
        self.0.push_str("{\"type\":\"Point\",\"coordinates\":");
        position(&mut self.0, point);
        self.end()
    }

    pub(super) fn line(mut self, line: &[Point]) -> String {
        self.0.push_str("{\"type\":\"LineString\",\"coordinates\":");
        positions(&mut self.0, line);
        self.end()
    }

    pub(super) fn polygons(mut self, polygons: &[Vec<Vec<Point>>]) -> String {
        let one = polygons.len() == 1;
        self.0.push_str(if one {
            "{\"type\":\"Polygon\",\"coordinates\":"
        } else {
            "{\"type\":\"MultiPolygon\",\"coordinates\":["
        });
        for (at, polygon) in polygons.iter().enumerate() {
            self.0.push_str(if at == 0 { "[" } else { ",[" });
            for (at, ring) in polygon.iter().enumerate() {
                if at > 0 {
                    self.0.push(',');
                }
                positions(&mut self.0, ring);
            }
            self.0.push(']');
        }
        if !one {
            self.0.push(']');
        }
        self.end()
    }

    fn end(mut self) -> String {
        self.0.push_str("}}");
        self.0
    }
}

fn positions(out: &mut String, line: &[Point]) {
    out.push('[');
    for (at, point) in line.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        position(out, *point);
    }
    out.push(']');
}

/// Longitude and latitude with five decimals, about a metre.
fn position(out: &mut String, point: Point) {
    let round = |degrees: f64| (degrees * 1e5).round() / 1e5 + 0.0;
    let _ = write!(out, "[{},{}]", round(point.lon), round(point.lat));
}
