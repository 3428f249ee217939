//! What goods take up, and what a vehicle has room for.

use serde::{Deserialize, Serialize};

use crate::parcel::Parcel;

/// What goods take up, or what a vehicle has room for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Load {
    /// Grams.
    pub weight_g: u32,
    /// Cubic centimetres.
    pub volume_cm3: u32,
    /// Pieces.
    pub count: u32,
}

/// One of the three things by which a load is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Grams.
    Weight,
    /// Cubic centimetres.
    Volume,
    /// Pieces.
    Count,
}

impl Measure {
    /// The name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Weight => "weight",
            Self::Volume => "volume",
            Self::Count => "count",
        }
    }
}

impl Load {
    /// More than anything weighs: the room of a vehicle about which nothing is known.
    pub const UNLIMITED: Self = Self { weight_g: u32::MAX, volume_cm3: u32::MAX, count: u32::MAX };

    /// What parcels take up that have not come to an end. A parcel without a weight or volume counts nothing there.
    pub fn of(parcels: &[Parcel]) -> Self {
        parcels.iter().filter(|parcel| parcel.outcome.is_none()).fold(Self::default(), |sum, parcel| {
            sum.plus(Self {
                weight_g: parcel.weight_g.unwrap_or(0),
                volume_cm3: parcel.volume_cm3.unwrap_or(0),
                count: parcel.quantity,
            })
        })
    }

    /// Both together.
    pub fn plus(self, other: Self) -> Self {
        Self {
            weight_g: self.weight_g.saturating_add(other.weight_g),
            volume_cm3: self.volume_cm3.saturating_add(other.volume_cm3),
            count: self.count.saturating_add(other.count),
        }
    }

    /// The room that is left in `self` beside `other`; nothing is left of a measure that is overfull.
    pub fn less(self, other: Self) -> Self {
        Self {
            weight_g: self.weight_g.saturating_sub(other.weight_g),
            volume_cm3: self.volume_cm3.saturating_sub(other.volume_cm3),
            count: self.count.saturating_sub(other.count),
        }
    }

    /// Whether it goes into `room`.
    pub fn fits(self, room: Self) -> bool {
        self.exceeded(room).is_none()
    }

    /// The first measure by which it does not go into `room`.
    pub fn exceeded(self, room: Self) -> Option<Measure> {
        if self.weight_g > room.weight_g {
            Some(Measure::Weight)
        } else if self.volume_cm3 > room.volume_cm3 {
            Some(Measure::Volume)
        } else if self.count > room.count {
            Some(Measure::Count)
        } else {
            None
        }
    }
}
