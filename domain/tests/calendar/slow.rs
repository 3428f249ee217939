//! The slow reference: looks at the clock of a place minute by minute, and knows nothing of changes.

use waybill_domain::{
    Timestamp,
    calendar::{Day, Local, Span, Stretch, TimeOfDay},
};

/// Minutes that are watched on each side of a day.
const AROUND: i64 = 2 * 1_440;

/// What somebody has seen who watched the clock of a place for some days.
pub(crate) struct Watcher {
    start: Timestamp,
    seen: Vec<(Day, TimeOfDay)>,
}

impl Watcher {
    /// Watches so long that spans of `days` days from `first` on can be told.
    pub(crate) fn of(local: &Local, first: Day, days: i64) -> Self {
        let start = midnight_in_utc(first).plus_minutes(-AROUND);
        let minutes = (0..days * 1_440 + 2 * AROUND + 1_440).map(|minute| start.plus_minutes(minute));
        let seen = minutes.map(|moment| (local.day_of(moment), local.time_of(moment))).collect();
        Self { start, seen }
    }

    /// When `span` is on `day`: from the first minute at which the clock shows its begin or later, to the end of the last
    /// one at which it shows less than its end.
    pub(crate) fn on(&self, span: Span, day: Day) -> Option<Stretch> {
        let offset = (midnight_in_utc(day).since(self.start) / 60_000 - AROUND) as usize;
        let seen = &self.seen[offset..(offset + 5 * 1_440).min(self.seen.len())];
        let last_day = if span.until <= span.from { day.plus(1) } else { day };
        let (from, until) = (showing(day, span.from), showing(last_day, span.until));
        let first = seen.iter().position(|shown| *shown >= from)?;
        let last = seen.iter().rposition(|shown| *shown < until)?;
        let moment = |minute: usize| self.start.plus_minutes((offset + minute) as i64);
        Stretch::new(moment(first), moment(last + 1))
    }
}

/// The same for one day.
pub(crate) fn on(span: Span, day: Day, local: &Local) -> Option<Stretch> {
    Watcher::of(local, day, 1).on(span, day)
}

fn showing(day: Day, time: TimeOfDay) -> (Day, TimeOfDay) {
    if time == TimeOfDay::END { (day.plus(1), TimeOfDay::MIDNIGHT) } else { (day, time) }
}

fn midnight_in_utc(day: Day) -> Timestamp {
    format!("{day}T00:00:00Z").parse().unwrap()
}

/// Whether any of `open` holds at `at`, looking at one after the other.
pub(crate) fn is_in(open: &[Stretch], at: Timestamp) -> bool {
    open.iter().any(|stretch| stretch.from <= at && at < stretch.until)
}
