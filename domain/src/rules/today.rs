//! A driver's day: which stop is next, what comes later, what is done; and which step is the obvious next one.

use crate::{
    command::Command,
    delivery::{Delivery, State},
    id::MemberId,
    outcome::Outcome,
    proof::Evidence,
    rules::part::{Part, in_van},
};

/// Deliveries of one driver, in the order of the day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Today {
    /// Still to do; the first one is next.
    pub open: Vec<Delivery>,
    /// Done, last one first.
    pub done: Vec<Delivery>,
    /// Proposed to the driver, who has not answered yet.
    pub offered: Vec<Delivery>,
    /// To be taken over from a colleague; asked for first stands first.
    pub taking: Vec<Delivery>,
    /// Handed over to a colleague as one of the two says; the other's word is missing.
    pub leaving: Vec<Delivery>,
    /// Over, but goods of it are still in the van and must be brought back.
    pub in_van: Vec<Delivery>,
}

/// How far the day is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Delivered, wholly or in part.
    pub delivered: usize,
    /// Tried in vain.
    pub failed: usize,
    /// All stops of the day, cancelled ones left out.
    pub total: usize,
}

impl Today {
    /// Sorts `deliveries` into a day: whatever is under way first, then by rank.
    pub fn plan(deliveries: impl IntoIterator<Item = Delivery>) -> Self {
        let (mut done, mut open): (Vec<_>, Vec<_>) = deliveries
            .into_iter()
            .filter(|delivery| delivery.state != State::Cancelled)
            .partition(|delivery| delivery.state.is_final());
        open.sort_by(|a, b| {
            let under_way =
                |delivery: &Delivery| !matches!(delivery.state, State::OutForDelivery | State::Arrived);
            (under_way(a).cmp(&under_way(b))).then(a.rank.total_cmp(&b.rank)).then(a.id.cmp(&b.id))
        });
        done.sort_by_key(|delivery| std::cmp::Reverse((delivery.times.completed, delivery.id)));
        Self { open, done, ..Self::default() }
    }

    /// The day of the driver `member`, with what is taken over, handed over and to be brought back.
    pub fn of(member: MemberId, deliveries: impl IntoIterator<Item = Delivery>) -> Self {
        let mut day = Self::default();
        let mut stops = Vec::new();
        for delivery in deliveries {
            if in_van(&delivery, member) > 0 {
                day.in_van.push(delivery.clone());
            }
            match Part::of(&delivery, member) {
                Part::Stop => stops.push(delivery),
                Part::Asked => day.offered.push(delivery),
                Part::Taking => day.taking.push(delivery),
                Part::Leaving => day.leaving.push(delivery),
                Part::Nothing => {}
            }
        }
        for list in [&mut day.taking, &mut day.leaving] {
            list.sort_by_key(|delivery| (delivery.transfer.map(|transfer| transfer.asked_at), delivery.id));
        }
        day.in_van
            .sort_by_key(|delivery| (delivery.times.completed.or(delivery.times.cancelled), delivery.id));
        let Self { open, done, .. } = Self::plan(stops);
        Self { open, done, ..day }
    }

    /// How far the day is.
    pub fn progress(&self) -> Progress {
        let delivered =
            self.done.iter().filter(|delivery| delivery.outcome.is_some_and(Outcome::is_delivered)).count();
        Progress { delivered, failed: self.done.len() - delivered, total: self.done.len() + self.open.len() }
    }

    /// The rank that puts the open stop at index `from` to index `to` (both in today's order).
    pub fn rank_for(&self, from: usize, to: usize) -> Option<f64> {
        let moving = self.open.get(from)?;
        let others: Vec<f64> = self.open.iter().filter(|d| d.id != moving.id).map(|d| d.rank).collect();
        let to = to.min(others.len());
        let before = to.checked_sub(1).and_then(|i| others.get(i).copied());
        Some(match (before, others.get(to).copied()) {
            (Some(before), Some(after)) => f64::midpoint(before, after),
            (Some(before), None) => before + 60_000.0,
            (None, Some(after)) => after - 60_000.0,
            (None, None) => moving.rank,
        })
    }
}

/// The obvious next step of the driver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextStep {
    /// Say yes.
    Accept,
    /// Reached the merchant.
    ArriveAtPickup,
    /// Take the goods.
    PickUp,
    /// Set off.
    SetOff,
    /// Reached the recipient.
    Arrive,
    /// Hand over: opens the checklist.
    Complete,
}

impl NextStep {
    /// What comes next in this state; `None` where nothing is left to do.
    pub fn of(state: State) -> Option<Self> {
        match state {
            State::Offered | State::Assigned => Some(Self::Accept),
            State::Accepted => Some(Self::ArriveAtPickup),
            State::ArrivedAtPickup => Some(Self::PickUp),
            State::PickedUp => Some(Self::SetOff),
            State::OutForDelivery => Some(Self::Arrive),
            State::Arrived => Some(Self::Complete),
            State::Unassigned | State::Completed | State::Cancelled => None,
        }
    }

    /// The command of a step that needs nothing more; `None` for [`NextStep::Complete`].
    pub fn command(self) -> Option<Command> {
        match self {
            Self::Accept => Some(Command::Accept),
            Self::ArriveAtPickup => Some(Command::ArrivedAtPickup),
            Self::PickUp => Some(Command::PickedUp { evidence: Evidence::default() }),
            Self::SetOff => Some(Command::OutForDelivery),
            Self::Arrive => Some(Command::Arrived),
            Self::Complete => None,
        }
    }
}
