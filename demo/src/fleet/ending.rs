//! How a delivery of the past ended.

use rand::{rngs::SmallRng, seq::SliceRandom};
use waybill_domain::Outcome;

/// An ending. All but the whole and failed ones are there so that every screen has something to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// All parcels were handed over like this.
    Whole(Outcome),
    /// One parcel was refused.
    Partly,
    /// It was tried in vain.
    Failed(Outcome),
    /// The signature could not be had; the driver said why.
    Overridden,
    /// The same, and a dispatcher has looked at it.
    Resolved,
    /// The signature is missing and nobody said why.
    ProofMissing,
    /// It was handed over although it had been cancelled.
    AfterCancel,
}

/// Endings in a good mixture, for ever.
pub(super) struct Endings {
    rng: SmallRng,
    bag: Vec<Ending>,
    rounds: usize,
}

impl Endings {
    pub(super) fn new(rng: SmallRng) -> Self {
        Self { rng, bag: Vec::new(), rounds: 0 }
    }

    pub(super) fn next(&mut self) -> Ending {
        use Outcome::{
            DeliveredToMailbox, DeliveredToPickupPoint, DeliveredToRecipient, DeliveredToSafePlace,
            DeliveredToThirdParty, FailedCantFindAddress, FailedNotHome, FailedRefused,
        };
        if self.bag.is_empty() {
            self.bag = vec![Ending::Whole(DeliveredToRecipient); 13];
            self.bag.extend(
                [DeliveredToThirdParty, DeliveredToThirdParty, DeliveredToSafePlace].map(Ending::Whole),
            );
            self.bag.extend(
                [DeliveredToSafePlace, DeliveredToMailbox, DeliveredToPickupPoint].map(Ending::Whole),
            );
            self.bag.extend(
                [FailedNotHome, FailedNotHome, FailedRefused, FailedCantFindAddress].map(Ending::Failed),
            );
            self.bag.extend([Ending::Partly, Ending::Overridden]);
            if self.rounds == 0 {
                // Once in a fleet is enough; among the first ten, so that small fleets have them too.
                self.bag.shuffle(&mut self.rng);
                for (i, ending) in
                    [Ending::AfterCancel, Ending::ProofMissing, Ending::Resolved].into_iter().enumerate()
                {
                    let at = self.bag.len() - 1 - 3 * i;
                    self.bag.insert(at, ending);
                }
            } else {
                self.bag.shuffle(&mut self.rng);
            }
            self.rounds += 1;
        }
        self.bag.pop().unwrap_or(Ending::Whole(DeliveredToRecipient))
    }
}
