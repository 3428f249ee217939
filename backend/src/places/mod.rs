//! Addresses to places and back: from the imported map, or from a Nominatim or Photon server.
//!
//! It helps people to fill in a form and never stands in the way of dispatch: a delivery is made with the pin that
//! somebody set, whether or not an address was found.

mod geocoder;
pub mod index;
mod remote;
mod typo;
mod words;

pub use geocoder::{GeocodeError, Geocoder, GeocoderConfigError};
