//! Calls about hours, depots, vehicles, rosters and zones.
//!
//! What is planned is read and written as a whole, with the revision that the change was made on: 0 for what is not there
//! yet. Where another revision came meanwhile, the answer is 409 `stale_revision` and nothing was changed.

use serde::{Deserialize, Serialize};

use super::{Call, Method, Request, query};
use crate::{
    calendar::{Promise, Roster, ServiceCalendar, Shift},
    fleet::{Depot, Vehicle},
    geo::Point,
    geofence::CrossingKind,
    id::{DepotId, MemberId, VehicleId, ZoneId},
    time::Timestamp,
    zone::Zone,
};

/// Something planned, as the server keeps it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Kept<T> {
    /// Its id; of a roster, the driver's.
    pub id: uuid::Uuid,
    /// The revision; 0: nobody has written it yet.
    pub rev: u64,
    /// When it was written last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed_at: Option<Timestamp>,
    /// By whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed_by: Option<MemberId>,
    /// What it is.
    pub item: T,
}

macro_rules! calls {
    ($($(#[$doc:meta])* get $name:ident = $wire:literal, $path:literal -> $reply:ty;)*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
            pub struct $name {}

            impl Call for $name {
                const NAME: &'static str = $wire;
                type Reply = $reply;

                fn request(&self) -> Request {
                    Request::get($path)
                }
            }
        )*
    };
    ($($(#[$doc:meta])* put $name:ident = $wire:literal, $path:literal, $id:ty, $item:ty;)*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
            pub struct $name {
                /// Which; made by the caller where it is new.
                pub id: $id,
                /// The revision that the change was made on; 0: it is new.
                pub base_rev: u64,
                /// All of it.
                pub item: $item,
            }

            impl Call for $name {
                const NAME: &'static str = $wire;
                type Reply = Kept<$item>;

                fn request(&self) -> Request {
                    Request::put(format!("{}/{}?base_rev={}", $path, self.id, self.base_rev), &self.item)
                }
            }
        )*
    };
    ($($(#[$doc:meta])* remove $name:ident = $wire:literal, $path:literal, $id:ty;)*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
            pub struct $name {
                /// Which.
                pub id: $id,
                /// The revision that was seen.
                pub base_rev: u64,
            }

            impl Call for $name {
                const NAME: &'static str = $wire;
                type Reply = ();

                fn request(&self) -> Request {
                    let path = format!("{}/{}?base_rev={}", $path, self.id, self.base_rev);
                    Request { method: Method::Delete, path, body: None }
                }
            }
        )*
    };
}

calls! {
    /// `GET /api/v1/calendar`: when the organization serves.
    get GetCalendar = "get_calendar", "/api/v1/calendar" -> Kept<ServiceCalendar>;
    /// `GET /api/v1/depots`, by name.
    get ListDepots = "list_depots", "/api/v1/depots" -> Vec<Kept<Depot>>;
    /// `GET /api/v1/vehicles`, by name.
    get ListVehicles = "list_vehicles", "/api/v1/vehicles" -> Vec<Kept<Vehicle>>;
    /// `GET /api/v1/zones`, by name.
    get ListZones = "list_zones", "/api/v1/zones" -> Vec<Kept<Zone>>;
    /// `GET /api/v1/rosters`: of every driver who has one.
    get ListRosters = "list_rosters", "/api/v1/rosters" -> Vec<Kept<Roster>>;
}

calls! {
    /// `PUT /api/v1/depots/{id}`.
    put PutDepot = "put_depot", "/api/v1/depots", DepotId, Depot;
    /// `PUT /api/v1/vehicles/{id}`.
    put PutVehicle = "put_vehicle", "/api/v1/vehicles", VehicleId, Vehicle;
    /// `PUT /api/v1/zones/{id}`.
    put PutZone = "put_zone", "/api/v1/zones", ZoneId, Zone;
    /// `PUT /api/v1/rosters/{member}`.
    put PutRoster = "put_roster", "/api/v1/rosters", MemberId, Roster;
}

calls! {
    /// `DELETE /api/v1/depots/{id}`.
    remove RemoveDepot = "remove_depot", "/api/v1/depots", DepotId;
    /// `DELETE /api/v1/vehicles/{id}`.
    remove RemoveVehicle = "remove_vehicle", "/api/v1/vehicles", VehicleId;
    /// `DELETE /api/v1/zones/{id}`.
    remove RemoveZone = "remove_zone", "/api/v1/zones", ZoneId;
}

/// `PUT /api/v1/calendar`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PutCalendar {
    /// The revision that the change was made on; 0: there was none.
    pub base_rev: u64,
    /// All of it.
    pub item: ServiceCalendar,
}

impl Call for PutCalendar {
    const NAME: &'static str = "put_calendar";
    type Reply = Kept<ServiceCalendar>;

    fn request(&self) -> Request {
        Request::put(format!("/api/v1/calendar?base_rev={}", self.base_rev), &self.item)
    }
}

/// `GET /api/v1/rosters/{member}`: an empty one with revision 0 where nobody has planned anything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetRoster {
    /// Whose.
    pub id: MemberId,
}

impl Call for GetRoster {
    const NAME: &'static str = "get_roster";
    type Reply = Kept<Roster>;

    fn request(&self) -> Request {
        Request::get(format!("/api/v1/rosters/{}", self.id))
    }
}

/// `GET /api/v1/shifts`: the shifts of all drivers who have a roster that are on at some moment of a stretch of at most
/// 62 days. A driver sees the own ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct ListShifts {
    /// From this moment.
    pub from: Timestamp,
    /// To before this one.
    pub until: Timestamp,
}

