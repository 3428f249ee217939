//! Planning routes: what is asked for, and what the answer comes to.

use std::{collections::BTreeSet, rc::Rc};

use waybill_domain::{
    DeliveryId, MemberId, PlanId, Timestamp,
    calls::OptimizeRoutes,
    plan::{Goal, Obstacle, PlanState, PlanSummary, RoutePlan, Totals, Unplanned},
};
use yew::Reducible;

use crate::bridge::CallError;

/// Seconds of search that can be chosen.
pub const EFFORTS: [u32; 3] = [5, 20, 60];

/// What is to be planned.
#[derive(Clone, Debug, PartialEq)]
pub struct Wish {
    /// Drivers who are left out.
    pub without: BTreeSet<MemberId>,
    /// Deliveries that keep the driver they have, and their order among each other.
    pub pinned: BTreeSet<DeliveryId>,
    /// Give out what nobody has, too.
    pub unassigned: bool,
    /// Deliveries that a driver has accepted may go to another.
    pub move_accepted: bool,
    /// What a good plan is.
    pub goal: Goal,
    /// How long to search, in seconds.
    pub seconds: u32,
}

impl Default for Wish {
    fn default() -> Self {
        Self {
            without: BTreeSet::new(),
            pinned: BTreeSet::new(),
            unassigned: true,
            move_accepted: false,
            goal: Goal::default(),
            seconds: EFFORTS[0],
        }
    }
}

/// A change of the wish.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum WishChange {
    /// This driver is in, or out.
    Driver(MemberId),
    /// Everybody is in, or nobody.
    Everybody(bool),
    /// This delivery is pinned, or is not.
    Pin(DeliveryId),
    /// Nothing is pinned.
    UnpinAll,
    /// Whether to give out what nobody has.
    Unassigned(bool),
    /// Whether accepted deliveries may move.
    MoveAccepted(bool),
    /// What is good.
    Goal(Goal),
    /// How long to search.
    Seconds(u32),
}

impl Wish {
    /// The wish after `change`; `all` are the drivers there are.
    pub fn after(&self, change: WishChange, all: &[MemberId]) -> Self {
        let mut wish = self.clone();
        match change {
            WishChange::Driver(driver) => {
                if !wish.without.remove(&driver) {
                    wish.without.insert(driver);
                }
            }
            WishChange::Everybody(true) => wish.without.clear(),
            WishChange::Everybody(false) => wish.without = all.iter().copied().collect(),
            WishChange::Pin(delivery) => {
                if !wish.pinned.remove(&delivery) {
                    wish.pinned.insert(delivery);
                }
            }
            WishChange::UnpinAll => wish.pinned.clear(),
            WishChange::Unassigned(on) => wish.unassigned = on,
            WishChange::MoveAccepted(on) => wish.move_accepted = on,
            WishChange::Goal(goal) => wish.goal = goal,
            WishChange::Seconds(seconds) => wish.seconds = seconds,
        }
        wish
    }

    /// Whose routes are planned.
    pub fn drivers(&self, all: &[MemberId]) -> Vec<MemberId> {
        all.iter().copied().filter(|driver| !self.without.contains(driver)).collect()
    }

    /// What is pinned to a driver whose route is planned; `driver` says who has a delivery now. What was pinned and is over
    /// by now, or with nobody, is pinned no more.
    pub fn kept(&self, all: &[MemberId], driver: impl Fn(DeliveryId) -> Option<MemberId>) -> Vec<DeliveryId> {
        let drivers = self.drivers(all);
        let stays = |id: &DeliveryId| driver(*id).is_some_and(|driver| drivers.contains(&driver));
        self.pinned.iter().copied().filter(stays).collect()
    }

    /// The call, with what is `kept`; `None` where nobody is in, which the server would read as "everybody".
    pub fn call(&self, all: &[MemberId], kept: Vec<DeliveryId>) -> Option<OptimizeRoutes> {
        let drivers = self.drivers(all);
        (!drivers.is_empty()).then(|| OptimizeRoutes {
            drivers,
            deliveries: (!self.unassigned).then(Vec::new),
            pinned: kept,
            move_accepted: self.move_accepted,
            goal: self.goal,
            seconds: Some(self.seconds),
        })
    }
}

/// The plan on the screen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown {
    /// The newest answer.
    pub plan: Option<RoutePlan>,
    /// Why the last call did not succeed; the plan is as it was before it.
    pub error: Option<CallError>,
    /// A call is under way.
    pub busy: bool,
    /// How many calls were answered: two answers that say the same are still two.
    pub answers: u32,
    /// What was put away: late answers about it are no news.
    pub gone: Option<PlanId>,
}

