//! What can go wrong, and whether trying again can help.

use serde::{Deserialize, Serialize};
use waybill_domain::{problem::FieldError, rules::Rejected};

use crate::{
    device::DeviceError, photo::PhotoError, secrets::SecretsError, store::StoreError, wire::WireError,
};

/// Why the offline half could not do it.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The rules stand against it.
    #[error("{0}")]
    Rejected(#[from] Rejected),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The network or the server.
    #[error(transparent)]
    Wire(#[from] WireError),
    /// The bytes are not a photo or signature that can be kept.
    #[error(transparent)]
    Photo(#[from] PhotoError),
    /// The folder, the lock, a file.
    #[error(transparent)]
    Device(#[from] DeviceError),
    /// The keystore.
    #[error(transparent)]
    Secrets(#[from] SecretsError),
    /// Nobody is signed in.
    #[error("nobody is signed in on this device")]
    NotSignedIn,
    /// Something waits; signing out must say that it may stay.
    #[error("{0} commands or files are not yet on the server")]
    OutboxNotEmpty(usize),
    /// A field breaks a rule.
    #[error("{0}")]
    Input(FieldError),
    /// No such file on this device.
    #[error("this file is not on this device")]
    NoSuchFile,
    /// No such call.
    #[error("there is no call named {0}")]
    UnknownCall(String),
}

impl ClientError {
    /// `field` breaks `rule`.
    pub fn input(field: &str, rule: impl Into<String>) -> Self {
        Self::Input(FieldError::new(field, rule))
    }

    /// Whether the same thing may succeed later, without anybody changing anything.
    pub fn retry_helps(&self) -> bool {
        match self {
            Self::Wire(error) => error.retry_helps(),
            Self::Store(error) => error.retry_helps(),
            Self::Device(error) => error.retry_helps(),
            Self::Secrets(_) => true,
            Self::Rejected(_)
            | Self::Photo(_)
            | Self::NotSignedIn
            | Self::OutboxNotEmpty(_)
            | Self::Input(_)
            | Self::NoSuchFile
            | Self::UnknownCall(_) => false,
        }
    }

    /// The stable name.
    pub fn code(&self) -> &str {
        match self {
            Self::Rejected(rejected) => rejected.code(),
            Self::Store(error) => error.code(),
            Self::Wire(error) => error.code(),
            Self::Photo(error) => error.code(),
            Self::Device(error) => error.code(),
            Self::Secrets(_) => "keystore",
            Self::NotSignedIn => "not_signed_in",
            Self::OutboxNotEmpty(_) => "outbox_not_empty",
            Self::Input(_) => "invalid",
            Self::NoSuchFile => "no_such_file",
            Self::UnknownCall(_) => "unknown_call",
        }
    }

    /// The fields that break rules.
    pub fn fields(&self) -> Vec<FieldError> {
        match self {
            Self::Input(error) => vec![error.clone()],
            Self::Rejected(Rejected::Invalid { errors }) => errors.clone(),
            Self::Wire(WireError::Problem(refused)) => refused.problem.errors.clone(),
            _ => Vec::new(),
        }
    }
}

/// An error as the UI gets it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{message}")]
pub struct CommandError {
    /// The stable name.
    pub code: String,
    /// What happened, in plain words.
    pub message: String,
    /// Fields that break rules.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
}

impl From<ClientError> for CommandError {
    fn from(error: ClientError) -> Self {
        let mut message = error.to_string();
        if let Some(first) = message.get(..1) {
            let capital = first.to_uppercase();
            message.replace_range(..1, &capital);
        }
        Self { code: error.code().to_owned(), message, errors: error.fields() }
    }
}
