//! One change of a draft at a time; each is kept on the device at once.

use waybill_domain::{
    Money, Outcome, ParcelId,
    calls::driver::Draft,
    command::ParcelResult,
    parcel::ParcelOutcome,
    proof::{BlobRef, Override, Sha256Hash},
    requirements::Requirement,
};

/// One change.
#[derive(Clone, Debug, PartialEq)]
pub enum DraftChange {
    /// One more photo.
    AddPhoto(BlobRef),
    /// Without that photo.
    RemovePhoto(Sha256Hash),
    /// Signed, or the signature taken back.
    Signature(Option<BlobRef>),
    /// The name of whoever takes it.
    Name(String),
    /// One more code read. A code that was read before changes nothing.
    Scan(String),
    /// Without that code.
    Unscan(String),
    /// The digits the recipient told.
    Pin(Option<String>),
    /// Somebody looked at a document.
    Age(bool),
    /// Cash taken.
    Cash(Option<Money>),
    /// Anything else worth saying.
    Note(String),
    /// How it is handed over.
    Outcome(Outcome),
    /// What becomes of one parcel.
    Parcel(ParcelId, ParcelOutcome),
    /// A requirement that cannot be met, and why; an empty reason takes it back.
    Override(Requirement, String),
}

impl DraftChange {
    /// The draft after this change.
    pub fn apply(self, mut draft: Draft) -> Draft {
        let evidence = &mut draft.evidence;
        match self {
            Self::AddPhoto(photo) => {
                if !evidence.photos.contains(&photo) {
                    evidence.photos.push(photo);
                }
            }
            Self::RemovePhoto(sha256) => evidence.photos.retain(|photo| photo.sha256 != sha256),
            Self::Signature(signature) => evidence.signature = signature,
            Self::Name(name) => evidence.recipient_name = name,
            Self::Scan(code) => {
                if !evidence.scans.contains(&code) {
                    evidence.scans.push(code);
                }
            }
            Self::Unscan(code) => evidence.scans.retain(|other| *other != code),
            Self::Pin(pin) => evidence.pin = pin,
            Self::Age(verified) => evidence.age_verified = verified,
            Self::Cash(cash) => evidence.cash = cash,
            Self::Note(note) => evidence.note = note,
            Self::Outcome(outcome) => draft.outcome = Some(outcome),
            Self::Parcel(parcel, outcome) => {
                draft.parcels.retain(|result| result.parcel != parcel);
                if outcome != ParcelOutcome::Delivered {
                    draft.parcels.push(ParcelResult { parcel, outcome });
                }
            }
            Self::Override(requirement, reason) => {
                evidence.overrides.retain(|other| other.requirement != requirement);
                if !reason.trim().is_empty() {
                    evidence.overrides.push(Override { requirement, reason: reason.trim().to_owned() });
                }
            }
        }
        draft
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::samples::parcel;

    #[test]
    fn a_parcel_that_is_handed_over_after_all_leaves_no_trace() {
        let id = parcel(1).id;
        let draft = DraftChange::Parcel(id, ParcelOutcome::Refused).apply(Draft::default());
        assert_eq!(draft.parcel(id), ParcelOutcome::Refused);
        let draft = DraftChange::Parcel(id, ParcelOutcome::Delivered).apply(draft);
        assert_eq!(draft, Draft::default());
    }

    #[test]
    fn reading_a_code_twice_counts_once() {
        let once = DraftChange::Scan("P1".to_owned()).apply(Draft::default());
        assert_eq!(DraftChange::Scan("P1".to_owned()).apply(once.clone()), once);
    }

    #[test]
    fn an_override_needs_a_reason() {
        let with = DraftChange::Override(Requirement::Pin, " lost ".to_owned()).apply(Draft::default());
        assert_eq!(with.evidence.overrides[0].reason, "lost");
        let without = DraftChange::Override(Requirement::Pin, "  ".to_owned()).apply(with);
        assert!(without.evidence.overrides.is_empty());
    }
}
