//! A service zone, as it is typed and drawn.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use waybill_domain::{
    MemberId,
    money::Currency,
    problem::FieldError,
    zone::{Shape, Zone},
};

use super::{
    AreaSheet, HoursSheet, Sheet,
    calendar::LINES,
    reader::{Reader, at_line},
};
use crate::state::board::{read_money, write_money};

/// A service zone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ZoneSheet {
    /// What people call it.
    pub name: String,
    /// Where it is.
    pub area: AreaSheet,
    /// Whether stops in it are served at all.
    pub open: bool,
    /// The team that serves it.
    pub team: String,
    /// The drivers who serve it; none: everybody.
    pub drivers: BTreeSet<MemberId>,
    /// What a delivery into it costs, such as `4.90`; nothing: no price.
    pub price: String,
    /// Of the price: three letters.
    pub currency: String,
    /// When stops in it are served.
    pub hours: HoursSheet,
    /// IANA name; nothing: the organization's.
    pub time_zone: String,
    /// Minutes after which a driver's staying in it is told.
    pub dwell: String,
}

/// A zone of which nothing is known yet; where it is has to be drawn.
pub fn new_zone() -> Zone {
    Zone::new("", Shape::Polygon { outer: Vec::new(), holes: Vec::new() })
}

impl Default for ZoneSheet {
    fn default() -> Self {
        Self::of(&new_zone())
    }
}

impl Sheet for ZoneSheet {
    type Item = Zone;

    fn of(item: &Zone) -> Self {
        Self {
            name: item.name.clone(),
            area: AreaSheet::of(&item.shape),
            open: item.open,
            team: item.team.clone(),
            drivers: item.drivers.clone(),
            price: item.price.map(write_money).unwrap_or_default(),
            currency: item.price.map_or(Currency::EUR, |price| price.currency).as_str().to_owned(),
            hours: HoursSheet::of(item.hours.as_ref()),
            time_zone: item.time_zone.clone().unwrap_or_default(),
            dwell: item.dwell_minutes.to_string(),
        }
    }

    fn read(&self, item: &Zone) -> Result<Zone, Vec<FieldError>> {
        let mut reader = Reader::default();
        let currency = Currency::try_from(self.currency.trim().to_owned()).unwrap_or(Currency::EUR);
        let price = read_money(&self.price, currency).unwrap_or_else(|rule| {
            reader.wrong("price", rule);
            None
        });
        let zone = self.time_zone.trim();
        let zone = Zone {
            name: self.name.trim().to_owned(),
            shape: self.area.read(&item.shape, &mut reader),
            open: self.open,
            team: self.team.trim().to_owned(),
            drivers: self.drivers.clone(),
            price,
            hours: self.hours.read("hours", &mut reader),
            time_zone: (!zone.is_empty()).then(|| zone.to_owned()),
            dwell_minutes: reader.whole("dwell_minutes", &self.dwell),
        };
        let rules = zone.check();
        reader.finish(zone, rules)
    }

    fn place(field: &str) -> String {
        // One field holds all corners, and what is wrong with holes has no other place.
        match field.strip_prefix("shape.") {
            Some(below) if below.starts_with("outer") || below.starts_with("holes") => {
                "shape.outer".to_owned()
            }
            _ => at_line(field, &LINES),
        }
    }
}

#[cfg(test)]
mod tests {
    use waybill_domain::{Money, Point, id::MemberId};

    use super::*;

    fn corner(lat: f64, lon: f64) -> Point {
        Point { lat, lon }
    }

    fn harbour() -> Zone {
        let outer = vec![corner(53.540_000_12, 9.98), corner(53.54, 10.02), corner(53.56, 10.02)];
        let hole = vec![corner(53.543, 10.01), corner(53.544, 10.012), corner(53.545, 10.01)];
        Zone {
            team: "South".into(),
            drivers: [MemberId(uuid::Uuid::from_u128(7))].into(),
            price: Some(Money::eur(490)),
            ..Zone::new("Harbour", Shape::Polygon { outer, holes: vec![hole] })
        }
    }

    fn fields(errors: Vec<FieldError>) -> Vec<String> {
        errors.iter().map(|error| ZoneSheet::place(&error.field)).collect()
    }

    #[test]
    fn a_zone_comes_back_as_it_was_down_to_its_holes() {
        let zone = harbour();
        let sheet = ZoneSheet::of(&zone);
        assert_eq!((sheet.price.as_str(), sheet.dwell.as_str()), ("4.90", "5"));
        assert_eq!(sheet.read(&zone).expect("it breaks no rule"), zone, "not even a corner is rounded");
    }

    #[test]
    fn a_corner_that_is_moved_leaves_the_hole() {
        let zone = harbour();
        let mut sheet = ZoneSheet::of(&zone);
        sheet.area.set_corners(&[corner(53.54, 9.97), corner(53.54, 10.02), corner(53.56, 10.02)]);
        let Shape::Polygon { outer, holes } = sheet.read(&zone).expect("it breaks no rule").shape else {
            panic!("corners stay corners");
        };
        assert_eq!((outer[0].lon, holes.len()), (9.97, 1));
    }

    #[test]
    fn a_circle_needs_a_middle_and_corners_must_not_cross() {
        let new = new_zone();
        let mut sheet = ZoneSheet { name: "Centre".into(), ..ZoneSheet::of(&new) };
        assert_eq!(fields(sheet.read(&new).expect_err("it is nowhere")), ["shape.outer"]);
        sheet.area.round = true;
        assert_eq!(fields(sheet.read(&new).expect_err("it is nowhere")), ["shape.center"]);
        sheet.area.set_center(corner(53.55, 10.0));
        let read = sheet.read(&new).expect("it breaks no rule").shape;
        assert_eq!(read, Shape::Circle { center: corner(53.55, 10.0), radius_m: 1_000.0 });

        sheet.area.round = false;
        sheet.area.corners = "53, 10\n53.1, 10.1\n\n53.1, 10\n53, 10.1".into();
        let errors = sheet.read(&new).expect_err("it crosses itself");
        assert!(errors[0].rule.starts_with("must not cross itself"), "{errors:?}");
        assert_eq!(fields(errors), ["shape.outer"]);
        sheet.area.corners = "53, 10\nnorth".into();
        let errors = sheet.read(&new).expect_err("that is no place");
        assert!(errors[0].rule.starts_with("must have a corner in each line"), "{errors:?}");
    }

    #[test]
    fn what_is_typed_so_far_is_what_the_map_shows() {
        let mut area = AreaSheet { corners: "53, 10\nnor".into(), ..AreaSheet::default() };
        assert_eq!(area.drawn().corners, [corner(53.0, 10.0)]);
        area = AreaSheet { round: true, center: "53, 10".into(), radius: "25".into(), ..area };
        assert_eq!(area.drawn().circle, Some((corner(53.0, 10.0), 25.0)));
    }
}
