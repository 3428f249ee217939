//! `addr:*` tags.

use waybill_domain::Point;

use super::Address;
use crate::road::osm::Tags;

/// An address that does not know yet where it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Written {
    pub(super) numbers: Vec<String>,
    pub(super) street: String,
    pub(super) city: String,
    pub(super) postcode: String,
}

impl Written {
    /// The house numbers that these tags give, if any.
    pub(super) fn of(tags: &Tags) -> Option<Self> {
        // Number and conscription number differ in Czechia and Slovakia; the first is what is on the door.
        let numbers: Vec<String> = tags
            .first(&["addr:housenumber", "addr:streetnumber", "addr:conscriptionnumber"])?
            .split([';', ','])
            .map(|number| number.trim().to_owned())
            .filter(|number| !number.is_empty() && number.len() <= 20)
            .collect();
        let text = |keys: &[&str]| tags.first(keys).unwrap_or("").trim().to_owned();
        (!numbers.is_empty()).then(|| Self {
            numbers,
            street: text(&["addr:street", "addr:place", "addr:hamlet"]),
            city: text(&["addr:city", "addr:town", "addr:village", "addr:suburb"]),
            postcode: text(&["addr:postcode"]),
        })
    }

    /// One address for each number, all at this place.
    pub(super) fn at(&self, point: Point, interpolated: bool) -> impl Iterator<Item = Address> + '_ {
        self.numbers.iter().map(move |number| Address {
            number: number.clone(),
            street: self.street.clone(),
            city: self.city.clone(),
            postcode: self.postcode.clone(),
            point,
            interpolated,
        })
    }
}
