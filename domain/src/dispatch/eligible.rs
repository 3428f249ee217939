//! Who may be asked at all, and why not.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Candidate, Measure, Need, Policy, Vehicle};
use crate::{
    id::MemberId,
    time::{Timestamp, Window},
};

/// Why a driver is not asked. The text is for dispatchers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Refusal {
    /// Was asked about this delivery before.
    #[error("was asked already")]
    AlreadyAsked,
    /// Has another offer to answer.
    #[error("has another offer to answer")]
    BeingAsked,
    /// Is not working.
    #[error("is not on shift")]
    OffShift,
    /// Is on a break.
    #[error("is on a break")]
    OnBreak {
        /// When the break is over, if that is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Timestamp>,
    },
    /// Could not be done in time.
    #[error("the shift ends at {ends}, before the delivery could be done")]
    ShiftEnds {
        /// When the shift ends.
        ends: Timestamp,
    },
    /// Declined, or did not answer, a moment ago.
    #[error("declined or did not answer a moment ago")]
    CoolingDown {
        /// When the driver can be asked again.
        until: Timestamp,
    },
    /// A customer does not want this driver.
    #[error("the customer does not want this driver")]
    BlockedByCustomer,
    /// The driver does not go to this customer.
    #[error("the driver does not go to {customer}")]
    BlockedByDriver {
        /// Which customer.
        customer: String,
    },
    /// The goods cannot be carried with it.
    #[error("the goods cannot be carried with this vehicle")]
    WrongVehicle {
        /// What the driver has.
        vehicle: Vehicle,
    },
    /// There is no room.
    #[error("the vehicle has no room for it, by {}", measure.as_str())]
    NoRoom {
        /// By which measure.
        measure: Measure,
    },
    /// Has as many deliveries as a driver may have.
    #[error("has {active} deliveries already")]
    Busy {
        /// How many.
        active: u32,
    },
    /// Something is missing that the delivery asks for.
    #[error("lacks {}", skills.iter().cloned().collect::<Vec<_>>().join(", "))]
    MissingSkills {
        /// What is missing.
        skills: BTreeSet<String>,
    },
    /// Does not work there.
    #[error("does not work in zone {zone}")]
    OutsideZone {
        /// Where.
        zone: String,
    },
    /// One of the stops is not served at this time, whoever comes.
    #[error("a stop is closed at this time{}", opens.map(|at| format!("; it opens at {at}")).unwrap_or_default())]
    Closed {
        /// When it opens, if it ever does.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        opens: Option<Timestamp>,
    },
    /// One of the stops is in a zone that is not served.
    #[error("a stop is in the zone {zone}, which is closed")]
    ZoneClosed {
        /// Which.
        zone: String,
    },
    /// Is farther than the policy allows, or nobody knows how far.
    #[error("is too far from the pickup stop")]
    TooFar,
    /// A reason that a newer server knows and this program does not.
    #[error("has a reason that this version does not know")]
    #[serde(other)]
    Other,
}

/// Everything that stands against asking `candidate`; empty: nothing does. `asked` are those who were asked about this
/// delivery before.
pub fn refusals(
    need: &Need,
    candidate: &Candidate,
    asked: &BTreeSet<MemberId>,
    policy: &Policy,
    now: Timestamp,
) -> Vec<Refusal> {
    let mut found = Vec::new();
    found.extend(asked.contains(&candidate.driver).then_some(Refusal::AlreadyAsked));
    found.extend(candidate.asked.then_some(Refusal::BeingAsked));
    found.extend(by_hours(need, candidate, now));
    if let Some(declined) = candidate.declined_at {
        let until = declined.plus_millis(policy.cool_down_ms);
        found.extend((now < until).then_some(Refusal::CoolingDown { until }));
    }
    found.extend(need.blocked_drivers.contains(&candidate.driver).then_some(Refusal::BlockedByCustomer));
    found.extend(
        need.customers
            .intersection(&candidate.blocked_customers)
            .next()
            .map(|customer| Refusal::BlockedByDriver { customer: customer.clone() }),
    );
    let vehicle = candidate.vehicle;
    found.extend((!need.vehicles.contains(vehicle)).then_some(Refusal::WrongVehicle { vehicle }));
    let free = candidate.capacity.less(candidate.carried);
    found.extend(need.load.exceeded(free).map(|measure| Refusal::NoRoom { measure }));
    let active = candidate.active;
    found.extend((active >= policy.max_active).then_some(Refusal::Busy { active }));
    let skills: BTreeSet<_> = need.skills.difference(&candidate.skills).cloned().collect();
    found.extend((!skills.is_empty()).then_some(Refusal::MissingSkills { skills }));
    let outside = need.closed_to(candidate.driver, &candidate.zones);
    found.extend(outside.map(|zone| Refusal::OutsideZone { zone: zone.clone() }));
    let near = candidate.distance_m <= policy.reach_m;
    found.extend((!near).then_some(Refusal::TooFar));
    found
}

/// What stands against it by shift and breaks. A break that begins later is the route's matter, not the offer's.
fn by_hours(need: &Need, candidate: &Candidate, now: Timestamp) -> Option<Refusal> {
    let Some(shift) = candidate.shift.filter(|shift| runs(shift, now)) else {
        return Some(Refusal::OffShift);
    };
    if let Some(pause) = candidate.breaks.iter().find(|pause| runs(pause, now)) {
        return Some(Refusal::OnBreak { until: pause.until });
    }
    let done = now.plus_millis(candidate.to_pickup_ms.max(0)).plus_millis(need.work_ms.max(0));
    let ends = shift.until.filter(|ends| done > *ends)?;
    Some(Refusal::ShiftEnds { ends })
}

/// Whether `window` has begun and is not over; its last moment is not in it.
fn runs(window: &Window, now: Timestamp) -> bool {
    window.from.is_none_or(|from| from <= now) && window.until.is_none_or(|until| now < until)
}