/// What happened.
#[derive(Clone, Debug)]
pub enum ShownChange {
    /// A call begins.
    Asked,
    /// It was answered.
    Answer(Result<Box<RoutePlan>, CallError>),
    /// It was there when the page was left.
    Found(Box<RoutePlan>),
    /// The plan is put away.
    Cleared,
}

impl Reducible for Shown {
    type Action = ShownChange;

    fn reduce(self: Rc<Self>, change: ShownChange) -> Rc<Self> {
        let (plan, answers, gone) = (self.plan.clone(), self.answers, self.gone);
        Rc::new(match change {
            ShownChange::Asked => Self { plan, error: None, busy: true, answers, gone },
            ShownChange::Answer(Ok(plan)) if gone == Some(plan.id) => return self,
            ShownChange::Answer(Ok(plan)) => {
                Self { plan: Some(*plan), error: None, busy: false, answers: answers + 1, gone }
            }
            ShownChange::Answer(Err(error)) => {
                Self { plan, error: Some(error), busy: false, answers: answers + 1, gone }
            }
            // Somebody was quicker than the list.
            ShownChange::Found(_) if self.busy || answers > 0 || gone.is_some() => return self,
            ShownChange::Found(plan) => Self { plan: Some(*plan), ..Self::default() },
            ShownChange::Cleared => Self { gone: plan.map(|plan| plan.id).or(gone), ..Self::default() },
        })
    }
}

impl Shown {
    /// Whether the server is searching.
    pub fn is_running(&self) -> bool {
        self.plan.as_ref().is_some_and(|plan| plan.state == PlanState::Running)
    }
}

/// For so long a plan that nobody threw away is shown again, in minutes.
const SHOWN_AGAIN_MIN: i64 = 120;

/// The plan that whoever comes to the page wants to see, of the latest ones: the search under way, or else the newest if it
/// can still be committed or taken back.
pub fn left_open(plans: &[PlanSummary], now: Timestamp) -> Option<PlanId> {
    let running = plans.iter().find(|plan| plan.state == PlanState::Running);
    let recent = |plan: &&PlanSummary| now.since(plan.made_at) <= SHOWN_AGAIN_MIN * 60_000;
    let open = |plan: &&PlanSummary| matches!(plan.state, PlanState::Ready | PlanState::Committed);
    running.or_else(|| plans.first().filter(recent).filter(open)).map(|plan| plan.id)
}

/// Whether a number of a plan went the right way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Less than before, which is good.
    Better,
    /// As before.
    Same,
    /// More than before.
    Worse,
}

/// How a number that should be small changed.
pub fn turn(before: i64, after: i64) -> Turn {
    match after.cmp(&before) {
        std::cmp::Ordering::Less => Turn::Better,
        std::cmp::Ordering::Equal => Turn::Same,
        std::cmp::Ordering::Greater => Turn::Worse,
    }
}

/// Whether committing would change anything.
pub fn changes_something(plan: &RoutePlan) -> bool {
    let Totals { driving_s, metres, late, unserved, .. } = plan.before;
    !plan.reassigned.is_empty()
        || (driving_s, metres, late, unserved)
            != (plan.after.driving_s, plan.after.metres, plan.after.late, plan.after.unserved)
}

