//! A depot, as it is typed.

use serde::{Deserialize, Serialize};
use waybill_domain::{Point, fleet::Depot, problem::FieldError};

use super::{
    HoursSheet, Sheet,
    calendar::LINES,
    reader::{Reader, at_line},
    typed::write_decimal,
};
use crate::state::board::{read_point, write_point};

/// Metres around a depot within which a driver is there, as long as nobody says otherwise.
const RADIUS_M: f64 = 100.0;

/// A depot.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DepotSheet {
    /// What people call it.
    pub name: String,
    /// Street and house number.
    pub address: String,
    /// `52.5200, 13.4050`, as set by the pin or typed.
    pub coordinates: String,
    /// Metres.
    pub radius: String,
    /// When goods are given out.
    pub hours: HoursSheet,
    /// IANA name; nothing: the organization's.
    pub time_zone: String,
}

/// A depot of which nothing is known yet; where it is has to be said.
pub fn new_depot() -> Depot {
    Depot {
        name: String::new(),
        address: String::new(),
        point: Point { lat: 0.0, lon: 0.0 },
        radius_m: RADIUS_M,
        hours: None,
        time_zone: None,
    }
}

impl Sheet for DepotSheet {
    type Item = Depot;

    fn of(item: &Depot) -> Self {
        let unknown = item.name.is_empty() && item.point == new_depot().point;
        Self {
            name: item.name.clone(),
            address: item.address.clone(),
            coordinates: if unknown { String::new() } else { write_point(item.point) },
            radius: write_decimal(item.radius_m),
            hours: HoursSheet::of(item.hours.as_ref()),
            time_zone: item.time_zone.clone().unwrap_or_default(),
        }
    }

    fn read(&self, item: &Depot) -> Result<Depot, Vec<FieldError>> {
        let mut reader = Reader::default();
        let shown = Self::of(item).coordinates;
        let point = match read_point(&self.coordinates) {
            // What is shown is rounded; who has not moved it has not moved it.
            Ok(_) if self.coordinates == shown => item.point,
            Ok(point) => point,
            Err(rule) => {
                reader.wrong("point", &rule);
                item.point
            }
        };
        let zone = self.time_zone.trim();
        let depot = Depot {
            name: self.name.trim().to_owned(),
            address: self.address.trim().to_owned(),
            point,
            radius_m: reader.scaled("radius_m", &self.radius, 1.0),
            hours: self.hours.read("hours", &mut reader),
            time_zone: (!zone.is_empty()).then(|| zone.to_owned()),
        };
        let rules = depot.check();
        reader.finish(depot, rules)
    }

    fn place(field: &str) -> String {
        at_line(field, &LINES)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_depot_comes_back_as_it_was() {
        let point = Point { lat: 52.520_000_123, lon: 13.405 };
        let depot = Depot {
            name: "Central".into(),
            address: "Rose Court 5".into(),
            point,
            time_zone: Some("Europe/Berlin".into()),
            ..new_depot()
        };
        let sheet = DepotSheet::of(&depot);
        assert_eq!(sheet.read(&depot).expect("it breaks no rule"), depot, "not even the place is rounded");
        let moved = DepotSheet { coordinates: "52.5, 13.4".into(), radius: "250".into(), ..sheet };
        let moved = moved.read(&depot).expect("it breaks no rule");
        assert_eq!((moved.point, moved.radius_m), (Point { lat: 52.5, lon: 13.4 }, 250.0));
    }

    #[test]
    fn a_new_depot_needs_a_place() {
        let sheet = DepotSheet { radius: "5".into(), ..DepotSheet::of(&new_depot()) };
        assert_eq!(sheet.coordinates, "");
        let errors = sheet.read(&new_depot()).expect_err("it has no name");
        let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["point", "name", "address", "radius_m"]);
    }
}