impl Call for ListShifts {
    const NAME: &'static str = "list_shifts";
    type Reply = Vec<DriverShifts>;

    fn request(&self) -> Request {
        let query = query([("from", self.from.to_string()), ("until", self.until.to_string())]);
        Request::get(format!("/api/v1/shifts{query}"))
    }
}

/// The shifts of one driver.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DriverShifts {
    /// Whose.
    pub driver: MemberId,
    /// In order.
    pub shifts: Vec<Shift>,
}

/// `GET /api/v1/promise`: when what is ordered now could be brought to a place at the earliest; `null`: never.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct GetPromise {
    /// Latitude.
    pub lat: f64,
    /// Longitude.
    pub lon: f64,
    /// When it is ordered; absent: now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
}

impl Call for GetPromise {
    const NAME: &'static str = "get_promise";
    type Reply = Option<Promise>;

    fn request(&self) -> Request {
        let at = self.at.map(|at| at.to_string()).unwrap_or_default();
        let query = query([("lat", self.lat.to_string()), ("lon", self.lon.to_string()), ("at", at)]);
        Request::get(format!("/api/v1/promise{query}"))
    }
}

/// `GET /api/v1/geofence-events`, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
#[serde(default)]
pub struct ListGeofenceEvents {
    /// Only of this driver.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub driver: Option<MemberId>,
    /// Only of this zone or depot.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<uuid::Uuid>,
    /// Only what has a lower `seq`: where the page before ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<u64>,
    /// 1 to 500; 100 where absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

impl Call for ListGeofenceEvents {
    const NAME: &'static str = "list_geofence_events";
    type Reply = Vec<GeofenceEvent>;

    fn request(&self) -> Request {
        fn text(value: Option<impl ToString>) -> String {
            value.map(|value| value.to_string()).unwrap_or_default()
        }
        let query = query([
            ("driver", text(self.driver)),
            ("place", text(self.place)),
            ("before", text(self.before)),
            ("limit", text(self.limit)),
        ]);
        Request::get(format!("/api/v1/geofence-events{query}"))
    }
}

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum GeofencePlace {
    /// A zone.
    Zone,
    /// A depot.
    Depot,
}

/// A driver went into a zone or a depot, stayed, or went out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GeofenceEvent {
    /// Counts up over the server.
    pub seq: u64,
    /// Who.
    pub driver: MemberId,
    /// What kind of place.
    pub kind: GeofencePlace,
    /// Which.
    pub place: uuid::Uuid,
    /// What it was called then.
    pub name: String,
    /// What happened.
    pub event: CrossingKind,
    /// When, by the time of the fix that showed it.
    pub at: Timestamp,
    /// When the server heard of it.
    pub recorded_at: Timestamp,
    /// Where the driver was.
    pub point: Point,
}
