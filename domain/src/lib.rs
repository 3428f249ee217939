//! The words and rules of delivery.
//!
//! Everything here is pure: no clock, no I/O, no randomness. The phone runs these rules at once and offline; the
//! server runs the same rules with authority. Time, ids and keys are passed in.

pub mod calendar;
pub mod calls;
pub mod certificate;
pub mod chain;
pub mod command;
pub mod custody;
pub mod delivery;
pub mod dispatch;
pub mod erasure;
pub mod eta;
pub mod event;
pub mod exception;
pub mod fleet;
pub mod geo;
pub mod geofence;
pub mod id;
pub mod line;
pub mod member;
pub mod money;
pub mod operations;
pub mod outcome;
pub mod parcel;
pub mod pin;
pub mod plan;
pub mod polyline;
pub mod problem;
pub mod proof;
pub mod protocol;
pub mod requirements;
pub mod route;
pub mod rules;
pub mod stop;
pub mod time;
pub mod tracking;
pub mod validate;
pub mod visibility;
pub mod zone;

pub use command::{Command, Envelope};
pub use delivery::{Delivery, Preparation, State};
pub use event::{Event, EventBody};
pub use geo::{Fix, Point};
pub use id::{
    CommandId, DeliveryId, DeviceId, ExceptionId, LaneId, MemberId, OrganizationId, ParcelId, PlanId,
};
pub use member::{Member, Role};
pub use money::Money;
pub use outcome::Outcome;
pub use problem::Problem;
pub use time::{Timestamp, Window};
