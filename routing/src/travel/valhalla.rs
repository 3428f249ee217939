//! A Valhalla server: <https://valhalla.github.io/valhalla/api/>.

use futures::future::{BoxFuture, FutureExt as _};
use reqwest::Client;
use serde::Deserialize;
use serde_json::{Value, json};
use waybill_domain::Point;

use super::{End, Leg, Matrix, Travel, TravelError, TravelMode, TravelSource, Way, http};

/// A Valhalla server; one serves every profile.
#[derive(Clone, Debug)]
pub struct Valhalla {
    client: Client,
    base: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Answer<T> {
    Refused { error_code: u32, error: String },
    Good(T),
}

#[derive(Deserialize)]
struct Routed {
    trip: Trip,
}

#[derive(Deserialize)]
struct Trip {
    summary: Summary,
    legs: Vec<TripLeg>,
}

/// Seconds and kilometres.
#[derive(Deserialize)]
struct Summary {
    time: f64,
    length: f64,
}

#[derive(Deserialize)]
struct TripLeg {
    shape: String,
}

#[derive(Deserialize)]
struct Table {
    sources_to_targets: Columns,
}

/// Seconds and kilometres.
#[derive(Deserialize)]
struct Columns {
    durations: Vec<Vec<Option<f64>>>,
    distances: Vec<Vec<Option<f64>>>,
}

impl Valhalla {
    /// The server at `base`, as `http://host:8002`; `client` sends the requests.
    pub fn new(client: Client, base: &str) -> Self {
        Self { client, base: base.trim_end_matches('/').to_owned() }
    }

    async fn ask<T: for<'de> Deserialize<'de>>(
        &self,
        action: &str,
        question: &Value,
    ) -> Result<T, TravelError> {
        let request = self.client.post(format!("{}/{action}", self.base)).json(question);
        match http::send(request).await?.1 {
            Answer::Good(answer) => Ok(answer),
            Answer::Refused { error_code, error } => Err(refusal(error_code, error)),
        }
    }
}

/// Its error codes: <https://valhalla.github.io/valhalla/api/turn-by-turn/api-reference/#internal-error-codes-and-conditions>.
fn refusal(code: u32, error: String) -> TravelError {
    match code {
        // It does not say which end.
        171 => TravelError::NoRoad { end: End::Start, metres: 0 },
        170 | 442 => TravelError::NotConnected,
        code => TravelError::Refused(format!("{code}: {error}")),
    }
}

fn costing(profile: TravelMode) -> &'static str {
    match profile {
        TravelMode::Car => "auto",
        TravelMode::Bicycle => "bicycle",
        TravelMode::Foot => "pedestrian",
    }
}

fn places(points: &[Point]) -> Value {
    points.iter().map(|point| json!({ "lat": point.lat, "lon": point.lon })).collect()
}

impl Travel for Valhalla {
    fn source(&self) -> TravelSource {
        TravelSource::Valhalla
    }

    fn way(&self, profile: TravelMode, from: Point, to: Point) -> BoxFuture<'_, Result<Way, TravelError>> {
        async move {
            let question = json!({
                "locations": places(&[from, to]),
                "costing": costing(profile),
                "units": "kilometers",
                "directions_type": "none",
            });
            let Routed { trip } = self.ask("route", &question).await?;
            let mut line = Vec::new();
            for leg in &trip.legs {
                line.extend(http::line(&leg.shape)?);
            }
            let leg = Leg { seconds: trip.summary.time, metres: trip.summary.length * 1000.0 };
            Ok(Way { leg, line, pace: Vec::new(), source: TravelSource::Valhalla })
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
                return Ok(Matrix::new(size.1, Vec::new(), TravelSource::Valhalla));
            }
            let question = json!({
                "sources": places(origins),
                "targets": places(destinations),
                "costing": costing(profile),
                "units": "kilometers",
                "verbose": false,
            });
            let Table { sources_to_targets: Columns { durations, distances } } =
                self.ask("sources_to_targets", &question).await?;
            let mut legs = http::legs(durations, distances, size)?;
            for leg in legs.iter_mut().flatten() {
                leg.metres *= 1000.0;
            }
            Ok(Matrix::new(size.1, legs, TravelSource::Valhalla))
        }
        .boxed()
    }
}
