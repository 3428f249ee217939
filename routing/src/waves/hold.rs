//! A wave that was shown, some time later.

use std::collections::BTreeMap;

use waybill_domain::{DeliveryId, MemberId};

use super::wave::{Assigned, Unassigned, Wanted, Wave, Why};

/// What of a wave that was `shown` still holds: who may take a delivery now has it, and nobody else gets it. Positions
/// move the scores every few seconds, so another optimum would not be what somebody has looked at. Whoever asks sees to it that
/// no driver was shown twice.
pub fn hold(wanted: &[Wanted], shown: &BTreeMap<DeliveryId, MemberId>) -> Wave {
    let mut wave = Wave::default();
    for one in wanted {
        let choice = shown
            .get(&one.delivery)
            .and_then(|driver| one.choices.iter().find(|choice| choice.driver == *driver));
        match choice {
            Some(choice) => wave.assigned.push(Assigned {
                delivery: one.delivery,
                driver: choice.driver,
                score: choice.score,
            }),
            None => wave.unassigned.push(Unassigned { delivery: one.delivery, why: Why::Changed }),
        }
    }
    wave
}
