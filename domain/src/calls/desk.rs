//! The calls that the interface makes, in a browser and through the native shell.

use super::{Call, *};

/// A call that the interface makes. The native shell knows each by its name, so one that works in a browser cannot be
/// unknown in the app.
pub trait DeskCall: Call {}

/// Hands all [`DeskCall`]s to a macro, after what else it is given.
#[macro_export]
macro_rules! desk_calls {
    ($then:ident!($($given:tt)*)) => {
        $then! {
            $($given)*
            ActOnDelivery,
            AllowDevice,
            CancelRoutePlan,
            CommitRoutePlan,
            CreateDelivery,
            DispatchDelivery,
            FindPlaces,
            GetCalendar,
            GetDecisions,
            GetDelivery,
            GetDispatchPolicy,
            GetDriverProfile,
            GetDriverWay,
            GetLaneLog,
            GetMap,
            GetPlanWay,
            GetPromise,
            GetRoster,
            GetRoutePlan,
            GetSession,
            GetSyncStatus,
            GetTileSet,
            GetTravel,
            InsertDelivery,
            ListDeliveries,
            ListDepots,
            ListExceptions,
            ListGeofenceEvents,
            ListMembers,
            ListPositions,
            ListRosters,
            ListRoutePlans,
            ListShifts,
            ListVehicles,
            ListZones,
            OptimizeRoutes,
            PlaceAt,
            PlanWave,
            PutCalendar,
            PutDepot,
            PutDispatchPolicy,
            PutDriverProfile,
            PutRoster,
            PutVehicle,
            PutZone,
            RemoveDepot,
            RemoveVehicle,
            RemoveZone,
            RetryDelivery,
            RevokeDevice,
            StopDispatch,
            StopRoutePlan,
            UndoRoutePlan,
        }
    };
}

macro_rules! marked {
    ($($call:ident,)*) => {
        $(impl DeskCall for $call {})*
    };
}

desk_calls!(marked!());
