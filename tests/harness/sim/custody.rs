//! Goods that go from van to van, and back to the depot.

use waybill_domain::{
    Command, Member, MemberId,
    calls::driver::MyDelivery,
    custody::{Holder, Receiver},
    proof::Evidence,
};

use super::dice::Dice;

/// What a driver would do about the goods of one delivery, if anything.
pub(super) fn next(dice: &Dice, mine: &MyDelivery, me: MemberId, colleagues: &[Member]) -> Option<Command> {
    let delivery = &mine.delivery;
    let evidence = Evidence::default;
    if delivery.is_transferred_to(me) {
        // Some say so twice, and some change their mind.
        return Some(if dice.chance(0.9) {
            Command::TakenOver { evidence: evidence() }
        } else {
            Command::CallOffTransfer
        });
    }
    let in_the_van = delivery.held_by(Holder::driver(me)).next().is_some();
    if let Some(transfer) = delivery.transfer {
        let to = Receiver::Driver { member: transfer.to };
        return Some(Command::HandedOver { to, evidence: evidence() });
    }
    if in_the_van && delivery.state.is_final() {
        return Some(Command::HandedOver { to: Receiver::Sender, evidence: evidence() });
    }
    let colleague = dice.pick(colleagues).map(|colleague| colleague.id).filter(|id| *id != me)?;
    if !in_the_van {
        return None;
    }
    Some(if dice.chance(0.5) {
        Command::Transfer { to: colleague }
    } else {
        Command::HandedOver { to: Receiver::Driver { member: colleague }, evidence: evidence() }
    })
}
