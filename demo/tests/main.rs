//! What the demo promises.

mod fleet;
mod photo;
mod simulate;
mod town;
mod track;

use std::collections::BTreeMap;

use waybill_demo::{Fleet, FleetOptions, Scripted};
use waybill_domain::{
    Command, CommandId, Delivery, DeliveryId, OrganizationId, Timestamp,
    member::Actor,
    rules::{Context, Reception, evolve, receive},
};

/// 2026-11-20T10:36:00Z.
const NOW: i64 = 1_795_170_960_000;

fn now() -> Timestamp {
    Timestamp::from_millis(NOW)
}

fn options(drivers: usize, deliveries: usize) -> FleetOptions {
    FleetOptions { seed: 7, drivers, deliveries, now: now() }
}

/// A server of few words: the rules and the deliveries as they stand.
struct Board {
    organization: OrganizationId,
    deliveries: BTreeMap<DeliveryId, Delivery>,
}

impl Board {
    fn replay(fleet: &Fleet) -> Self {
        let mut board = Self { organization: fleet.organization, deliveries: BTreeMap::new() };
        for step in &fleet.script {
            let Scripted { id, at, actor, delivery, command, .. } = step;
            let reception = board.take(*id, *at, *actor, *delivery, command);
            assert_eq!(
                reception.disposition,
                step.expected,
                "{at} {}: {:?}",
                command.name(),
                reception.reason
            );
        }
        board
    }

    fn take(
        &mut self,
        command_id: CommandId,
        at: Timestamp,
        actor: Actor,
        delivery: DeliveryId,
        command: &Command,
    ) -> Reception {
        let context = Context {
            actor,
            organization: self.organization,
            delivery,
            command: command_id,
            at,
            base_rev: None,
        };
        let current = self.deliveries.get(&delivery);
        let reception = receive(current, command, &context);
        let after = reception.events.iter().fold(current.cloned(), |now, event| evolve(now, event, at));
        if let Some(after) = after {
            self.deliveries.insert(delivery, after);
        }
        reception
    }
}
