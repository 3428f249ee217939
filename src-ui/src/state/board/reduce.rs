//! What each action does.

use std::{collections::HashMap, rc::Rc};

use waybill_domain::{
    Delivery, DeliveryId,
    calls::{Counts, DeliveryPage, Group},
    eta::Etas,
    protocol::DriverPosition,
};

use super::{Action, Board, Filter, Link, Phase, Row, Sort, Timing, order::Column};

impl Board {
    /// The board after `action`.
    pub fn after(mut self, action: Action) -> Self {
        match action {
            Action::Page(page) => self.first_load(page),
            Action::CaughtUp(page) => self.catch_up(page),
            Action::Put(delivery) => self.put([*delivery]),
            Action::Failed(why) if self.rows.is_empty() => self.phase = Phase::Failed(why),
            Action::Failed(_) => {}
            Action::Reload => {
                self.seq = 0;
                self.phase = if self.rows.is_empty() { Phase::Loading } else { Phase::Filling };
            }
            Action::Members(members) => {
                self.members =
                    Rc::new(members.into_iter().map(|member| (member.id, Rc::new(member))).collect());
                if self.sort.by == Column::Driver || !self.filter.words.is_empty() {
                    self.rebuild();
                }
            }
            Action::Positions(positions) => self.moved(positions),
            Action::Expected(id, etas) => self.expect([(id, etas)]),
            Action::Link(link) => self.link = keep_since(self.link, link),
            Action::Tick(now) => self.tick(now),
            Action::Search(text) => {
                let words = text.split_whitespace().map(str::to_lowercase).collect();
                self.filter = Filter { text, words, ..self.filter };
                self.rebuild();
            }
            Action::Group(group) => {
                self.filter.group = group;
                self.rebuild();
            }
            Action::Driver(driver) => {
                self.filter.driver = driver;
                self.rebuild();
            }
            Action::SortBy(by) => {
                self.sort = Sort { by, reversed: self.sort.by == by && !self.sort.reversed };
                self.rebuild();
            }
            Action::Density(density) => self.density = density,
            Action::Cursor(id) => self.cursor = Some(id),
            Action::Open(id) => {
                self.open = id;
                self.cursor = id.or(self.cursor);
            }
            Action::Pick { id, range } => self.pick(id, range),
            Action::PickMany(ids) => self.picked = Rc::new(ids.into_iter().collect()),
            Action::PickAll => self.pick_all(),
        }
        self
    }

    fn first_load(&mut self, page: DeliveryPage) {
        // What changes while pages come in is caught up from the sequence of the first one.
        if matches!(self.phase, Phase::Loading | Phase::Failed(_)) || self.seq == 0 {
            self.seq = page.seq;
        }
        self.phase = if page.next.is_some() { Phase::Filling } else { Phase::Ready };
        self.expect_of(&page);
        self.server = page.counts;
        self.put(page.items);
    }

    fn catch_up(&mut self, page: DeliveryPage) {
        self.expect_of(&page);
        self.server = page.counts;
        if page.next.is_none() {
            self.seq = self.seq.max(page.seq);
        }
        // Asked for and answered: what is shown is as new as this, live connection or not.
        if let Link::Lost(_) = self.link {
            self.link = Link::Lost(self.now);
        }
        self.put(page.items);
    }

    /// A page says of each of its deliveries what is expected, also where that is nothing.
    fn expect_of(&mut self, page: &DeliveryPage) {
        let of = |id| page.etas.get(id).copied().unwrap_or_default();
        let told = page.items.iter().map(|delivery| (delivery.id, of(&delivery.id)));
        let news = told.filter(|(id, etas)| self.expected.get(id).copied().unwrap_or_default() != *etas);
        let news: Vec<_> = news.collect();
        self.expect(news);
    }

