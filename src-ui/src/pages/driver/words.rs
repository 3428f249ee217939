//! How deliveries are put into words on the driver's screens.

use waybill_domain::{
    Delivery, State, Timestamp,
    requirements::{Demand, Requirement},
    rules::today::NextStep,
    stop::Stop,
};

use crate::{bridge::format::Format, i18n::I18n};

/// The stop the driver goes to next for this delivery, and whether it is the pickup.
pub(super) fn next_stop(delivery: &Delivery) -> (&Stop, bool) {
    let before_pickup = delivery.state < State::PickedUp;
    if before_pickup { (&delivery.pickup, true) } else { (&delivery.dropoff, false) }
}

/// Address and flat on one line.
pub(super) fn address(stop: &Stop) -> String {
    if stop.unit.is_empty() { stop.address.clone() } else { format!("{}, {}", stop.address, stop.unit) }
}

/// The key of the words on the button that does a step.
pub(super) fn step_key(step: NextStep) -> &'static str {
    match step {
        NextStep::Accept => "step-accept",
        NextStep::ArriveAtPickup => "step-arrive-at-pickup",
        NextStep::PickUp => "step-pick-up",
        NextStep::SetOff => "step-set-off",
        NextStep::Arrive => "step-arrive",
        NextStep::Complete => "step-complete",
    }
}

/// The end of the message keys of a requirement, and its icon.
pub(super) fn requirement(requirement: Requirement) -> (&'static str, &'static str) {
    match requirement {
        Requirement::Photo => ("photo", "camera"),
        Requirement::Scan => ("scan", "scan-barcode"),
        Requirement::Signature => ("signature", "signature"),
        Requirement::Pin => ("pin", "rectangle-ellipsis"),
        Requirement::RecipientName => ("recipient_name", "user-round"),
        Requirement::Age => ("age", "id-card"),
        Requirement::Cash => ("cash", "banknote"),
    }
}

/// A requirement in a word or two: `Photo`, `2 photos`, `€24.90`, `18 or older`.
pub(super) fn requirement_words(
    item: Requirement,
    demand: &Demand<'_>,
    i18n: &I18n,
    format: &Format,
) -> String {
    match item {
        Requirement::Photo if demand.requirements.photos > 1 => {
            i18n.t1("photos", "n", demand.requirements.photos)
        }
        Requirement::Cash => demand.cash.map(|cash| format.money(cash)).unwrap_or_default(),
        Requirement::Age => i18n.t1("age-at-least", "n", demand.requirements.min_age.unwrap_or_default()),
        _ => i18n.t(&format!("requirement-{}", requirement(item).0)),
    }
}

/// How late it is, in words; `None` while it is not.
pub(super) fn lateness(stop: &Stop, now: Timestamp, i18n: &I18n) -> Option<String> {
    let until = stop.window.until.filter(|until| now > *until)?;
    Some(i18n.t1("late-by", "time", duration(now.since(until) / 60_000, i18n)))
}

/// `12 min`, `2 h 5 min`.
pub(super) fn duration(minutes: i64, i18n: &I18n) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => i18n.t1("minutes", "n", minutes.max(1)),
        (hours, minutes) => i18n.tn("hours-minutes", [("h", hours.into()), ("m", minutes.into())]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{i18n::Lang, state::samples};

    #[test]
    fn before_the_pickup_the_driver_goes_to_the_pickup() {
        let mut delivery = samples::delivery(1);
        assert_eq!(next_stop(&delivery).0.address, "Depot");
        delivery.state = State::PickedUp;
        assert_eq!(next_stop(&delivery).0.address, "Linden Avenue 27");
    }

    #[test]
    fn lateness_is_said_in_hours_and_minutes() {
        let english = I18n::of(Lang::En);
        assert_eq!(duration(12, &english), "12 min");
        assert_eq!(duration(125, &english), "2 h 5 min");
        let mut stop = samples::delivery(1).dropoff;
        stop.window.until = Some(Timestamp::from_millis(0));
        assert_eq!(lateness(&stop, Timestamp::from_millis(0), &english), None);
        let later = Timestamp::from_millis(300_000);
        assert_eq!(lateness(&stop, later, &english).as_deref(), Some("5 min late"));
    }
}
