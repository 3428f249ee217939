//! Positions: their own lane, which never blocks commands.

use serde::{Deserialize, Serialize};

use crate::{
    calls::driver::Shift,
    geo::{Fix, LaneFix},
    id::{DeviceId, MemberId},
    time::Timestamp,
};

/// `POST /api/v1/positions`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FixBatch {
    /// Which device took them.
    pub device: DeviceId,
    /// At most [`super::FIXES_MAX`], in any order; a fix that is known already does no harm.
    pub fixes: Vec<LaneFix>,
    /// What time it is by the device's clock as it sends them. Where that is off, the server puts their times right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_at: Option<Timestamp>,
    /// Whether the driver works now, as far as the driver has told the device. Absent: nothing new is said about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shift: Option<Shift>,
}

impl FixBatch {
    /// Fixes, and nothing more.
    pub fn new(device: DeviceId, fixes: Vec<LaneFix>) -> Self {
        Self { device, fixes, sent_at: None, shift: None }
    }
}

/// What became of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FixReceipt {
    /// New fixes.
    pub stored: usize,
    /// Known already.
    pub duplicates: usize,
    /// Further ahead of the server's clock than a clock may be off; not stored, and sending them again does not help.
    #[serde(default)]
    pub refused: usize,
}

/// Where a driver is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DriverPosition {
    /// Who.
    pub member: MemberId,
    /// The newest fix.
    #[serde(flatten)]
    pub fix: Fix,
}
