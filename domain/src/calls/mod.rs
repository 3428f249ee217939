//! Typed calls: what the UI asks for, shared by both ends, so that the compiler checks them.
//!
//! A [`Call`] is a REST call of the server's API; in the app the native shell makes it, in a browser `fetch` does. A
//! [`driver::Ask`] is a question to the offline half on this device.

mod deliveries;
mod desk;
mod dispatch;
pub mod driver;
mod exceptions;
mod map;
mod operations;
mod people;
mod places;
mod retry;
mod routes;
mod sync;
mod wave;
mod way;

pub use deliveries::{
    ActOnDelivery, Acted, Counts, CreateDelivery, Created, DeliveryDetail, DeliveryPage, GetDelivery, Group,
    ListDeliveries, ProofStatus, TimelineEntry,
};
pub use desk::DeskCall;
pub use dispatch::{
    Decisions, DispatchDelivery, Dispatched, DriverProfile, GetDecisions, GetDispatchPolicy,
    GetDriverProfile, PutDispatchPolicy, PutDriverProfile, StopDispatch,
};
pub use exceptions::{Arrival, ExceptionCase, ExceptionPage, ListExceptions, Resolution};
pub use map::{GetMap, GetTileSet, TileSet};
pub use operations::{
    DriverShifts, GeofenceEvent, GeofencePlace, GetCalendar, GetPromise, GetRoster, Kept, ListDepots,
    ListGeofenceEvents, ListRosters, ListShifts, ListVehicles, ListZones, PutCalendar, PutDepot, PutRoster,
    PutVehicle, PutZone, RemoveDepot, RemoveVehicle, RemoveZone,
};
pub use people::{GetSession, ListMembers, ListPositions, SignOut};
pub use places::{FindPlaces, FoundPlace, FoundPlaces, GetTravel, PlaceAt, PlaceKind, TravelAnswer};
pub use retry::RetryDelivery;
pub use routes::{
    CancelRoutePlan, CommitRoutePlan, GetRoutePlan, InsertDelivery, ListRoutePlans, OptimizeRoutes,
    StopRoutePlan, UndoRoutePlan,
};
pub use sync::{
    AllowDevice, GetLaneLog, GetSyncStatus, LaneLog, LaneLogEntry, LaneStatus, RevokeDevice, SyncStatus,
};
pub use wave::{PlanWave, WaveAssigned, WavePair, WavePlan, WaveReason, WaveUnassigned};
pub use way::{DriverWay, GetDriverWay, GetPlanWay, WayLeg};

use serde::{Serialize, de::DeserializeOwned};

/// How a call is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Makes or does.
    Post,
    /// Writes the whole of something.
    Put,
    /// Ends.
    Delete,
}

/// An HTTP request, transport aside.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// How.
    pub method: Method,
    /// Path and query, from `/api/v1/`.
    pub path: String,
    /// The JSON body, if there is one.
    pub body: Option<serde_json::Value>,
}

/// A call of the server's API.
pub trait Call: Serialize + DeserializeOwned {
    /// The stable name, for the native shell.
    const NAME: &'static str;
    /// What a success answers.
    type Reply: Serialize + DeserializeOwned;

    /// The request that makes this call.
    fn request(&self) -> Request;
}

impl Request {
    fn get(path: impl Into<String>) -> Self {
        Self { method: Method::Get, path: path.into(), body: None }
    }

    fn put(path: impl Into<String>, body: &impl Serialize) -> Self {
        Self { method: Method::Put, path: path.into(), body: serde_json::to_value(body).ok() }
    }

    fn delete(path: impl Into<String>) -> Self {
        Self { method: Method::Delete, path: path.into(), body: None }
    }

    fn post(path: impl Into<String>, body: &impl Serialize) -> Self {
        Self { method: Method::Post, path: path.into(), body: serde_json::to_value(body).ok() }
    }
}

/// `name=value&…`, percent-encoded; empty values are left out.
fn query<'a>(pairs: impl IntoIterator<Item = (&'a str, String)>) -> String {
    let mut out = String::new();
    for (name, value) in pairs {
        if value.is_empty() {
            continue;
        }
        out.push(if out.is_empty() { '?' } else { '&' });
        out.push_str(name);
        out.push('=');
        for byte in value.bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                    out.push(char::from(byte))
                }
                _ => out.push_str(&format!("%{byte:02X}")),
            }
        }
    }
    out
}
