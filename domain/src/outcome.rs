//! How a delivery ended.

use serde::{Deserialize, Serialize};

/// The outcome of a completed delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Into the recipient's hands.
    DeliveredToRecipient,
    /// To somebody else, whose name is in the proof.
    DeliveredToThirdParty,
    /// Left where the recipient asked.
    DeliveredToSafePlace,
    /// In the mailbox.
    DeliveredToMailbox,
    /// At a pickup point.
    DeliveredToPickupPoint,
    /// Some parcels were handed over, others not.
    DeliveredPartially,
    /// Nobody opened.
    FailedNotHome,
    /// The address could not be found.
    FailedCantFindAddress,
    /// The recipient refused.
    FailedRefused,
    /// The goods are broken.
    FailedDamaged,
    /// The goods were not in the van.
    FailedPackageNotAvailable,
    /// The cash was not there.
    FailedPaymentNotReceived,
    /// A proof that must be there could not be had.
    FailedMissingRequiredProof,
    /// The day was over.
    FailedNoTime,
    /// Something else; the note says what.
    FailedOther,
}

impl Outcome {
    /// All outcomes, in the order in which they are offered.
    pub const ALL: [Self; 15] = [
        Self::DeliveredToRecipient,
        Self::DeliveredToThirdParty,
        Self::DeliveredToSafePlace,
        Self::DeliveredToMailbox,
        Self::DeliveredToPickupPoint,
        Self::DeliveredPartially,
        Self::FailedNotHome,
        Self::FailedCantFindAddress,
        Self::FailedRefused,
        Self::FailedDamaged,
        Self::FailedPackageNotAvailable,
        Self::FailedPaymentNotReceived,
        Self::FailedMissingRequiredProof,
        Self::FailedNoTime,
        Self::FailedOther,
    ];

    /// Whether at least one parcel was handed over.
    pub fn is_delivered(self) -> bool {
        match self {
            Self::DeliveredToRecipient
            | Self::DeliveredToThirdParty
            | Self::DeliveredToSafePlace
            | Self::DeliveredToMailbox
            | Self::DeliveredToPickupPoint
            | Self::DeliveredPartially => true,
            Self::FailedNotHome
            | Self::FailedCantFindAddress
            | Self::FailedRefused
            | Self::FailedDamaged
            | Self::FailedPackageNotAvailable
            | Self::FailedPaymentNotReceived
            | Self::FailedMissingRequiredProof
            | Self::FailedNoTime
            | Self::FailedOther => false,
        }
    }
}
