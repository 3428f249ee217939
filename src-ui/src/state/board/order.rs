//! Which row comes before which, and the list of shown rows, kept in order while rows change.

use std::{cmp::Ordering, rc::Rc};

use waybill_domain::{DeliveryId, State};

use super::{Board, Row, Tone};

/// From this many changed rows on, sorting anew is cheaper than moving each.
const REBUILD_FROM: usize = 64;

/// A column that can be sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Column {
    /// Worst first: open ones by the end of their window, then failed, delivered, cancelled.
    #[default]
    Due,
    /// By code.
    Code,
    /// By drop-off address.
    Dropoff,
    /// By the driver's name, those without a driver first.
    Driver,
    /// By state.
    State,
}

/// How rows are ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sort {
    /// By which column.
    pub by: Column,
    /// The other way round.
    pub reversed: bool,
}

impl Board {
    /// Total: rows that are equal in the column go by lateness, then by id.
    fn compare(&self, a: &Row, b: &Row) -> Ordering {
        let (left, right) = (&a.delivery, &b.delivery);
        let by_column = match self.sort.by {
            Column::Due => Ordering::Equal,
            Column::Code => left.code.cmp(&right.code),
            Column::Dropoff => left.dropoff.address.cmp(&right.dropoff.address),
            Column::Driver => self.driver_name(a).cmp(self.driver_name(b)),
            Column::State => (left.state, left.outcome.map(|outcome| outcome as u8))
                .cmp(&(right.state, right.outcome.map(|outcome| outcome as u8))),
        };
        let ordering = by_column.then_with(|| urgency(a).cmp(&urgency(b)));
        let ordering = if self.sort.reversed { ordering.reverse() } else { ordering };
        ordering.then_with(|| left.id.cmp(&right.id))
    }

    pub(super) fn driver_name(&self, row: &Row) -> &str {
        row.delivery.driver.and_then(|id| self.members.get(&id)).map_or("", |member| member.name.as_str())
    }

    pub(super) fn is_shown(&self, row: &Row) -> bool {
        let filter = &self.filter;
        filter.group.is_none_or(|group| self.is_in(group, &row.delivery))
            && filter.driver.is_none_or(|driver| row.delivery.driver == Some(driver))
            && (filter.words.is_empty() || row.has_words(&filter.words, self.driver_name(row)))
    }

    /// Filters and sorts everything.
    pub(super) fn rebuild(&mut self) {
        let mut shown: Vec<&Rc<Row>> = self.rows.values().filter(|row| self.is_shown(row)).collect();
        shown.sort_unstable_by(|a, b| self.compare(a, b));
        let order: Vec<DeliveryId> = shown.into_iter().map(|row| row.delivery.id).collect();
        if *self.order != order {
            self.order = Rc::new(order);
        }
    }

    /// Replaces `rows` and moves them to where they now belong. `before` are the rows they replace.
    pub(super) fn reorder(&mut self, changed: &[(Option<Rc<Row>>, Rc<Row>)]) {
        if changed.len() >= REBUILD_FROM {
            self.rebuild();
            return;
        }
        let mut order = Vec::clone(&self.order);
        // All old ones go before a new one comes, so that what is searched is sorted by one truth at any time.
        let gone: Vec<DeliveryId> =
            changed.iter().filter_map(|(old, _)| Some(old.as_ref()?.delivery.id)).collect();
        order.retain(|id| !gone.contains(id));
        for (_, new) in changed {
            if self.is_shown(new) {
                let place = order.partition_point(|id| {
                    self.rows.get(id).is_some_and(|row| self.compare(row, new) == Ordering::Less)
                });
                order.insert(place, new.delivery.id);
            }
        }
        if *self.order != order {
            self.order = Rc::new(order);
        }
    }
}

/// Smaller is worse. Does not depend on the time: the window that ended first is the latest, and the next to end.
fn urgency(row: &Row) -> (u8, i64) {
    let delivery = &row.delivery;
    let newest_first = |at: Option<waybill_domain::Timestamp>| at.map_or(i64::MAX, |at| -at.as_millis());
    match Tone::of(delivery) {
        Tone::Bad => (1, newest_first(delivery.times.completed)),
        Tone::Good => (2, newest_first(delivery.times.completed)),
        Tone::Gone => (3, newest_first(delivery.times.cancelled)),
        Tone::Waiting | Tone::Offered | Tone::Given | Tone::Moving | Tone::There => {
            debug_assert!(delivery.state != State::Completed);
            (0, delivery.dropoff.window.until.map_or(i64::MAX, |until| until.as_millis()))
        }
    }
}
