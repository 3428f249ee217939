//! Typed identifiers. All are UUIDs made by whoever creates the thing (version 7, so they sort by time), so a delivery
//! made offline on a phone keeps its id for ever.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// The id's 16 bytes, in network order.
            pub fn as_bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> Self {
                Self(uuid)
            }
        }
    };
}

id!(
    /// A fleet: a courier, a pharmacy group, a shop chain. The wall between tenants.
    OrganizationId
);
id!(
    /// A person with a role in one organization.
    MemberId
);
id!(
    /// One installation of the app, or one browser.
    DeviceId
);
id!(
    /// One enrolment: organization × member × device, with its own key and its own sequence.
    LaneId
);
id!(
    /// One attempt to bring parcels from a pickup stop to a drop-off stop.
    DeliveryId
);
id!(
    /// One thing that is carried.
    ParcelId
);
id!(
    /// The idempotency key of one command.
    CommandId
);
id!(
    /// Something a person must look at.
    ExceptionId
);
id!(
    /// A plan of routes: a preview until it is committed.
    PlanId
);
id!(
    /// A place from which goods and drivers set off.
    DepotId
);
id!(
    /// One vehicle of a fleet.
    VehicleId
);
id!(
    /// An area with rules.
    ZoneId
);
