//! Travel times for dispatch and drivers: the configured source, and the straight line where it is silent.

use std::{collections::HashMap, sync::Arc};

use futures::future::{BoxFuture, FutureExt as _, ready};
use tokio::task::spawn_blocking;
use waybill_domain::{Point, calls::TravelAnswer, polyline};
use waybill_door::settle;
use waybill_routing::travel::{
    Blocks, Fallback, Matrix, Osrm, StraightLine, Travel, TravelError, TravelMode, TravelSource, Valhalla,
    Way,
};

use crate::{
    config::{Config, TravelBy},
    map::{Atlas, Held},
};

/// Tables with more cells than this are made away from the threads that serve.
const HEAVY: usize = 256;

/// Why the configured source of travel times cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TravelConfigError {
    /// A service was named, and not where it is.
    #[error("travel_url: must name the address of the {0} server, such as http://127.0.0.1:5000")]
    NoUrl(&'static str),
    /// The addresses cannot be understood.
    #[error(
        "travel_url: {0:?} must be an http:// or https:// address, or car=ADDRESS bicycle=ADDRESS foot=ADDRESS"
    )]
    Url(String),
    /// The client cannot be made.
    #[error("travel: the HTTP client cannot be made: {0}")]
    Client(String),
}

/// The configured source of travel times. It always answers: where it cannot, the straight line does.
pub fn travel(config: &Config, atlas: &Arc<Atlas>) -> Result<Arc<dyn Travel>, TravelConfigError> {
    let straight = StraightLine::default();
    Ok(match config.travel {
        TravelBy::Map => Arc::new(Fallback::new(OnTheMap(atlas.clone()), straight)),
        TravelBy::Straight => Arc::new(straight),
        TravelBy::Osrm => Arc::new(Fallback::new(Blocks(osrm(&config.travel_url)?), straight)),
        TravelBy::Valhalla => {
            let addresses = addresses(&config.travel_url, "Valhalla")?;
            let address = addresses.get(&TravelMode::Car).map_or("", String::as_str);
            Arc::new(Fallback::new(Blocks(Valhalla::new(client()?, address)), straight))
        }
    })
}

fn osrm(text: &str) -> Result<Osrm, TravelConfigError> {
    let mut osrm = Osrm::new(client()?);
    for (profile, address) in addresses(text, "OSRM")? {
        osrm = osrm.with(profile, &address);
    }
    Ok(osrm)
}

fn client() -> Result<reqwest::Client, TravelConfigError> {
    crate::http::client().map_err(|error| TravelConfigError::Client(error.to_string()))
}

/// One address for every profile, or `profile=address` for each, apart by spaces.
fn addresses(text: &str, service: &'static str) -> Result<HashMap<TravelMode, String>, TravelConfigError> {
    let wrong = |part: &str| TravelConfigError::Url(part.to_owned());
    let is_address = |part: &str| part.starts_with("http://") || part.starts_with("https://");
    let text = text.trim();
    if text.is_empty() {
        return Err(TravelConfigError::NoUrl(service));
    }
    if is_address(text) && !text.contains(char::is_whitespace) {
        return Ok(TravelMode::ALL.into_iter().map(|profile| (profile, text.to_owned())).collect());
    }
    let mut found = HashMap::new();
    for part in text.split_whitespace() {
        let (name, address) = part.split_once('=').ok_or_else(|| wrong(part))?;
        let profile = TravelMode::ALL.into_iter().find(|profile| profile.as_str() == name);
        let profile = profile.filter(|_| is_address(address)).ok_or_else(|| wrong(part))?;
        found.insert(profile, address.to_owned());
    }
    Ok(found)
}

/// A way as it is told: to a tenth of a second and of a metre.
pub fn answer(way: &Way) -> TravelAnswer {
    let tenths = |number: f64| (number * 10.0).round() / 10.0;
    TravelAnswer {
        seconds: tenths(way.leg.seconds),
        metres: tenths(way.leg.metres),
        polyline: polyline::encode(&way.line, 6),
        source: way.source,
    }
}

/// The imported road graph, whichever it is at the moment.
struct OnTheMap(Arc<Atlas>);

impl Travel for OnTheMap {
    fn source(&self) -> TravelSource {
        if self.0.held().roads.is_some() { TravelSource::RoadGraph } else { TravelSource::StraightLine }
    }

    // Some microseconds: quicker than another thread would begin.
    fn way(&self, profile: TravelMode, from: Point, to: Point) -> BoxFuture<'_, Result<Way, TravelError>> {
        let held = self.0.held();
        let way =
            held.roads.as_ref().ok_or(TravelError::NoRoads).and_then(|roads| roads.way(profile, from, to));
        ready(way).boxed()
    }

    fn matrix<'a>(
        &'a self,
        profile: TravelMode,
        origins: &'a [Point],
        destinations: &'a [Point],
    ) -> BoxFuture<'a, Result<Matrix, TravelError>> {
        let held = self.0.held();
        if origins.len() * destinations.len() <= HEAVY {
            return ready(table(&held, profile, origins, destinations)).boxed();
        }
        let (origins, destinations) = (origins.to_vec(), destinations.to_vec());
        async move {
            let made = spawn_blocking(move || table(&held, profile, &origins, &destinations));
            settle(made).await.unwrap_or_else(|gone| Err(TravelError::Unavailable(gone.to_string())))
        }
        .boxed()
    }
}

fn table(held: &Held, profile: TravelMode, origins: &[Point], to: &[Point]) -> Result<Matrix, TravelError> {
    held.roads.as_ref().ok_or(TravelError::NoRoads)?.matrix(profile, origins, to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_serves_every_profile_and_several_name_theirs() {
        let one = addresses(" http://h:5000 ", "OSRM").expect("an address");
        assert_eq!(one.len(), 3);
        let two = addresses("car=http://a:1 foot=https://b", "OSRM").expect("addresses");
        assert_eq!(two.get(&TravelMode::Foot).map(String::as_str), Some("https://b"));
        assert!(!two.contains_key(&TravelMode::Bicycle));
        for wrong in ["h:5000", "boat=http://a", "car=ftp://a", "car", "http://a http://b"] {
            let error = addresses(wrong, "OSRM").expect_err(wrong).to_string();
            assert!(error.starts_with("travel_url: "), "{error}");
        }
        let error = addresses("", "OSRM").expect_err("nothing").to_string();
        assert!(error.contains("must name the address of the OSRM server"), "{error}");
    }
}
