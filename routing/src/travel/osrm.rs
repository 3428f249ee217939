//! An OSRM server: <https://project-osrm.org/docs/v5.24.0/api/>.

use futures::future::{BoxFuture, FutureExt as _};
use reqwest::Client;
use serde::Deserialize;
use waybill_domain::Point;

use super::{End, Leg, Matrix, Travel, TravelError, TravelMode, TravelSource, Way, http};

/// One or more OSRM servers. `osrm-routed` serves one profile, so each has an address of its own.
#[derive(Clone, Debug)]
pub struct Osrm {
    client: Client,
    bases: [Option<String>; 3],
}

#[derive(Deserialize)]
struct Routes {
    code: String,
    #[serde(default)]
    message: String,
    #[serde(default)]
    routes: Vec<Route>,
}

#[derive(Deserialize)]
struct Route {
    duration: f64,
    distance: f64,
    geometry: String,
}

#[derive(Deserialize)]
struct Table {
    code: String,
    #[serde(default)]
    message: String,
    #[serde(default)]
    durations: Vec<Vec<Option<f64>>>,
    #[serde(default)]
    distances: Vec<Vec<Option<f64>>>,
}

impl Osrm {
    /// No server yet; `client` sends the requests.
    pub fn new(client: Client) -> Self {
        Self { client, bases: [None, None, None] }
    }

    /// With the server of one profile, as `http://host:5000`.
    pub fn with(mut self, profile: TravelMode, base: &str) -> Self {
        self.bases[profile as usize] = Some(base.trim_end_matches('/').to_owned());
        self
    }

    fn request(
        &self,
        service: &str,
        profile: TravelMode,
        places: &[Point],
        query: &str,
    ) -> Result<reqwest::RequestBuilder, TravelError> {
        let base = self.bases[profile as usize].as_ref().ok_or(TravelError::NoRoads)?;
        let places: Vec<String> =
            places.iter().map(|place| format!("{:.6},{:.6}", place.lon, place.lat)).collect();
        let word = match profile {
            TravelMode::Car => "driving",
            TravelMode::Bicycle => "cycling",
            TravelMode::Foot => "walking",
        };
        Ok(self.client.get(format!("{base}/{service}/v1/{word}/{}?{query}", places.join(";"))))
    }
}

fn refusal(code: &str, message: String) -> TravelError {
    match code {
        "NoRoute" => TravelError::NotConnected,
        // It does not say which end; where it cannot snap, the message names the coordinate.
        "NoSegment" if message.ends_with('1') => TravelError::NoRoad { end: End::Destination, metres: 0 },
        "NoSegment" => TravelError::NoRoad { end: End::Start, metres: 0 },
        code => TravelError::Refused(format!("{code}: {message}")),
    }
}

impl Travel for Osrm {
    fn source(&self) -> TravelSource {
        TravelSource::Osrm
    }

    fn way(&self, profile: TravelMode, from: Point, to: Point) -> BoxFuture<'_, Result<Way, TravelError>> {
        async move {
            let request =
                self.request("route", profile, &[from, to], "overview=full&geometries=polyline6")?;
            let (_, answer): (_, Routes) = http::send(request).await?;
            if answer.code != "Ok" {
                return Err(refusal(&answer.code, answer.message));
            }
            let route = answer.routes.into_iter().next();
            let route = route.ok_or_else(|| TravelError::Unreadable("Ok, and no route".to_owned()))?;
            let leg = Leg { seconds: route.duration, metres: route.distance };
            let line = http::line(&route.geometry)?;
            Ok(Way { leg, line, pace: Vec::new(), source: TravelSource::Osrm })
        }
        .boxed()
    }

    fn matrix<'a>(
        &'a self,
        profile: TravelMode,
        origins: &'a [Point],
        destinations: &'a [Point],
    ) -> BoxFuture<'a, Result<Matrix, TravelError>> {
        async move {
            let size = (origins.len(), destinations.len());
            if size.0 == 0 || size.1 == 0 {
                return Ok(Matrix::new(size.1, Vec::new(), TravelSource::Osrm));
            }
            let numbers =
                |range: std::ops::Range<usize>| range.map(|at| at.to_string()).collect::<Vec<_>>().join(";");
            let query = format!(
                "annotations=duration,distance&sources={}&destinations={}",
                numbers(0..size.0),
                numbers(size.0..size.0 + size.1)
            );
            let places = [origins, destinations].concat();
            let (_, answer): (_, Table) =
                http::send(self.request("table", profile, &places, &query)?).await?;
            if answer.code != "Ok" {
                return Err(refusal(&answer.code, answer.message));
            }
            let legs = http::legs(answer.durations, answer.distances, size)?;
            Ok(Matrix::new(size.1, legs, TravelSource::Osrm))
        }
        .boxed()
    }
}
