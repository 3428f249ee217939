//! One row of the board: a delivery, with what is worked out once instead of at every frame.

use waybill_domain::{Delivery, Outcome, State, requirements::Requirement};

/// A delivery, ready to be searched, compared and drawn.
#[derive(Clone, Debug)]
pub struct Row {
    /// The delivery.
    pub delivery: Delivery,
    /// What the drop-off demands, in the order of the driver's checklist.
    pub demands: Vec<Requirement>,
    haystack: String,
}

/// Which colour a state has. Never the only sign: a word and an icon go with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tone {
    /// Waits for somebody.
    Waiting,
    /// Proposed to a driver.
    Offered,
    /// A driver has it.
    Given,
    /// Under way.
    Moving,
    /// At the door.
    There,
    /// Delivered.
    Good,
    /// Tried in vain.
    Bad,
    /// Called off.
    Gone,
}

impl Tone {
    /// All tones.
    pub const ALL: [Self; 8] = [
        Self::Waiting,
        Self::Offered,
        Self::Given,
        Self::Moving,
        Self::There,
        Self::Good,
        Self::Bad,
        Self::Gone,
    ];

    /// The tone of that delivery.
    pub fn of(delivery: &Delivery) -> Self {
        match delivery.state {
            State::Unassigned => Self::Waiting,
            State::Offered => Self::Offered,
            State::Assigned | State::Accepted => Self::Given,
            State::ArrivedAtPickup | State::PickedUp | State::OutForDelivery => Self::Moving,
            State::Arrived => Self::There,
            State::Completed if delivery.outcome.is_some_and(Outcome::is_delivered) => Self::Good,
            State::Completed => Self::Bad,
            State::Cancelled => Self::Gone,
        }
    }

    /// The name in styles and on the map.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Offered => "offered",
            Self::Given => "given",
            Self::Moving => "moving",
            Self::There => "there",
            Self::Good => "good",
            Self::Bad => "bad",
            Self::Gone => "gone",
        }
    }
}

impl PartialEq for Row {
    /// By revision: equal revisions of a delivery are equal in everything.
    fn eq(&self, other: &Self) -> bool {
        self.delivery.id == other.delivery.id && self.delivery.rev == other.delivery.rev
    }
}

impl Row {
    /// The row of `delivery`.
    pub fn new(delivery: Delivery) -> Self {
        let parts = [
            delivery.code.as_str(),
            &delivery.dropoff.address,
            &delivery.dropoff.unit,
            &delivery.dropoff.contact.name,
            &delivery.pickup.address,
            &delivery.merchant,
        ];
        let parcels = delivery.parcels.iter().flat_map(|parcel| [parcel.code.as_str(), &parcel.name]);
        let mut haystack = String::new();
        for part in parts.into_iter().chain(parcels) {
            haystack.extend(part.chars().flat_map(char::to_lowercase));
            haystack.push('\n');
        }
        let demands = delivery.demand(|_| true).items();
        Self { delivery, demands, haystack }
    }

    /// Whether all `words`, lower-case, occur in code, addresses, names or parcels, or in the driver's name.
    pub fn has_words(&self, words: &[String], driver: &str) -> bool {
        words.iter().all(|word| self.haystack.contains(word) || driver.to_lowercase().contains(word))
    }

    /// How many pieces there are in all.
    pub fn pieces(&self) -> u32 {
        self.delivery.parcels.iter().map(|parcel| parcel.quantity).sum()
    }
}
