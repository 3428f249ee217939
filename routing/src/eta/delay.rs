//! Why a window will be missed.

use waybill_domain::eta::DelayReason;

use super::{learned::Learned, trip::Trip};

/// Why stage `k` is expected at `at`, after it is due. `typical` is the arrival at each stage without what is special
/// just now, as the map and the usual stops have it.
pub(super) fn reason(trip: &Trip, learned: &Learned, k: usize, at: i64, due: i64) -> DelayReason {
    let missing = (at - due) as f64 / 1_000.0;
    let stage = &trip.stages[k];
    let start = trip.since.max(trip.now);
    let usual = |stage: &super::Stage| learned.leg(trip.driver, stage.place, trip.hours.of(start)).mean.exp();
    let alone = stage.leg_s * usual(stage);
    // The first way leads from where the driver is; a later stage cannot be nearer than the way to it.
    if k == 0 && stage.reached.is_none() && start + (alone * 1_000.0) as i64 > due {
        return DelayReason::TooFar;
    }
    if let Some((first, since)) = trip.stages.first().and_then(|first| Some((first, first.reached?))) {
        let usual = learned.visit_s(first.task, first.place, trip.hours.of(since));
        let begun = first.opens.map_or(since, |opens| opens.max(since));
        if (trip.now - begun) as f64 / 1_000.0 - usual > missing / 2.0 {
            return DelayReason::LongStop;
        }
    }
    let driving: f64 = trip.stages[..=k].iter().map(|stage| stage.leg_s * usual(stage)).sum();
    let (now, _) = learned.recent.at(trip.now);
    if driving * (now.exp() - 1.0) > missing / 2.0 { DelayReason::Traffic } else { DelayReason::FullRoute }
}
