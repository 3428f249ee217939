//! Hours, depots, vehicles, rosters and zones over HTTP, and what follows from them.

mod geofences;
mod items;
mod orders;
mod rosters;

use serde_json::{Value, json};
use waybill_domain::Timestamp;

use crate::support::Fleet;

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().expect("an instant")
}

/// A fleet in Berlin on whose server it is `now`.
pub(crate) async fn fleet_at(now: &str) -> Fleet {
    let fleet = Fleet::start().await;
    fleet.clock.advance(at(now).since(fleet.clock.now()));
    fleet
}

pub(crate) fn span(from: &str, until: &str) -> Value {
    json!({ "from": from, "until": until })
}

/// The same hours on every day of the week.
pub(crate) fn daily(from: &str, until: &str) -> Value {
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let week: serde_json::Map<_, _> =
        days.iter().map(|day| ((*day).to_owned(), json!([span(from, until)]))).collect();
    json!({ "week": week })
}

pub(crate) fn circle(lat: f64, lon: f64, radius_m: f64) -> Value {
    json!({ "kind": "circle", "center": { "lat": lat, "lon": lon }, "radius_m": radius_m })
}
