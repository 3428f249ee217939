//! What stands against an order.

use super::Operations;
use crate::{
    calendar::{Notice, StopName, Strictness},
    command::NewDelivery,
    delivery::Delivery,
    stop::Stop,
    time::Timestamp,
};

impl Operations {
    /// What stands against `new`, which is tried for the `attempt`th time and comes at `now`. What the organization allows
    /// is left out.
    pub fn judge(&self, new: &NewDelivery, attempt: u32, now: Timestamp) -> Vec<Notice> {
        let mut found = Vec::new();
        if let Some(attempts_max) = self.calendar.attempts_max.filter(|most| attempt > *most) {
            found.push(Notice::AttemptsUsedUp { attempts_max });
        }
        for (name, stop) in [(StopName::Pickup, &new.pickup), (StopName::Dropoff, &new.dropoff)] {
            found.extend(self.by_zone(name, stop));
            found.extend(self.by_hours(name, stop, now));
        }
        let closed =
            found.iter().any(|notice| matches!(notice, Notice::Closed { stop: StopName::Dropoff, .. }));
        if !closed {
            found.extend(self.by_cut_off(&new.dropoff, now, now));
        }
        self.but_allowed(found)
    }

    /// What stands, at `now`, against a change of `before` to `after`: against the stops that got another place or window and
    /// are still to be made.
    pub fn judge_edit(&self, before: &Delivery, after: &Delivery, now: Timestamp) -> Vec<Notice> {
        let mut found = Vec::new();
        let moved = |was: &Stop, is: &Stop| (was.point, was.window) != (is.point, is.window);
        if !after.state.is_in_custody() && moved(&before.pickup, &after.pickup) {
            found.extend(self.by_zone(StopName::Pickup, &after.pickup));
            found.extend(self.by_hours(StopName::Pickup, &after.pickup, now));
        }
        if moved(&before.dropoff, &after.dropoff) {
            found.extend(self.by_zone(StopName::Dropoff, &after.dropoff));
            let closed = self.by_hours(StopName::Dropoff, &after.dropoff, now);
            let ordered = after.times.created.unwrap_or(now);
            found.extend(closed.or_else(|| self.by_cut_off(&after.dropoff, ordered, now)));
        }
        self.but_allowed(found)
    }

    fn but_allowed(&self, mut found: Vec<Notice>) -> Vec<Notice> {
        found.retain(|notice| notice.strictness(&self.calendar) != Strictness::Allow);
        found
    }

    fn by_zone(&self, name: StopName, stop: &Stop) -> Option<Notice> {
        if self.zones.is_empty() {
            return None;
        }
        match self.zones.of(stop.point) {
            None => Some(Notice::OutsideZones { stop: name }),
            Some(found) if !found.zone.open => {
                Some(Notice::ZoneClosed { stop: name, zone: found.zone.name.clone() })
            }
            Some(_) => None,
        }
    }

    fn by_hours(&self, name: StopName, stop: &Stop, now: Timestamp) -> Option<Notice> {
        let schedule = match name {
            StopName::Pickup => self.pickup_schedule(stop.point),
            StopName::Dropoff => self.schedule_at(stop.point),
        };
        // A window that is over was open or not, whatever the time is now.
        let is_over = stop.window.is_late(now);
        let from = if is_over { stop.window.from.or(stop.window.until)? } else { now };
        let begins = stop.window.from.map_or(from, |begins| begins.max(from));
        // A window of one moment is served where that moment is.
        let open = !schedule.serviceable(stop.window, from).is_empty() || schedule.is_open(begins);
        (!open).then(|| Notice::Closed { stop: name, opens: schedule.next_open(begins) })
    }

    fn by_cut_off(&self, stop: &Stop, ordered: Timestamp, now: Timestamp) -> Option<Notice> {
        let until = stop.window.until.filter(|until| *until > now)?;
        let promise = self.promise(stop.point, ordered)?;
        (promise.after_cut_off && until <= promise.window.from).then_some(Notice::AfterCutOff { promise })
    }
}
