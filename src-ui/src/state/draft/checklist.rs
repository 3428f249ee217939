//! The checklist of a handing over, made from what the stop demands of the parcels that change hands.

use waybill_domain::{
    Delivery, Money, Outcome,
    calls::driver::Draft,
    command::Completion,
    parcel::{Parcel, ParcelOutcome},
    requirements::{Demand, Requirement},
};

/// How far one item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// There.
    Done,
    /// Passed over, with a reason.
    Excused,
    /// Missing, and the next one to do.
    Next,
    /// Missing.
    Open,
}

/// One item of the checklist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// What is demanded.
    pub requirement: Requirement,
    /// How far it is.
    pub progress: Progress,
}

/// A delivery and what has been gathered for it.
#[derive(Clone, Copy, Debug)]
pub struct Checklist<'a> {
    /// Which delivery.
    pub delivery: &'a Delivery,
    /// What has been gathered.
    pub draft: &'a Draft,
}

impl<'a> Checklist<'a> {
    /// Whether this parcel changes hands.
    pub fn hands_over(&self, parcel: &Parcel) -> bool {
        self.draft.parcel(parcel.id) == ParcelOutcome::Delivered
    }

    /// How many parcels change hands.
    pub fn handed_over(&self) -> usize {
        self.delivery.parcels.iter().filter(|parcel| self.hands_over(parcel)).count()
    }

    /// How it is handed over: to the recipient, unless somebody said otherwise.
    pub fn outcome(&self) -> Outcome {
        self.draft.outcome.filter(|outcome| outcome.is_delivered()).unwrap_or(Outcome::DeliveredToRecipient)
    }

    /// What the stop demands.
    pub fn demand(&self) -> Demand<'a> {
        let draft = self.draft;
        self.delivery.demand(|parcel| draft.parcel(parcel.id) == ParcelOutcome::Delivered)
    }

    /// Cash that is due for the parcels that change hands.
    pub fn cash_due(&self) -> Option<Money> {
        self.demand().cash.filter(|cash| cash.minor > 0)
    }

    /// The codes still to read.
    pub fn codes_left(&self) -> Vec<&'a str> {
        let scans = &self.draft.evidence.scans;
        self.demand().codes.into_iter().filter(|code| !scans.iter().any(|scan| scan == code)).collect()
    }

    /// The items, in the order in which they are worked on. Whoever is not the recipient is asked for a name, whether
    /// the stop demands one or not.
    pub fn items(&self) -> Vec<Item> {
        let demand = self.demand();
        let mut requirements = demand.items();
        if self.outcome() == Outcome::DeliveredToThirdParty
            && !requirements.contains(&Requirement::RecipientName)
        {
            requirements.push(Requirement::RecipientName);
            requirements.sort();
        }
        let evidence = &self.draft.evidence;
        let mut next_given = false;
        let mut progress = |requirement| {
            if demand.is_met(requirement, evidence) {
                Progress::Done
            } else if evidence.overrides.iter().any(|o| o.requirement == requirement) {
                Progress::Excused
            } else if std::mem::replace(&mut next_given, true) {
                Progress::Open
            } else {
                Progress::Next
            }
        };
        requirements
            .into_iter()
            .map(|requirement| Item { requirement, progress: progress(requirement) })
            .collect()
    }

    /// What comes next; `None` when all is there and the delivery can be completed.
    pub fn next(&self) -> Option<Requirement> {
        self.items().into_iter().find(|item| item.progress == Progress::Next).map(|item| item.requirement)
    }

    /// What is neither there nor excused.
    pub fn missing(&self) -> Vec<Requirement> {
        let open = |item: &Item| matches!(item.progress, Progress::Next | Progress::Open);
        self.items().into_iter().filter(open).map(|item| item.requirement).collect()
    }

    /// The handing over, as it would be recorded now.
    pub fn completion(&self) -> Completion {
        let mut evidence = self.draft.evidence.clone();
        let demand = self.demand();
        // A reason given for something that came about after all would only confuse whoever reads it later.
        let given = evidence.clone();
        evidence.overrides.retain(|o| !demand.is_met(o.requirement, &given));
        Completion { outcome: self.outcome(), parcels: self.draft.parcels.clone(), evidence }
    }
}

