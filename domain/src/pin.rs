//! The door PIN that a recipient tells the driver.
//!
//! A phone checks it offline against a salted hash. Four digits can be guessed from any hash, so this is a convenience;
//! the server's check of the digits that were entered is the evidence.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A salted hash of a PIN.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PinCheck {
    /// Random, per delivery.
    pub salt: String,
    /// Hex SHA-256 over salt, a colon and the digits.
    pub hash: String,
}

impl PinCheck {
    /// Hides `pin` behind `salt`.
    pub fn new(salt: impl Into<String>, pin: &str) -> Self {
        let salt = salt.into();
        let hash = digest(&salt, pin);
        Self { salt, hash }
    }

    /// Whether `pin` is the one; white space around it does not count.
    pub fn matches(&self, pin: &str) -> bool {
        digest(&self.salt, pin.trim()) == self.hash
    }
}

fn digest(salt: &str, pin: &str) -> String {
    hex::encode(Sha256::digest(format!("{salt}:{pin}")))
}
