//! Another attempt after one that failed.

use crate::{
    command::NewDelivery,
    delivery::{Delivery, State},
    dispatch::{Handling, PRIORITY_MAX},
    id::MemberId,
    parcel::{Parcel, ParcelOutcome},
    rules::rejected::Rejected,
    time::Window,
};

/// When the next attempt is made, and by whom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Again {
    /// When the pickup stop may be served.
    pub pickup: Window,
    /// When the drop-off stop may be served.
    pub dropoff: Window,
    /// Given to this driver at once.
    pub driver: Option<MemberId>,
}

/// The next attempt of a delivery that is completed: the same stops, and everything that was not handed over.
pub fn retry(delivery: &Delivery, again: &Again) -> Result<NewDelivery, Rejected> {
    match delivery.state {
        State::Completed => {}
        State::Cancelled => return Err(Rejected::Cancelled),
        state => return Err(Rejected::IllegalTransition { state }),
    }
    let left = delivery.parcels.iter().filter(|parcel| parcel.outcome != Some(ParcelOutcome::Delivered));
    let parcels: Vec<Parcel> = left.map(|parcel| Parcel { outcome: None, ..parcel.clone() }).collect();
    if parcels.is_empty() {
        return Err(Rejected::AlreadyCompleted);
    }
    let (mut pickup, mut dropoff) = (delivery.pickup.clone(), delivery.dropoff.clone());
    (pickup.window, dropoff.window) = (again.pickup, again.dropoff);
    Ok(NewDelivery {
        code: String::new(),
        kind: delivery.kind,
        preparation: delivery.preparation,
        pickup,
        dropoff,
        parcels,
        merchant: delivery.merchant.clone(),
        // It was made when higher ones were allowed.
        handling: Handling {
            priority: delivery.handling.priority.min(PRIORITY_MAX),
            ..delivery.handling.clone()
        },
        driver: again.driver,
        follows: Some(delivery.id),
        attempt: delivery.attempt.saturating_add(1),
    })
}
