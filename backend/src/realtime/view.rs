//! What one listener gets to see of the signals: a pure fold, so that the socket has only to send.

use std::collections::BTreeMap;

use waybill_domain::{
    DeliveryId, MemberId,
    eta::Etas,
    member::{Actor, Role},
    protocol::{DriverPosition, Poke},
    visibility::{Sight, sight},
};

use super::hub::Signal;

/// Gathers signals into pokes for one member.
#[derive(Debug)]
pub struct View {
    actor: Actor,
    changed: Option<(u64, Vec<DeliveryId>)>,
    moved: BTreeMap<MemberId, DriverPosition>,
    expected: BTreeMap<DeliveryId, Etas>,
    doubted: bool,
}

impl View {
    /// Nothing gathered yet.
    pub fn new(actor: Actor) -> Self {
        Self { actor, changed: None, moved: BTreeMap::new(), expected: BTreeMap::new(), doubted: false }
    }

    /// Takes a signal in, as far as this member may see it.
    pub fn take(&mut self, signal: Signal) {
        match signal {
            Signal::Logged(events) => {
                for event in events.iter().filter(|event| sight(event, self.actor) != Sight::Nothing) {
                    let (seq, deliveries) = self.changed.get_or_insert_default();
                    *seq = event.seq;
                    if !deliveries.contains(&event.delivery_id) {
                        deliveries.push(event.delivery_id);
                    }
                }
            }
            Signal::Expected(driver, delivery, etas) => {
                if sees_position(self.actor, driver) {
                    self.expected.insert(delivery, etas);
                }
            }
            Signal::Recheck => self.doubted = true,
            Signal::Position(position) => {
                if sees_position(self.actor, position.member) {
                    self.moved.insert(position.member, position);
                }
            }
        }
    }

    /// The poke about the log, if there is one. Many changes at once make one poke.
    pub fn changed(&mut self) -> Option<Poke> {
        self.changed.take().map(|(seq, deliveries)| Poke::Changed { seq, deliveries })
    }

    /// What is expected of each delivery for which that changed since this was last asked.
    pub fn expected(&mut self) -> impl Iterator<Item = Poke> {
        let all = std::mem::take(&mut self.expected).into_iter();
        all.map(|(delivery, etas)| Poke::Expected { delivery, etas })
    }

    /// The newest position of each driver that moved since this was last asked.
    pub fn moved(&mut self) -> impl Iterator<Item = Poke> {
        std::mem::take(&mut self.moved).into_values().map(Poke::Position)
    }

    /// Whether it should be asked if the session still stands; once.
    pub fn doubted(&mut self) -> bool {
        std::mem::take(&mut self.doubted)
    }

    /// Whether a position waits.
    pub fn has_moved(&self) -> bool {
        !self.moved.is_empty()
    }
}

/// Whether `actor` may see where `driver` is: dispatch sees everybody, a driver only itself.
pub fn sees_position(actor: Actor, driver: MemberId) -> bool {
    actor.role.is_dispatch() || (actor.role == Role::Driver && actor.member == driver)
}
