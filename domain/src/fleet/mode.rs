//! How somebody gets about.

use serde::{Deserialize, Serialize};

/// How somebody gets about, and so by which roads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TravelMode {
    /// A car or a van up to 3.5 t.
    #[default]
    Car,
    /// A bicycle, a cargo bicycle.
    Bicycle,
    /// On foot.
    Foot,
}

impl TravelMode {
    /// All of them, in the order of their numbers.
    pub const ALL: [Self; 3] = [Self::Car, Self::Bicycle, Self::Foot];

    /// The word for it, as on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Car => "car",
            Self::Bicycle => "bicycle",
            Self::Foot => "foot",
        }
    }
}
