//! Who sees what: a pure function of the event and the member.

use crate::{delivery::Delivery, event::Event, member::Actor};

/// What an event means for a member's copy of the delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// The member has the delivery after the event.
    Put,
    /// The member had it before and has it no more.
    Revoke,
    /// Not the member's business.
    Nothing,
}

/// What `event` means for `actor`.
pub fn sight(event: &Event, actor: Actor) -> Sight {
    if actor.role.is_dispatch() {
        return Sight::Put;
    }
    let mine = Some(actor.member);
    let had = event.driver_before == mine || event.taker_before == mine;
    let has = event.driver_after == mine || event.taker_after == mine;
    match (had, has) {
        (_, true) => Sight::Put,
        (true, false) => Sight::Revoke,
        (false, false) => Sight::Nothing,
    }
}

/// Whether `actor` may read `delivery` as it stands.
pub fn may_read(delivery: &Delivery, actor: Actor) -> bool {
    actor.role.is_dispatch()
        || delivery.driver == Some(actor.member)
        || delivery.is_transferred_to(actor.member)
}