#[cfg(test)]
mod tests {
    use waybill_domain::{pin::PinCheck, proof::Sha256Hash, requirements::Requirements};

    use super::*;
    use crate::state::{draft::DraftChange, samples};

    fn demanding() -> Delivery {
        let mut delivery = samples::delivery(1);
        delivery.dropoff.requirements = Requirements {
            photos: 1,
            signature: true,
            scan: true,
            pin: Some(PinCheck::new("salt", "1234")),
            recipient_name: false,
            min_age: None,
        };
        delivery
    }

    fn photo() -> waybill_domain::proof::BlobRef {
        waybill_domain::proof::BlobRef {
            sha256: Sha256Hash::of(b"photo"),
            size: 5,
            mime: "image/jpeg".to_owned(),
            kind: waybill_domain::proof::BlobKind::Photo,
        }
    }

    #[test]
    fn the_big_button_walks_through_the_list() {
        let delivery = demanding();
        let steps = [
            (Requirement::Photo, DraftChange::AddPhoto(photo())),
            (Requirement::Scan, DraftChange::Scan("P1".to_owned())),
            (Requirement::Scan, DraftChange::Scan("P2".to_owned())),
            (Requirement::Signature, DraftChange::Signature(Some(photo()))),
            (Requirement::Pin, DraftChange::Pin(Some("1234".to_owned()))),
            (Requirement::Cash, DraftChange::Cash(Some(Money::eur(1_000)))),
        ];
        let mut draft = Draft::default();
        for (expected, change) in steps {
            assert_eq!(Checklist { delivery: &delivery, draft: &draft }.next(), Some(expected));
            draft = change.apply(draft);
        }
        assert_eq!(Checklist { delivery: &delivery, draft: &draft }.next(), None);
    }

    #[test]
    fn cash_and_codes_follow_the_parcels_that_change_hands() {
        let delivery = demanding();
        let refused = DraftChange::Parcel(samples::parcel(1).id, ParcelOutcome::Refused);
        let draft = refused.apply(Draft::default());
        let list = Checklist { delivery: &delivery, draft: &draft };
        assert_eq!(list.cash_due(), None);
        assert_eq!(list.codes_left(), ["P2"]);
        assert_eq!(list.handed_over(), 1);
    }

    #[test]
    fn an_excuse_lets_the_list_go_on_and_goes_when_it_is_not_needed() {
        let delivery = demanding();
        let excused = DraftChange::Override(Requirement::Photo, "camera broken".to_owned());
        let draft = excused.apply(Draft::default());
        let list = Checklist { delivery: &delivery, draft: &draft };
        assert_eq!(list.next(), Some(Requirement::Scan));
        assert_eq!(list.completion().evidence.overrides.len(), 1);
        let draft = DraftChange::AddPhoto(photo()).apply(draft);
        let list = Checklist { delivery: &delivery, draft: &draft };
        assert!(list.completion().evidence.overrides.is_empty());
    }

    #[test]
    fn somebody_else_is_asked_for_a_name() {
        let delivery = samples::delivery(2);
        let draft = DraftChange::Outcome(Outcome::DeliveredToThirdParty).apply(Draft::default());
        let list = Checklist { delivery: &delivery, draft: &draft };
        assert!(list.missing().contains(&Requirement::RecipientName));
    }

    #[test]
    fn a_failed_outcome_of_an_earlier_try_does_not_stick_to_a_handing_over() {
        let delivery = samples::delivery(2);
        let draft = DraftChange::Outcome(Outcome::FailedNotHome).apply(Draft::default());
        let list = Checklist { delivery: &delivery, draft: &draft };
        assert_eq!(list.outcome(), Outcome::DeliveredToRecipient);
    }
}