    /// Takes in when stops will be reached, and so what is going to be late.
    fn expect(&mut self, news: impl IntoIterator<Item = (DeliveryId, Etas)>) {
        let mut moved = false;
        for (id, etas) in news {
            let row = self.rows.get(&id).cloned();
            let late = |board: &Self| row.as_ref().is_some_and(|row| board.is_late(&row.delivery));
            let before = late(self);
            Rc::make_mut(&mut self.expected).insert(id, etas);
            let after = late(self);
            moved |= before != after;
            self.local.late = self.local.late + u64::from(after) - u64::from(before);
        }
        if moved && self.filter.group == Some(Group::Late) {
            self.rebuild();
        }
    }

    /// Takes in what is newer than what is here. Answers may overtake each other.
    fn put(&mut self, deliveries: impl IntoIterator<Item = Delivery>) {
        let mut changed = Vec::new();
        for delivery in deliveries {
            let old = self.rows.get(&delivery.id).cloned();
            if old.as_ref().is_some_and(|old| old.delivery.rev >= delivery.rev) {
                continue;
            }
            if let Some(old) = &old {
                self.count(&old.delivery, -1);
            }
            self.count(&delivery, 1);
            let new = Rc::new(Row::new(delivery));
            Rc::make_mut(&mut self.rows).insert(new.delivery.id, Rc::clone(&new));
            changed.push((old, new));
        }
        if !changed.is_empty() {
            self.reorder(&changed);
        }
    }

    /// The live marker moves only to a newer fix.
    fn moved(&mut self, positions: Vec<DriverPosition>) {
        let known = Rc::make_mut(&mut self.positions);
        for position in positions {
            let newer = known.get(&position.member).is_none_or(|old| position.fix.at > old.fix.at);
            if newer {
                known.insert(position.member, position);
            }
        }
    }

    /// Lateness is the only thing that changes by itself.
    fn tick(&mut self, now: waybill_domain::Timestamp) {
        self.now = now;
        let late = self.rows.values().filter(|row| self.is_late(&row.delivery)).count() as u64;
        if late != self.local.late {
            self.local.late = late;
            if self.filter.group == Some(Group::Late) {
                self.rebuild();
            }
        }
    }

    fn count(&mut self, delivery: &Delivery, by: i64) {
        let in_group = Group::ALL.map(|group| (group, self.is_in(group, delivery)));
        let on_time = self.is_in(Group::Delivered, delivery) && !Timing::of(delivery, self.now).is_late();
        let counts = &mut self.local;
        let add = |slot: &mut u64| *slot = slot.saturating_add_signed(by);
        add(&mut counts.all);
        for (group, _) in in_group.into_iter().filter(|(_, is_in)| *is_in) {
            add(match group {
                Group::Unassigned => &mut counts.unassigned,
                Group::OnTheWay => &mut counts.on_the_way,
                Group::Late => &mut counts.late,
                Group::Failed => &mut counts.failed,
                Group::Delivered => &mut counts.delivered,
                Group::Cancelled => &mut counts.cancelled,
                Group::Exceptions => &mut counts.exceptions,
            });
        }
        if on_time {
            add(&mut counts.on_time);
        }
    }
}

/// Lost stays lost since the first moment.
fn keep_since(before: Link, after: Link) -> Link {
    match (before, after) {
        (Link::Lost(since), Link::Lost(_)) => Link::Lost(since),
        (_, after) => after,
    }
}

/// How many of `counts` are in `group`.
pub fn of_group(counts: &Counts, group: Option<Group>) -> u64 {
    match group {
        None => counts.all,
        Some(Group::Unassigned) => counts.unassigned,
        Some(Group::OnTheWay) => counts.on_the_way,
        Some(Group::Late) => counts.late,
        Some(Group::Failed) => counts.failed,
        Some(Group::Delivered) => counts.delivered,
        Some(Group::Cancelled) => counts.cancelled,
        Some(Group::Exceptions) => counts.exceptions,
    }
}

/// Rows by driver, for whom it matters.
pub(super) fn by_driver<'a>(
    rows: impl IntoIterator<Item = &'a Rc<Row>>,
) -> HashMap<waybill_domain::MemberId, Vec<&'a Rc<Row>>> {
    let mut out: HashMap<_, Vec<_>> = HashMap::new();
    for row in rows {
        if let Some(driver) = row.delivery.driver {
            out.entry(driver).or_default().push(row);
        }
    }
    out
}
