//! Signing in, and the lane that comes with it.

use serde::{Deserialize, Serialize};

use crate::{
    id::{DeviceId, LaneId, OrganizationId},
    member::Member,
    proof::Sha256Hash,
    time::Timestamp,
};

/// `POST /api/v1/session`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignIn {
    /// The member's e-mail address.
    pub email: String,
    /// The password.
    pub password: String,
    /// The device; browsers leave it out, get a cookie, and no lane.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<DeviceInfo>,
}

/// The phone that signs in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeviceInfo {
    /// Made once per installation.
    pub id: DeviceId,
    /// For people, such as "Pixel 9".
    pub name: String,
    /// `android`, `ios`, `linux`, `macos`, `windows`.
    pub platform: String,
    /// Base64 of the lane's Ed25519 public key (32 bytes).
    pub public_key: String,
}

/// `POST /api/v1/session/lane`: another lane for the same member on the same device, with a session of its own. For a
/// phone that was restored from a copy or has lost its key. Asking again with the same key finds the same lane.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewLane {
    /// The device that asks, with the new lane's public key.
    pub device: DeviceInfo,
    /// The lane that ends with it.
    pub replaces: LaneId,
}

/// The answer to a sign-in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignedIn {
    /// Who signed in, and where.
    #[serde(flatten)]
    pub session: SessionInfo,
    /// For apps; a browser gets a cookie instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tokens: Option<Tokens>,
    /// For apps: where this device's sequence stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lane: Option<LaneInfo>,
}

/// `GET /api/v1/session`: who is signed in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionInfo {
    /// The member.
    pub member: Member,
    /// The fleet.
    pub organization: OrganizationInfo,
}

/// The fleet, as a member sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrganizationInfo {
    /// Which.
    pub id: OrganizationId,
    /// Its name.
    pub name: String,
    /// IANA time zone of its day, such as `Europe/Berlin`.
    pub time_zone: String,
}

/// Access and refresh token. Opaque.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Tokens {
    /// `Authorization: Bearer …`.
    pub access: String,
    /// When the access token ends.
    pub access_expires_at: Timestamp,
    /// Buys the next pair, once.
    pub refresh: String,
}

/// `POST /api/v1/session/refresh`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Refresh {
    /// The refresh token.
    pub refresh: String,
}

/// Where a lane stands on the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LaneInfo {
    /// Which.
    pub id: LaneId,
    /// The last sequence the server took in.
    pub last_seq: u64,
    /// The hash of that envelope; zeros where there is none.
    pub last_hash: Sha256Hash,
}
