//! What stands against asking a driver, in words.

use waybill_domain::dispatch::{Measure, Refusal};

use super::super::desk::Desk;

pub(super) fn refusal(desk: &Desk, refusal: &Refusal) -> String {
    let (words, now) = (&desk.words, desk.board.now);
    let at = |key: &str, time| words.with(key, "time", words.format.moment(time, now));
    match refusal {
        Refusal::AlreadyAsked => desk.t("refusal-asked"),
        Refusal::BeingAsked => desk.t("refusal-being-asked"),
        Refusal::OffShift => desk.t("refusal-off-shift"),
        Refusal::OnBreak { until: Some(until) } => at("refusal-break-until", *until),
        Refusal::OnBreak { until: None } => desk.t("refusal-break"),
        Refusal::ShiftEnds { ends } => at("refusal-shift-ends", *ends),
        Refusal::CoolingDown { until } => at("refusal-cooling", *until),
        Refusal::BlockedByCustomer => desk.t("refusal-unwanted"),
        Refusal::BlockedByDriver { customer } => words.with("refusal-blocked", "customer", customer.clone()),
        Refusal::WrongVehicle { .. } => desk.t("refusal-vehicle"),
        Refusal::NoRoom { measure } => desk.t(match measure {
            Measure::Weight => "refusal-weight",
            Measure::Volume => "refusal-volume",
            Measure::Count => "refusal-count",
        }),
        Refusal::Busy { active } => words.count("refusal-busy", *active as usize),
        Refusal::MissingSkills { skills } => {
            let all: Vec<&str> = skills.iter().map(String::as_str).collect();
            words.with("refusal-skills", "skills", all.join(", "))
        }
        Refusal::OutsideZone { zone } => words.with("refusal-zone", "zone", zone.clone()),
        Refusal::Closed { opens: Some(opens) } => at("refusal-closed-until", *opens),
        Refusal::Closed { opens: None } => desk.t("refusal-closed"),
        Refusal::ZoneClosed { zone } => words.with("refusal-zone-closed", "zone", zone.clone()),
        Refusal::TooFar => desk.t("refusal-far"),
        Refusal::Other => desk.t("refusal-other"),
    }
}
