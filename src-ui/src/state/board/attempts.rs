//! Attempts at one delivery: what can go out again, and what came before and after.

use waybill_domain::{Delivery, DeliveryId, State, parcel::ParcelOutcome};

use super::Board;

/// Whether something of it was not handed over, and could be sent out again.
pub fn can_go_again(delivery: &Delivery) -> bool {
    let left = |outcome: Option<ParcelOutcome>| outcome != Some(ParcelOutcome::Delivered);
    delivery.state == State::Completed && delivery.parcels.iter().any(|parcel| left(parcel.outcome))
}

/// The attempt that followed the one of that id, where it has not been called off.
pub fn next_attempt(board: &Board, id: DeliveryId) -> Option<&Delivery> {
    board.deliveries().find(|next| next.follows == Some(id) && next.state != State::Cancelled)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::{
        board::{Action, Density},
        samples,
    };

    #[test]
    fn what_was_handed_over_does_not_go_out_again() {
        let with = |state, outcome| {
            let mut delivery = Delivery { state, ..samples::delivery(1) };
            delivery.parcels.iter_mut().for_each(|parcel| parcel.outcome = outcome);
            can_go_again(&delivery)
        };
        assert!(with(State::Completed, Some(ParcelOutcome::Returned)) && with(State::Completed, None));
        assert!(!with(State::Completed, Some(ParcelOutcome::Delivered)));
        assert!(!with(State::Arrived, None) && !with(State::Cancelled, None));
    }

    #[test]
    fn the_next_attempt_is_found_unless_it_was_called_off() {
        let first = samples::delivery(1);
        let second = |rev, state| Delivery { rev, state, follows: Some(first.id), ..samples::delivery(2) };
        let board = Board::new(Default::default(), Density::default());
        let board = board.after(Action::Put(Box::new(second(1, State::Assigned))));
        assert!(next_attempt(&board, first.id).is_some_and(|next| next.id != first.id));
        let board = board.after(Action::Put(Box::new(second(2, State::Cancelled))));
        assert!(next_attempt(&board, first.id).is_none());
    }
}
