//! From when to when a driver can be given work, and when the driver rests.

use waybill_domain::route;
use waybill_routing::solve::{Break, Window};

use super::draft::{Maker, seconds};

/// A break may begin so much later than planned, in seconds.
const SLACK_S: i64 = 1_800;

/// The working time of one driver of a plan.
#[derive(Clone, Debug, Default)]
pub(super) struct Hours {
    /// What is left of the shift. Where a break runs now, from its end.
    pub(super) shift: Window,
    pub(super) breaks: Vec<Break>,
}

impl Maker<'_> {
    /// The working time of driver number `k`.
    pub(super) fn hours_of(&self, k: usize) -> Hours {
        let working = &self.found.drivers[k].working;
        let begins = seconds(working.shift.0);
        let opens = begins.max(seconds(self.found.now));
        let mut shift = Window { opens, closes: seconds(working.shift.1).max(opens) };
        let within = |rest: &waybill_domain::Window| {
            let (from, until) = (seconds(rest.from?).max(begins), seconds(rest.until?).min(shift.closes));
            (until > from).then_some((from, until, working.gaps.contains(rest)))
        };
        let mut rests: Vec<(i64, i64, bool)> = working.breaks.iter().filter_map(within).collect();
        rests.sort_unstable();
        for &(from, until, _) in &rests {
            if from <= shift.opens {
                shift.opens = shift.opens.max(until);
            }
        }
        let free = self.free_from(k, shift.opens);
        let mut breaks = Vec::new();
        for (from, until, gap) in rests.into_iter().filter(|(from, ..)| *from > shift.opens) {
            if gap {
                // Nobody works on into the time between two shifts, but for what is under way.
                let begins = from.max(free);
                breaks.push((Window { opens: begins, closes: begins }, until - begins));
            } else if free < from && self.is_spent_on_the_way_home(k, shift.closes - until) {
                shift.closes = from;
            } else {
                let latest = (from + SLACK_S).min(shift.closes - (until - from));
                breaks.push((Window { opens: from, closes: latest.max(free) }, until - from));
            }
        }
        let fits = |rest: &Break| rest.duration > 0 && rest.window.opens + rest.duration <= shift.closes;
        let breaks = breaks.into_iter().map(|(window, duration)| Break { window, duration }).filter(fits);
        Hours { shift, breaks: breaks.collect() }
    }

    /// When driver number `k`, who begins at `opens`, has done what is under way, and can rest.
    fn free_from(&self, k: usize, opens: i64) -> i64 {
        let (table, mut place, mut time) = (self.table(k), self.numbers.starts[k], opens);
        let stops = route::stops(self.found.of(self.found.drivers[k].id));
        for next in stops.iter().take_while(|stop| stop.under_way) {
            let stop = self.stop(next.delivery, next.task);
            let begins = (time + table.matrix.seconds(place, stop.place)).max(stop.window.opens);
            (place, time) = (stop.place, begins + stop.service);
        }
        time.min(self.horizon)
    }

    /// Whether no more than the way home fits into what a break leaves of a shift, in seconds: then the driver rests at
    /// home, and is there before.
    fn is_spent_on_the_way_home(&self, k: usize, left: i64) -> bool {
        let (Some(home), table) = (self.numbers.ends[k], self.table(k)) else { return false };
        let places = self.numbers.stops.values().filter(|place| table.leads(**place, home));
        left < SLACK_S
            && places.map(|place| table.matrix.seconds(*place, home)).max().is_some_and(|way| left < way)
    }
}
