//! Parcels and what became of each.

use serde::{Deserialize, Serialize};

use crate::{id::ParcelId, money::Money};

/// One thing that is carried, with its own outcome.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Parcel {
    /// Which parcel.
    pub id: ParcelId,
    /// What the barcode on it says.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub code: String,
    /// What it is, in words.
    pub name: String,
    /// How many pieces go under this code.
    #[serde(default = "one")]
    pub quantity: u32,
    /// Weight of all pieces, in grams.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight_g: Option<u32>,
    /// Volume of all pieces, in cubic centimetres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub volume_cm3: Option<u32>,
    /// To be paid in cash when this parcel is handed over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cash_due: Option<Money>,
    /// What became of it; `None` while it is under way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<ParcelOutcome>,
}

fn one() -> u32 {
    1
}

/// How it ended for one parcel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ParcelOutcome {
    /// Handed over or left as asked.
    Delivered,
    /// The recipient did not want it.
    Refused,
    /// Broken on the way.
    Damaged,
    /// Not in the van.
    Missing,
    /// Brought back.
    Returned,
}

/// Cash due for those parcels that `delivered` says were handed over. `None`: nothing is due.
pub fn cash_due(parcels: &[Parcel], delivered: impl Fn(&Parcel) -> bool) -> Option<Money> {
    Money::sum(parcels.iter().filter(|parcel| delivered(parcel)).filter_map(|parcel| parcel.cash_due))
}
