//! What a driver has to do with a delivery: it is a stop of theirs, or they take it over, or they see it off.

use crate::{
    custody::Holder,
    delivery::{Delivery, State},
    id::MemberId,
};

/// The part of a driver in a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Theirs, to do or done. Whoever said that they took the goods over works with them at once.
    Stop,
    /// Asked whether they take it.
    Asked,
    /// About to get the goods from the present driver.
    Taking,
    /// Theirs still, though one of the two has said that the goods went over to a colleague.
    Leaving,
    /// None, or none any more.
    Nothing,
}

impl Part {
    /// The part of `member` in `delivery`.
    pub fn of(delivery: &Delivery, member: MemberId) -> Self {
        let has = delivery.driver == Some(member);
        match delivery.transfer {
            _ if delivery.state.is_final() && !has => Self::Nothing,
            Some(transfer) if has && (transfer.given_at.is_some() || transfer.taken_at.is_some()) => {
                Self::Leaving
            }
            Some(transfer) if transfer.to == member && !has => match transfer.taken_at {
                Some(_) => Self::Stop,
                None => Self::Taking,
            },
            _ if has && delivery.state == State::Offered => Self::Asked,
            _ if has => Self::Stop,
            _ => Self::Nothing,
        }
    }
}

/// How many parcels of a delivery that is over are still in the hands of `member`: to be brought back.
pub fn in_van(delivery: &Delivery, member: MemberId) -> usize {
    if delivery.state.is_final() { delivery.held_by(Holder::driver(member)).count() } else { 0 }
}
