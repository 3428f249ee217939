//! Calls about ways and addresses.

use serde::{Deserialize, Serialize};

use super::{Call, Request, query};
use crate::{eta::TravelSource, fleet::TravelMode, geo::Point};

/// `GET /api/v1/travel`: the quickest way from one place to another.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct GetTravel {
    /// Where it starts.
    pub from: Point,
    /// Where it ends.
    pub to: Point,
    /// How one travels.
    #[serde(default)]
    pub profile: TravelMode,
}

/// How long a way takes, how far it is and where it runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TravelAnswer {
    /// Time under way, in seconds, without stops.
    pub seconds: f64,
    /// Length, in metres.
    pub metres: f64,
    /// Where it runs: an encoded polyline with 6 decimals.
    pub polyline: String,
    /// Who says so; the straight line is a guess.
    pub source: TravelSource,
}

impl Call for GetTravel {
    const NAME: &'static str = "get_travel";
    type Reply = TravelAnswer;

    fn request(&self) -> Request {
        let pairs =
            [("from", pair(self.from)), ("to", pair(self.to)), ("profile", self.profile.as_str().to_owned())];
        Request::get(format!("/api/v1/travel{}", query(pairs)))
    }
}

/// How exactly a place is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PlaceKind {
    /// A house with its number, as the map has it.
    House,
    /// A house that the map does not have, between two that it has.
    Interpolated,
    /// A street.
    Street,
    /// A town, a village, a quarter.
    Locality,
    /// A station, a shop, a school.
    Venue,
    /// Something that this program does not know yet.
    #[default]
    #[serde(other)]
    Other,
}

/// A place with its address.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct FoundPlace {
    /// All of it in one line, as people write it.
    pub label: String,
    /// How exactly it is known.
    pub kind: PlaceKind,
    /// What it is called, where it is not just an address.
    pub name: String,
    /// The street.
    pub street: String,
    /// The house number.
    pub number: String,
    /// The postcode.
    pub postcode: String,
    /// The town.
    pub city: String,
    /// Where it is.
    pub point: Point,
    /// How far it is from the place that was asked about, in metres.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metres: Option<f64>,
}

impl Default for FoundPlace {
    fn default() -> Self {
        let nowhere = String::new;
        Self {
            label: nowhere(),
            kind: PlaceKind::default(),
            name: nowhere(),
            street: nowhere(),
            number: nowhere(),
            postcode: nowhere(),
            city: nowhere(),
            point: Point { lat: 0.0, lon: 0.0 },
            metres: None,
        }
    }
}

impl FoundPlace {
    /// The same with its line: name, street and number, postcode and town.
    pub fn labelled(mut self) -> Self {
        let pair = |a: &str, b: &str| format!("{a} {b}").trim().to_owned();
        let parts = [self.name.clone(), pair(&self.street, &self.number), pair(&self.postcode, &self.city)];
        self.label = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        self
    }
}

/// Places that were found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FoundPlaces {
    /// The likeliest first; none where nothing was found.
    pub items: Vec<FoundPlace>,
    /// Who found them: `map`, `nominatim` or `photon`.
    pub source: String,
    /// Whom to name beside them.
    #[serde(default)]
    pub attribution: String,
}

/// `GET /api/v1/geocode`: places of an address, or of the beginning of one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FindPlaces {
    /// What was typed.
    pub q: String,
    /// Nearer to this is likelier.
    #[serde(default)]
    pub near: Option<Point>,
    /// At most so many: 1 to 20.
    pub limit: u32,
}

impl Call for FindPlaces {
    const NAME: &'static str = "find_places";
    type Reply = FoundPlaces;

    fn request(&self) -> Request {
        let near = self.near.map(pair).unwrap_or_default();
        let pairs = [("q", self.q.clone()), ("near", near), ("limit", self.limit.to_string())];
        Request::get(format!("/api/v1/geocode{}", query(pairs)))
    }
}

/// `GET /api/v1/geocode/reverse`: the address at a place.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlaceAt {
    /// Where.
    pub point: Point,
}

impl Call for PlaceAt {
    const NAME: &'static str = "place_at";
    type Reply = FoundPlaces;

    fn request(&self) -> Request {
        let pairs = [("lat", self.point.lat.to_string()), ("lon", self.point.lon.to_string())];
        Request::get(format!("/api/v1/geocode/reverse{}", query(pairs)))
    }
}

/// `latitude,longitude`.
fn pair(point: Point) -> String {
    format!("{},{}", point.lat, point.lon)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_is_asked_for_by_its_ends() {
        let (from, to) = (Point { lat: 60.5, lon: -24.25 }, Point { lat: 1.0, lon: 2.0 });
        let request = GetTravel { from, to, profile: TravelMode::Foot }.request();
        assert_eq!(request.path, "/api/v1/travel?from=60.5%2C-24.25&to=1%2C2&profile=foot");
    }

    #[test]
    fn a_place_is_written_as_people_write_it() {
        let text = str::to_owned;
        let place = FoundPlace {
            street: text("Hauptstraße"),
            number: text("12a"),
            postcode: text("12345"),
            ..FoundPlace::default()
        };
        assert_eq!(place.clone().labelled().label, "Hauptstraße 12a, 12345");
        let place = FoundPlace { name: text("Depot"), city: text("Ulm"), ..place };
        assert_eq!(place.labelled().label, "Depot, Hauptstraße 12a, 12345 Ulm");
    }

    #[test]
    fn a_kind_of_place_that_is_new_does_no_harm() {
        let place: FoundPlace =
            serde_json::from_str(r#"{"kind":"moon_base","label":"Far"}"#).expect("a place");
        assert_eq!((place.kind, place.label.as_str()), (PlaceKind::Other, "Far"));
    }

    #[test]
    fn an_address_is_asked_for_by_what_was_typed() {
        let near = Some(Point { lat: 1.5, lon: 2.0 });
        let find = FindPlaces { q: "Carrer d'en 5".to_owned(), near, limit: 5 };
        assert_eq!(find.request().path, "/api/v1/geocode?q=Carrer%20d%27en%205&near=1.5%2C2&limit=5");
    }
}
