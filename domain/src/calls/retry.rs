//! Another attempt.

use serde::{Deserialize, Serialize};

use super::{Call, Created, Request};
use crate::{
    id::{DeliveryId, MemberId},
    time::Window,
};

/// `POST /api/v1/deliveries/{id}/retry`: what was not handed over goes out again, as the next attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RetryDelivery {
    /// The attempt that failed; the server takes it from the path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<DeliveryId>,
    /// UUIDv7 of the new delivery, made by the caller, so that trying again does no harm.
    pub id: DeliveryId,
    /// When the pickup stop may be served.
    #[serde(default)]
    pub pickup_window: Window,
    /// When the drop-off stop may be served.
    #[serde(default)]
    pub dropoff_window: Window,
    /// Given to this driver at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub driver: Option<MemberId>,
}

impl Call for RetryDelivery {
    const NAME: &'static str = "retry_delivery";
    type Reply = Created;

    fn request(&self) -> Request {
        let of = self.of.map(|id| id.to_string()).unwrap_or_default();
        Request::post(format!("/api/v1/deliveries/{of}/retry"), self)
    }
}
