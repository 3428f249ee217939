//! Places the fleet knows already: where it has been, and where it picks up.

use std::collections::{BTreeSet, HashMap};

use waybill_domain::{Delivery, Point, dispatch::SKILLS_MAX, stop::Stop};

use super::{Board, StopDraft, draft::write_point};

/// Addresses offered at most.
const OFFERED: usize = 200;

impl Board {
    /// Addresses of past stops, in alphabetical order.
    pub fn known_addresses(&self) -> Vec<String> {
        let mut known: Vec<String> = self
            .deliveries()
            .flat_map(|delivery| [&delivery.pickup, &delivery.dropoff])
            .map(|stop| stop.address.clone())
            .collect();
        known.sort_unstable();
        known.dedup();
        known.truncate(OFFERED);
        known
    }

    /// What deliveries have asked of drivers, in alphabetical order.
    pub fn known_skills(&self) -> Vec<String> {
        let all: BTreeSet<&String> =
            self.deliveries().flat_map(|delivery| &delivery.handling.skills).collect();
        all.into_iter().take(SKILLS_MAX).cloned().collect()
    }

    /// `draft`, whose address is being left, with what is known of it: the place, where none is set yet or that of another
    /// address. A pickup is always the same shop, so its door and contact come too; behind one street door live many
    /// recipients.
    pub fn completed(&self, draft: StopDraft, pickup: bool) -> StopDraft {
        let stops =
            |delivery: &Delivery| if pickup { delivery.pickup.clone() } else { delivery.dropoff.clone() };
        let draft = draft.settled();
        if draft.has_pin() && !draft.is_stale() {
            return draft;
        }
        let address = draft.address.trim();
        let found = self.deliveries().map(stops).find(|stop| stop.address == address);
        let elsewhere = || {
            let all = self.deliveries().flat_map(|delivery| [&delivery.pickup, &delivery.dropoff]);
            all.into_iter().find(|stop| stop.address == address).cloned()
        };
        match found.or_else(elsewhere) {
            Some(stop) if pickup => filled(draft, &stop),
            Some(stop) => draft.pinned(write_point(stop.point)),
            None => draft,
        }
    }

    /// A place in the midst of the fleet's work: any pickup does.
    pub fn middle(&self) -> Option<Point> {
        self.deliveries().map(|delivery| delivery.pickup.point).next()
    }

    /// Where most deliveries come from: what a new one most likely starts with.
    pub fn usual_pickup(&self) -> Option<StopDraft> {
        let mut counts: HashMap<&str, (usize, &Stop)> = HashMap::new();
        for delivery in self.deliveries() {
            counts.entry(&delivery.pickup.address).or_insert((0, &delivery.pickup)).0 += 1;
        }
        let (_, (_, stop)) =
            counts.into_iter().max_by_key(|(address, (count, _))| (*count, std::cmp::Reverse(*address)))?;
        Some(filled(StopDraft { address: stop.address.clone(), ..StopDraft::default() }, stop))
    }
}

fn filled(draft: StopDraft, stop: &Stop) -> StopDraft {
    let mut draft = draft.pinned(write_point(stop.point));
    for (typed, known) in [
        (&mut draft.unit, &stop.unit),
        (&mut draft.name, &stop.contact.name),
        (&mut draft.phone, &stop.contact.phone),
    ] {
        if typed.is_empty() {
            typed.clone_from(known);
        }
    }
    draft
}
