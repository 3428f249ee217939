//! An offer as it stands in the delivery.

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// The delivery is proposed to its driver, who has not answered yet. How the offers before it ended is in [`super::Offers`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Offer {
    /// Since when.
    pub asked_at: Timestamp,
    /// From then on it is too late to say yes: by the phone's clock on the phone, by the server's on the server.
    pub until: Timestamp,
}

impl Offer {
    /// Whether it is too late to say yes.
    pub fn is_over(&self, now: Timestamp) -> bool {
        now >= self.until
    }
}
