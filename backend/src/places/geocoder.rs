//! The configured geocoder.

use std::{path::Path, sync::Arc};

use waybill_domain::{Point, calls::FoundPlaces};

use super::remote::{Form, Remote};
use crate::{
    config::{Config, GeocodeBy},
    map::Atlas,
};

/// Whom to name beside addresses of OpenStreetMap's data.
const OSM: &str = "© OpenStreetMap contributors";

/// Why an address could not be looked up. Nothing else depends on it: the pin can be set on the map.
#[derive(Debug, thiserror::Error)]
pub enum GeocodeError {
    /// There is nothing to look in.
    #[error("addresses cannot be looked up here: {0}")]
    Nowhere(&'static str),
    /// The index of the map cannot be read.
    #[error("the index of addresses cannot be read: {0}")]
    Index(#[from] sqlx::Error),
    /// The service does not answer, or not in time.
    #[error("the address service does not answer: {0}")]
    Unavailable(String),
    /// The service answered with something that is no answer.
    #[error("the address service answered with something else: {0}")]
    Unreadable(String),
}

/// Why the configured geocoder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum GeocoderConfigError {
    /// A service was named, and not where it is.
    #[error("geocoder_url: must be the http:// or https:// address of the server, not {0:?}")]
    Url(String),
    /// The client cannot be made.
    #[error("geocoder: the HTTP client cannot be made: {0}")]
    Client(#[from] reqwest::Error),
}

/// Where addresses are looked up.
pub enum Geocoder {
    /// In the imported map.
    Imported(Arc<Atlas>),
    /// At a Nominatim or a Photon server, whose answers are kept.
    Remote(Box<Remote>),
    /// Nowhere.
    Off,
}

impl Geocoder {
    /// The one that is configured. `data` is the data folder.
    ///
    /// # Errors
    /// Where the configuration names a service without its address.
    pub async fn new(config: &Config, atlas: &Arc<Atlas>, data: &Path) -> Result<Self, GeocoderConfigError> {
        let form = match config.geocoder {
            GeocodeBy::Map => return Ok(Self::Imported(atlas.clone())),
            GeocodeBy::Off => return Ok(Self::Off),
            GeocodeBy::Nominatim => Form::Nominatim,
            GeocodeBy::Photon => Form::Photon,
        };
        let url = config.geocoder_url.trim();
        if !url.starts_with("http://") && !url.starts_with("https://") {
            return Err(GeocoderConfigError::Url(url.to_owned()));
        }
        Ok(Self::Remote(Box::new(Remote::new(form, url, crate::http::client()?, data).await)))
    }

    /// The places that `typed` may mean, the likeliest first.
    ///
    /// # Errors
    /// Where it cannot be looked up; that nothing was found is none.
    pub async fn search(
        &self,
        typed: &str,
        near: Option<Point>,
        limit: usize,
    ) -> Result<FoundPlaces, GeocodeError> {
        match self {
            Self::Imported(atlas) => {
                let held = atlas.held();
                let index = held.places.as_ref().ok_or(GeocodeError::Nowhere("no map is imported"))?;
                Ok(answer(index.search(typed, near, limit).await?, "map", &held.attribution()))
            }
            Self::Remote(remote) => {
                Ok(answer(remote.search(typed, near, limit).await?, remote.form().as_str(), OSM))
            }
            Self::Off => Err(GeocodeError::Nowhere("it is switched off")),
        }
    }

    /// The address at a place; nothing where nobody lives.
    ///
    /// # Errors
    /// As [`Geocoder::search`].
    pub async fn reverse(&self, point: Point) -> Result<FoundPlaces, GeocodeError> {
        match self {
            Self::Imported(atlas) => {
                let held = atlas.held();
                let index = held.places.as_ref().ok_or(GeocodeError::Nowhere("no map is imported"))?;
                Ok(answer(index.reverse(point).await?.into_iter().collect(), "map", &held.attribution()))
            }
            Self::Remote(remote) => Ok(answer(remote.reverse(point).await?, remote.form().as_str(), OSM)),
            Self::Off => Err(GeocodeError::Nowhere("it is switched off")),
        }
    }
}

fn answer(items: Vec<waybill_domain::calls::FoundPlace>, source: &str, attribution: &str) -> FoundPlaces {
    FoundPlaces { items, source: source.to_owned(), attribution: attribution.to_owned() }
}
