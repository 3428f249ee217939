//! What the clients of other routing services share.

use std::time::Duration;

use serde::de::DeserializeOwned;
use waybill_domain::Point;

use super::TravelError;

/// Longer than this, nobody waits for a travel time.
const PATIENCE: Duration = Duration::from_secs(10);
/// An answer longer than this is none; a matrix of 1,000 × 1,000 is about half of it.
const LONGEST: usize = 64 << 20;

/// Sends a request, and gives the status and the body as far as both can be read.
pub(super) async fn send<T: DeserializeOwned>(
    request: reqwest::RequestBuilder,
) -> Result<(bool, T), TravelError> {
    let unavailable = |error: reqwest::Error| TravelError::Unavailable(error.without_url().to_string());
    let mut answer = request.timeout(PATIENCE).send().await.map_err(unavailable)?;
    let status = answer.status();
    if status.is_server_error() || status.as_u16() == 429 {
        return Err(TravelError::Unavailable(format!("HTTP {status}")));
    }
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(unavailable)? {
        if body.len() + chunk.len() > LONGEST {
            return Err(TravelError::Unreadable(format!("more than {LONGEST} bytes")));
        }
        body.extend_from_slice(&chunk);
    }
    let parsed = serde_json::from_slice(&body);
    let parsed = parsed.map_err(|error| TravelError::Unreadable(format!("HTTP {status}: {error}")))?;
    Ok((status.is_success(), parsed))
}

/// A line in polyline format with 6 decimals, as both services give it.
pub(super) fn line(text: &str) -> Result<Vec<Point>, TravelError> {
    waybill_domain::polyline::decode(text, 6).map_err(|error| TravelError::Unreadable(error.to_string()))
}

/// Times and distances, row by row, from two tables with holes.
pub(super) fn legs(
    seconds: Vec<Vec<Option<f64>>>,
    metres: Vec<Vec<Option<f64>>>,
    (rows, columns): (usize, usize),
) -> Result<Vec<Option<super::Leg>>, TravelError> {
    let whole =
        |table: &Vec<Vec<Option<f64>>>| table.len() == rows && table.iter().all(|row| row.len() == columns);
    if !whole(&seconds) || !whole(&metres) {
        return Err(TravelError::Unreadable(format!("the table is not {rows} × {columns}")));
    }
    let both = seconds.into_iter().flatten().zip(metres.into_iter().flatten());
    Ok(both.map(|(seconds, metres)| Some(super::Leg { seconds: seconds?, metres: metres? })).collect())
}
