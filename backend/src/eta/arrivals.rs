//! What is expected, in memory, and whose times are old.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock},
};

use tokio::sync::Notify;
use waybill_domain::{DeliveryId, EventBody, MemberId, OrganizationId, Timestamp, eta::Etas};
use waybill_routing::eta::Learned;

use super::{legs::Legs, trails::driver_of, trip::Trail};
use crate::store::Logged;

/// A driver of a fleet.
pub type Who = (OrganizationId, MemberId);

/// What is expected of every driver's stops.
#[derive(Debug, Default)]
pub struct Arrivals {
    drivers: RwLock<HashMap<Who, Known>>,
    /// Whose times are old, and since when; earlier than everything: at once.
    old: Mutex<BTreeMap<Who, Timestamp>>,
    /// When each last finished something, as far as it was heard of since the start.
    finished: Mutex<HashMap<Who, Timestamp>>,
    learned: RwLock<HashMap<OrganizationId, Arc<Learned>>>,
    wake: Notify,
}

/// One driver's times.
#[derive(Debug, Default)]
struct Known {
    etas: HashMap<DeliveryId, Etas>,
    /// What listeners were told last.
    told: HashMap<DeliveryId, Etas>,
    /// Ways that were asked for last time: most of them are asked for again.
    legs: Legs,
    computed_at: Timestamp,
}

impl Arrivals {
    /// Notes that the log has grown: the drivers' times are old at once. Called after each commit; does not block.
    pub fn note(&self, logged: &[Logged]) {
        let mut old = lock(&self.old);
        for Logged { organization, event } in logged {
            for driver in [event.driver_before, event.driver_after].into_iter().flatten() {
                old.insert((*organization, driver), Timestamp::from_millis(0));
            }
            if matches!(event.body, EventBody::PickedUp | EventBody::Completed { .. })
                && let Some(driver) = driver_of(event)
            {
                lock(&self.finished)
                    .entry((*organization, driver))
                    .and_modify(|last| *last = event.at.max(*last))
                    .or_insert(event.at);
            }
        }
        drop(old);
        self.wake.notify_one();
    }

    /// Whether nothing was finished after `trail`, which is read from the log only now and then.
    pub(super) fn is_last(&self, who: Who, trail: Trail) -> bool {
        lock(&self.finished).get(&who).is_none_or(|last| trail.at >= *last)
    }

    /// Notes that a driver moved at `now`.
    pub fn moved(&self, who: Who, now: Timestamp) {
        lock(&self.old).entry(who).or_insert(now);
        self.wake.notify_one();
    }

    /// Notes that all who are expected somewhere, and were not looked at since `before`, are to be looked at again.
    pub(super) fn age(&self, before: Timestamp) {
        let drivers = self.drivers.read().unwrap_or_else(PoisonError::into_inner);
        let mut old = lock(&self.old);
        for (who, known) in
            drivers.iter().filter(|(_, known)| !known.etas.is_empty() && known.computed_at < before)
        {
            old.entry(*who).or_insert(known.computed_at);
        }
    }

    /// Resolves when there is something to look at.
    pub(super) async fn woken(&self) {
        self.wake.notified().await;
    }

    /// Takes those whose times are to be computed now: after an event at once, after a movement only if they were not
    /// computed since `before`. Whether others are left for later.
    pub(super) fn take_old(&self, before: Timestamp) -> (Vec<Who>, bool) {
        let drivers = self.drivers.read().unwrap_or_else(PoisonError::into_inner);
        let mut old = lock(&self.old);
        let fresh = |who: &Who| drivers.get(who).is_some_and(|known| known.computed_at > before);
        let mut due = Vec::new();
        old.retain(|who, since| {
            let waits = since.as_millis() != 0 && fresh(who);
            if !waits {
                due.push(*who);
            }
            waits
        });
        (due, !old.is_empty())
    }

    /// What is expected of one delivery of this driver; nothing where nothing is known.
    pub fn of(&self, organization: OrganizationId, driver: Option<MemberId>, delivery: DeliveryId) -> Etas {
        let drivers = self.drivers.read().unwrap_or_else(PoisonError::into_inner);
        let known = driver.and_then(|driver| drivers.get(&(organization, driver)));
        known.and_then(|known| known.etas.get(&delivery)).copied().unwrap_or_default()
    }

    /// The modelled ways that were used last.
    pub(super) fn legs(&self, who: Who) -> Legs {
        let drivers = self.drivers.read().unwrap_or_else(PoisonError::into_inner);
        drivers.get(&who).map(|known| known.legs.clone()).unwrap_or_default()
    }

    /// Puts a driver's times in the place of those before, with whether the driver has anything to do; what listeners
    /// should be told.
    pub(super) fn put(
        &self,
        who: Who,
        etas: HashMap<DeliveryId, Etas>,
        legs: Legs,
        (now, busy): (Timestamp, bool),
    ) -> Vec<(DeliveryId, Etas)> {
        let mut drivers = self.drivers.write().unwrap_or_else(PoisonError::into_inner);
        let mut told = drivers.remove(&who).map(|known| known.told).unwrap_or_default();
        let mut news = Vec::new();
        for (&delivery, &now) in &etas {
            if told.get(&delivery).is_none_or(|before| is_news(*before, now)) {
                told.insert(delivery, now);
                news.push((delivery, now));
            }
        }
        for delivery in told.keys().copied().filter(|id| !etas.contains_key(id)).collect::<Vec<_>>() {
            told.remove(&delivery);
            news.push((delivery, Etas::default()));
        }
        // The next sign of a driver of whom nothing was known is not one of many.
        let computed_at = if etas.is_empty() && busy { Timestamp::from_millis(0) } else { now };
        drivers.insert(who, Known { etas, told, legs, computed_at });
        news.sort_by_key(|(delivery, _)| *delivery);
        news
    }

    /// What a fleet has learned, if it is in memory.
    pub(super) fn learned(&self, organization: OrganizationId) -> Option<Arc<Learned>> {
        self.learned.read().unwrap_or_else(PoisonError::into_inner).get(&organization).cloned()
    }

    /// Keeps what a fleet has learned.
    pub(super) fn keep(&self, organization: OrganizationId, learned: Arc<Learned>) {
        self.learned.write().unwrap_or_else(PoisonError::into_inner).insert(organization, learned);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether the difference is worth a word: a minute, or another alarm.
fn is_news(before: Etas, now: Etas) -> bool {
    let moved =
        |before: Option<waybill_domain::eta::Eta>, now: Option<waybill_domain::eta::Eta>| match (before, now)
        {
            (Some(before), Some(now)) => {
                let pairs = [(before.at, now.at), (before.from, now.from), (before.until, now.until)];
                pairs.iter().any(|(before, now)| now.since(*before).abs() >= 60_000)
            }
            (before, now) => before.is_some() != now.is_some(),
        };
    let reason = |etas: Etas| etas.delay.map(|delay| (delay.task, delay.reason));
    moved(before.pickup, now.pickup) || moved(before.dropoff, now.dropoff) || reason(before) != reason(now)
}
