//! What a reader of a good bundle should know.

use std::fmt;

use crate::time::Timestamp;

/// Something that is not wrong, and worth knowing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// These events were made by members without a device's signature (in a browser, or before there were keys): only
    /// the issuer vouches for them.
    Unsigned {
        /// Their sequences.
        events: Vec<u64>,
    },
    /// The command came in before the server gave receipts.
    NoReceipt {
        /// Where in the bundle.
        at: String,
    },
    /// The device's clock and the server's are far apart.
    Clocks {
        /// Where in the bundle.
        at: String,
        /// By the device.
        occurred_at: Timestamp,
        /// By the server.
        received_at: Timestamp,
    },
    /// Something was erased by law; its hash is still covered.
    Erased {
        /// Where in the bundle.
        at: String,
    },
    /// The phone has not sent this file yet; its hash is covered.
    NotReceived {
        /// Its name.
        name: String,
    },
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unsigned { events } => {
                let list: Vec<_> = events.iter().map(u64::to_string).collect();
                write!(
                    f,
                    "without a device's signature, vouched for by the issuer alone: events {}",
                    list.join(", ")
                )
            }
            Self::NoReceipt { at } => write!(f, "{at} came in before the server gave receipts"),
            Self::Clocks { at, occurred_at, received_at } => {
                write!(f, "{at}: the device says {occurred_at}, the server received it at {received_at}")
            }
            Self::Erased { at } => write!(f, "{at} was erased by law; its hash still stands"),
            Self::NotReceived { name } => write!(f, "{name} is still on the phone; its hash stands"),
        }
    }
}
