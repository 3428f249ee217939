//! The WebSocket only says "there is more" and carries live positions. The data always comes by pull or by a read, so a
//! lost socket loses nothing.

use serde::{Deserialize, Serialize};

use super::DriverPosition;
use crate::{eta::Etas, id::DeliveryId};

/// `GET /api/v1/realtime`: one text frame each, server to client.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Poke {
    /// The connection stands.
    Hello {
        /// The log's sequence now.
        seq: u64,
    },
    /// The log has grown.
    Changed {
        /// The log's sequence now.
        seq: u64,
        /// Which deliveries changed, as far as this member may see them.
        deliveries: Vec<DeliveryId>,
    },
    /// A driver moved.
    Position(DriverPosition),
    /// What is expected of a delivery's stops changed.
    Expected {
        /// Which delivery.
        delivery: DeliveryId,
        /// What is expected now.
        etas: Etas,
    },
    /// News that a newer server knows and this program does not.
    #[serde(other)]
    Other,
}
