//! What stands against an order.

use super::Operations;
use crate::{
    calendar::{Notice, StopName, Strictness},
    command::NewDelivery,
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
            found.extend(self.by_cut_off(&new.dropoff, now));
        }
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
        let schedule = self.schedule_at(stop.point);
        // A window that is over was open or not, whatever the time is now.
        let is_over = stop.window.is_late(now);
        let from = if is_over { stop.window.from.or(stop.window.until)? } else { now };
        let begins = stop.window.from.map_or(from, |begins| begins.max(from));
        // A window of one moment is served where that moment is.
        let open = !schedule.serviceable(stop.window, from).is_empty() || schedule.is_open(begins);
        (!open).then(|| Notice::Closed { stop: name, opens: schedule.next_open(begins) })
    }

    fn by_cut_off(&self, stop: &Stop, now: Timestamp) -> Option<Notice> {
        let until = stop.window.until.filter(|until| *until > now)?;
        let promise = self.promise(stop.point, now)?;
        (promise.after_cut_off && until <= promise.window.from).then_some(Notice::AfterCutOff { promise })
    }
}
