//! What the dispatcher's board knows and shows. Pure: no clock, no browser; the time comes in with each action.
//!
//! Rows are shared and replaced one by one, and the visible order is kept while it changes, so that a change of one
//! delivery among ten thousand costs no more than that one.

mod action;
mod attempts;
mod case;
mod clock;
mod draft;
#[cfg(test)]
mod draft_tests;
mod giving;
mod handling;
mod hours;
mod lane;
mod order;
mod pin;
mod places;
mod reduce;
mod row;
mod select;
mod sheet_of;
#[cfg(test)]
mod tests;
mod timing;
mod window;

use std::{
    collections::{BTreeSet, HashMap},
    rc::Rc,
};

use waybill_domain::{
    Delivery, DeliveryId, Member, MemberId, Timestamp,
    calls::{Counts, Group},
    eta::Etas,
    protocol::DriverPosition,
};

use yew::Reducible;

pub use action::Action;
pub use attempts::{can_go_again, next_attempt};
pub use case::{Account, accounts, case_of};
pub use draft::{ParcelDraft, Reading, Sheet, StopDraft, read_money, read_point, write_point};
pub use giving::{giving, in_vans, ungiving};
pub use handling::HandlingDraft;
pub use hours::Wall;
pub use lane::{DriverDay, driver_days, is_stale};
pub use order::{Column, Sort};
pub use reduce::of_group;
pub use row::{Row, Tone};
pub use sheet_of::write_money;
pub use timing::Timing;
pub use window::{Density, Visible, scroll_to};

/// How far the first load is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Nothing has come yet.
    Loading,
    /// The first page is there, more are coming.
    Filling,
    /// Everything is there.
    Ready,
    /// The first load did not work; in words.
    Failed(String),
}

/// Whether changes come in by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// Not yet known.
    Connecting,
    /// The server says when something changes.
    Live,
    /// Lost since then; what is shown is as old as that.
    Lost(Timestamp),
}

/// Which rows are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only of this group.
    pub group: Option<Group>,
    /// Only of this driver.
    pub driver: Option<MemberId>,
    /// As it was typed.
    pub text: String,
    /// Lower-case words of `text`; each must occur.
    words: Vec<String>,
}

/// The board.
#[derive(Clone)]
pub struct Board {
    rows: Rc<HashMap<DeliveryId, Rc<Row>>>,
    order: Rc<Vec<DeliveryId>>,
    members: Rc<HashMap<MemberId, Rc<Member>>>,
    positions: Rc<HashMap<MemberId, DriverPosition>>,
    expected: Rc<HashMap<DeliveryId, Etas>>,
    picked: Rc<BTreeSet<DeliveryId>>,
    anchor: Option<DeliveryId>,
    local: Counts,
    server: Counts,
    /// Which rows are shown.
    pub filter: Filter,
    /// In which order.
    pub sort: Sort,
    /// How tall a row is.
    pub density: Density,
    /// Where the keyboard is.
    pub cursor: Option<DeliveryId>,
    /// Whose details are open.
    pub open: Option<DeliveryId>,
    /// As of when lateness was judged.
    pub now: Timestamp,
    /// The log's sequence that all rows are at least as new as.
    pub seq: u64,
    /// How far the first load is.
    pub phase: Phase,
    /// Whether changes come in by themselves.
    pub link: Link,
}

impl Board {
    /// An empty board that waits for its first page.
    pub fn new(now: Timestamp, density: Density) -> Self {
        Self {
            rows: Rc::default(),
            order: Rc::default(),
            members: Rc::default(),
            positions: Rc::default(),
            expected: Rc::default(),
            picked: Rc::default(),
            anchor: None,
            local: Counts::default(),
            server: Counts::default(),
            filter: Filter::default(),
            sort: Sort::default(),
            density,
            cursor: None,
            open: None,
            now,
            seq: 0,
            phase: Phase::Loading,
            link: Link::Connecting,
        }
    }

    /// The row of that delivery, shown or not.
    pub fn row(&self, id: DeliveryId) -> Option<&Rc<Row>> {
        self.rows.get(&id)
    }

