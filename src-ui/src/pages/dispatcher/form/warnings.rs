//! What the organization warns of where a delivery was made all the same, in words.

use waybill_domain::calendar::{Notice, StopName};

use super::super::desk::Desk;

/// All of `warnings`, as sentences one after the other.
pub(super) fn said(desk: &Desk, warnings: &[Notice]) -> String {
    let all: Vec<String> = warnings.iter().map(|notice| sentence(desk, notice)).collect();
    all.join(" ")
}

fn sentence(desk: &Desk, notice: &Notice) -> String {
    let (words, now) = (&desk.words, desk.board.now);
    let stop = |stop: &StopName| {
        desk.t(match stop {
            StopName::Pickup => "form-pickup",
            StopName::Dropoff => "form-dropoff",
        })
    };
    match notice {
        Notice::Closed { stop: which, opens: Some(opens) } => {
            let values = [("stop", stop(which).into()), ("time", words.format.moment(*opens, now).into())];
            words.i18n.tn("warn-closed-until", values)
        }
        Notice::Closed { stop: which, opens: None } => words.with("warn-closed", "stop", stop(which)),
        Notice::AfterCutOff { promise } => words.with("warn-cut-off", "day", words.calendar_day(promise.day)),
        Notice::OutsideZones { stop: which } => words.with("warn-outside-zones", "stop", stop(which)),
        Notice::ZoneClosed { stop: which, zone } => {
            words.i18n.tn("warn-zone-closed", [("stop", stop(which).into()), ("zone", zone.clone().into())])
        }
        Notice::AttemptsUsedUp { attempts_max } => words.count("warn-attempts", *attempts_max as usize),
        Notice::Other => desk.t("warn-other"),
    }
}
