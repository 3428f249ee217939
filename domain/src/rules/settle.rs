//! What became of each parcel, and so of the delivery.

use crate::{
    command::Completion,
    outcome::Outcome,
    parcel::{Parcel, ParcelOutcome},
};

/// The parcels with their outcomes, and the outcome that follows: partial where parcels differ, refused (or damaged,
/// or not available) where none was handed over.
pub fn settle(parcels: &[Parcel], completion: &Completion) -> (Outcome, Vec<Parcel>) {
    delivered(parcels, completion)
}

pub(crate) fn delivered(parcels: &[Parcel], completion: &Completion) -> (Outcome, Vec<Parcel>) {
    let settled: Vec<Parcel> = parcels
        .iter()
        .map(|parcel| Parcel { outcome: Some(outcome_of(parcel, completion)), ..parcel.clone() })
        .collect();
    let handed_over =
        settled.iter().filter(|parcel| parcel.outcome == Some(ParcelOutcome::Delivered)).count();
    let outcome = if handed_over == settled.len() {
        completion.outcome
    } else if handed_over > 0 {
        Outcome::DeliveredPartially
    } else {
        match settled.first().and_then(|parcel| parcel.outcome) {
            Some(ParcelOutcome::Damaged) => Outcome::FailedDamaged,
            Some(ParcelOutcome::Missing) => Outcome::FailedPackageNotAvailable,
            Some(ParcelOutcome::Refused) => Outcome::FailedRefused,
            Some(ParcelOutcome::Returned | ParcelOutcome::Delivered) | None => Outcome::FailedOther,
        }
    };
    (outcome, settled)
}

/// Whether `completion` hands this parcel over.
pub(crate) fn outcome_of(parcel: &Parcel, completion: &Completion) -> ParcelOutcome {
    completion
        .parcels
        .iter()
        .find(|result| result.parcel == parcel.id)
        .map_or(ParcelOutcome::Delivered, |result| result.outcome)
}

/// A failed attempt: what is known of each parcel. Goods that nobody took stay open, they come back or go out again.
pub(crate) fn failed(parcels: &[Parcel], reason: Outcome) -> Vec<Parcel> {
    let outcome = match reason {
        Outcome::FailedRefused => Some(ParcelOutcome::Refused),
        Outcome::FailedDamaged => Some(ParcelOutcome::Damaged),
        Outcome::FailedPackageNotAvailable => Some(ParcelOutcome::Missing),
        _ => None,
    };
    parcels.iter().map(|parcel| Parcel { outcome, ..parcel.clone() }).collect()
}