    /// The delivery with that id.
    pub fn delivery(&self, id: DeliveryId) -> Option<&Delivery> {
        self.rows.get(&id).map(|row| &row.delivery)
    }

    /// All deliveries, in no order.
    pub fn deliveries(&self) -> impl Iterator<Item = &Delivery> {
        self.rows.values().map(|row| &row.delivery)
    }

    /// Ids of the shown rows, first one on top.
    pub fn order(&self) -> &Rc<Vec<DeliveryId>> {
        &self.order
    }

    /// How many rows are known.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether no row is known.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The member with that id.
    pub fn member(&self, id: MemberId) -> Option<&Rc<Member>> {
        self.members.get(&id)
    }

    /// All members, in no order.
    pub fn members(&self) -> impl Iterator<Item = &Rc<Member>> {
        self.members.values()
    }

    /// Drivers who may be given work, by name.
    pub fn drivers(&self) -> Vec<Rc<Member>> {
        let mut drivers: Vec<_> = self
            .members
            .values()
            .filter(|member| member.role == waybill_domain::Role::Driver && !member.disabled)
            .cloned()
            .collect();
        drivers.sort_by(|a, b| a.name.cmp(&b.name).then(a.id.cmp(&b.id)));
        drivers
    }

    /// The newest fix of that driver.
    pub fn position(&self, id: MemberId) -> Option<DriverPosition> {
        self.positions.get(&id).copied()
    }

    /// The newest fix of each driver; the same `Rc` until one moves.
    pub fn positions(&self) -> &Rc<HashMap<MemberId, DriverPosition>> {
        &self.positions
    }

    /// When its stops will be reached; nothing where that is not known, or it is over.
    pub fn expected(&self, id: DeliveryId) -> Etas {
        let open = self.rows.get(&id).is_some_and(|row| !row.delivery.state.is_final());
        self.expected.get(&id).copied().filter(|_| open).unwrap_or_default()
    }

    /// Whether it belongs to the group. What is going to miss its window counts as late: then something can still be done.
    fn is_in(&self, group: Group, delivery: &Delivery) -> bool {
        match group {
            Group::Late => self.is_late(delivery),
            group => group.contains(delivery, self.now),
        }
    }

    fn is_late(&self, delivery: &Delivery) -> bool {
        let misses = || self.expected.get(&delivery.id).is_some_and(|etas| etas.delay.is_some());
        Group::Late.contains(delivery, self.now) || (!delivery.state.is_final() && misses())
    }

    /// What is picked for an action on several.
    pub fn picked(&self) -> &Rc<BTreeSet<DeliveryId>> {
        &self.picked
    }

    /// Whether the counts mean something yet.
    pub fn is_counted(&self) -> bool {
        matches!(self.phase, Phase::Filling | Phase::Ready)
    }

    /// How many there are of each group: counted here once all rows are here, else as the server counted.
    pub fn counts(&self) -> Counts {
        if self.phase == Phase::Ready { self.local } else { self.server }
    }

    /// The rows as one value that changes only when a row changes: what the map depends on.
    pub fn rows(&self) -> &Rc<HashMap<DeliveryId, Rc<Row>>> {
        &self.rows
    }
}

impl Reducible for Board {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(Rc::unwrap_or_clone(self).after(action))
    }
}

impl PartialEq for Board {
    /// By identity of the large parts: two boards with the same parts are the same picture.
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.rows, &other.rows)
            && Rc::ptr_eq(&self.order, &other.order)
            && Rc::ptr_eq(&self.members, &other.members)
            && Rc::ptr_eq(&self.positions, &other.positions)
            && Rc::ptr_eq(&self.expected, &other.expected)
            && Rc::ptr_eq(&self.picked, &other.picked)
            && self.anchor == other.anchor
            && self.local == other.local
            && self.server == other.server
            && self.filter == other.filter
            && self.sort == other.sort
            && self.density == other.density
            && self.cursor == other.cursor
            && self.open == other.open
            && self.now == other.now
            && self.seq == other.seq
            && self.phase == other.phase
            && self.link == other.link
    }
}
