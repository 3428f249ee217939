//! Which proof a stop demands, and whether it is there. The phone and the server run the same check.

use serde::{Deserialize, Serialize};

use crate::{money::Money, pin::PinCheck, proof::Evidence};

/// What must be shown at one stop.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Requirements {
    /// At least this many photos.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub photos: u8,
    /// A drawn signature.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub signature: bool,
    /// Every parcel's code read.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub scan: bool,
    /// The PIN that the recipient was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pin: Option<PinCheck>,
    /// The name of whoever takes it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub recipient_name: bool,
    /// The recipient must be this old, in years.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_age: Option<u8>,
}

fn is_zero(n: &u8) -> bool {
    *n == 0
}

/// One thing that is demanded. The order is the order of the driver's checklist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Requirement {
    /// Enough photos.
    Photo,
    /// All parcels scanned.
    Scan,
    /// A signature.
    Signature,
    /// The right PIN.
    Pin,
    /// The recipient's name.
    RecipientName,
    /// The recipient's age.
    Age,
    /// The cash that is due.
    Cash,
}

impl Requirement {
    /// The requirement in words, for messages.
    pub fn words(self) -> &'static str {
        match self {
            Self::Photo => "photo",
            Self::Scan => "scan of every parcel",
            Self::Signature => "signature",
            Self::Pin => "PIN",
            Self::RecipientName => "recipient's name",
            Self::Age => "age check",
            Self::Cash => "cash",
        }
    }
}

/// What the stop asks for, given the codes to scan and the cash that is due.
pub struct Demand<'a> {
    /// The stop's own requirements.
    pub requirements: &'a Requirements,
    /// Codes of the parcels that are handed over here.
    pub codes: Vec<&'a str>,
    /// Cash due for those parcels.
    pub cash: Option<Money>,
}

impl Demand<'_> {
    /// Everything that is demanded, in the order of the checklist.
    pub fn items(&self) -> Vec<Requirement> {
        let r = self.requirements;
        [
            (r.photos > 0, Requirement::Photo),
            (r.scan && !self.codes.is_empty(), Requirement::Scan),
            (r.signature, Requirement::Signature),
            (r.pin.is_some(), Requirement::Pin),
            (r.recipient_name, Requirement::RecipientName),
            (r.min_age.is_some(), Requirement::Age),
            (self.cash.is_some_and(|cash| cash.minor > 0), Requirement::Cash),
        ]
        .into_iter()
        .filter_map(|(demanded, item)| demanded.then_some(item))
        .collect()
    }

    /// Whether `evidence` meets `item`, overrides aside.
    pub fn is_met(&self, item: Requirement, evidence: &Evidence) -> bool {
        let r = self.requirements;
        match item {
            Requirement::Photo => evidence.photos.len() >= usize::from(r.photos),
            Requirement::Scan => self.codes.iter().all(|code| evidence.scans.iter().any(|scan| scan == code)),
            Requirement::Signature => evidence.signature.is_some(),
            Requirement::Pin => match (&r.pin, &evidence.pin) {
                (Some(check), Some(pin)) => check.matches(pin),
                (Some(_), None) => false,
                (None, _) => true,
            },
            Requirement::RecipientName => !evidence.recipient_name.trim().is_empty(),
            Requirement::Age => evidence.age_verified,
            Requirement::Cash => match (self.cash, evidence.cash) {
                (Some(due), Some(taken)) => taken.currency == due.currency && taken.minor >= due.minor,
                (Some(_), None) => false,
                (None, _) => true,
            },
        }
    }

    /// What is demanded and neither met nor overridden with a reason.
    pub fn missing(&self, evidence: &Evidence) -> Vec<Requirement> {
        let excused = |item: Requirement| {
            evidence.overrides.iter().any(|o| o.requirement == item && !o.reason.trim().is_empty())
        };
        self.items().into_iter().filter(|&item| !self.is_met(item, evidence) && !excused(item)).collect()
    }
}
