//! What the phone and the server rely on.
#![allow(clippy::unwrap_used, missing_docs)]

mod calendar;
mod certificate;
mod chain;
mod custody;
mod dispatch;
mod envelope;
mod facts;
mod fixtures;
mod geofence;
mod offer;
mod operations;
mod part;
mod polyline;
mod proof;
mod properties;
mod route;
mod table;
mod today;
mod validation;
mod values;
mod vectors;
mod wire;
mod zone;