/// The reasons against `unplanned`, each with the drivers it holds for; the most frequent first.
pub fn reasons(unplanned: &Unplanned) -> Vec<(&Obstacle, Vec<MemberId>)> {
    let mut found: Vec<(&Obstacle, Vec<MemberId>)> = Vec::new();
    for obstacle in &unplanned.obstacles {
        match found.iter_mut().find(|(known, _)| known.why == obstacle.why) {
            Some((_, drivers)) => drivers.push(obstacle.driver),
            None => found.push((obstacle, vec![obstacle.driver])),
        }
    }
    found.sort_by_key(|(_, drivers)| std::cmp::Reverse(drivers.len()));
    found
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;
    use waybill_domain::plan::WhyNot;

    use super::*;

    fn driver(n: u8) -> MemberId {
        MemberId(Uuid::from_bytes([n; 16]))
    }

    #[test]
    fn a_wish_names_its_drivers_so_that_nobody_never_means_everybody() {
        let all = [driver(1), driver(2)];
        let wish = Wish::default();
        assert_eq!(wish.call(&all, Vec::new()).map(|call| call.drivers), Some(all.to_vec()));
        let wish = wish.after(WishChange::Driver(driver(1)), &all);
        assert_eq!(wish.call(&all, Vec::new()).map(|call| call.drivers), Some(vec![driver(2)]));
        let nobody = wish.after(WishChange::Everybody(false), &all);
        assert_eq!(nobody.call(&all, Vec::new()), None);
        let back = nobody.after(WishChange::Driver(driver(2)), &all);
        assert_eq!(back.drivers(&all), [driver(2)]);
    }

    #[test]
    fn without_the_unassigned_the_call_names_no_delivery() {
        let all = [driver(1)];
        let call = Wish::default().call(&all, Vec::new());
        assert_eq!(call.map(|call| call.deliveries), Some(None), "absent means all of them");
        let wish = Wish::default().after(WishChange::Unassigned(false), &all);
        assert_eq!(wish.call(&all, Vec::new()).map(|call| call.deliveries), Some(Some(Vec::new())));
    }

    #[test]
    fn what_is_pinned_stays_only_with_a_driver_who_has_it_and_is_in_the_plan() {
        let delivery = |n: u8| DeliveryId(Uuid::from_bytes([n; 16]));
        let all = [driver(1), driver(2)];
        let pin = |wish: Wish, n| wish.after(WishChange::Pin(delivery(n)), &all);
        let wish = (1..=4).fold(Wish::default(), pin);
        // 1 and 4 are Mara's, 2 is Jo's, and nobody has 3 any more.
        let has = |id: DeliveryId| match id {
            id if id == delivery(2) => Some(driver(2)),
            id if id == delivery(3) => None,
            _ => Some(driver(1)),
        };
        assert_eq!(wish.kept(&all, has), [delivery(1), delivery(2), delivery(4)]);
        let without = wish.after(WishChange::Driver(driver(2)), &all);
        assert_eq!(without.kept(&all, has), [delivery(1), delivery(4)]);
        assert_eq!(pin(without.clone(), 4).kept(&all, has), [delivery(1)], "a second time lets it go");
        assert_eq!(without.after(WishChange::UnpinAll, &all).kept(&all, has), []);
        let call = wish.call(&all, wish.kept(&all, has));
        assert_eq!(call.map(|call| call.pinned), Some(vec![delivery(1), delivery(2), delivery(4)]));
    }

    #[test]
    fn a_failed_call_leaves_the_plan_on_the_screen() {
        let shown = Rc::new(Shown { busy: true, ..Shown::default() });
        let error = CallError::refused("plan_stale", "something changed".to_owned());
        let after = shown.reduce(ShownChange::Answer(Err(error.clone())));
        assert_eq!((after.busy, after.error.as_ref()), (false, Some(&error)));
        let again = after.clone().reduce(ShownChange::Answer(Err(error)));
        assert_ne!(after, again, "the same answer again is news, or nobody would ask a third time");
    }

    fn summary(n: u8, state: PlanState, made_min: i64) -> PlanSummary {
        PlanSummary {
            id: PlanId(Uuid::from_bytes([n; 16])),
            state,
            by: driver(1),
            made_at: Timestamp::from_millis(made_min * 60_000),
            goal: Goal::default(),
            spent: 1.0,
            after: Totals::default(),
            before: Totals::default(),
        }
    }

    #[test]
    fn whoever_comes_back_finds_the_search_or_what_can_still_be_done_with_its_plan() {
        use PlanState::{Cancelled, Committed, Ready, Running, Undone};
        let now = Timestamp::from_millis(1_000 * 60_000);
        for (plans, expected) in [
            (vec![], None),
            (vec![summary(2, Ready, 990), summary(1, Running, 980)], Some(1)),
            (vec![summary(2, Ready, 990), summary(1, Committed, 980)], Some(2)),
            (vec![summary(2, Committed, 880)], Some(2)),
            (vec![summary(2, Ready, 879)], None),
            (vec![summary(2, Cancelled, 990), summary(1, Ready, 980)], None),
            (vec![summary(2, Undone, 990)], None),
        ] {
            let found = left_open(&plans, now);
            assert_eq!(found, expected.map(|n| PlanId(Uuid::from_bytes([n; 16]))), "{plans:?}");
        }
    }

    #[test]
    fn the_reason_that_holds_for_most_drivers_comes_first() {
        let against = |n, why| Obstacle { driver: driver(n), why };
        let unplanned = Unplanned {
            delivery: DeliveryId(Uuid::from_bytes([9; 16])),
            driver: None,
            obstacles: vec![
                against(1, WhyNot::Full),
                against(2, WhyNot::TooLate),
                against(3, WhyNot::TooLate),
            ],
        };
        let found: Vec<_> = reasons(&unplanned).into_iter().map(|(o, d)| (o.why.clone(), d.len())).collect();
        assert_eq!(found, [(WhyNot::TooLate, 2), (WhyNot::Full, 1)]);
    }

    #[test]
    fn less_is_better() {
        assert_eq!([turn(3, 2), turn(3, 3), turn(3, 4)], [Turn::Better, Turn::Same, Turn::Worse]);
    }
}
