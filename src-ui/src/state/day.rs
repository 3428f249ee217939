//! The driver's day: the deliveries of this device, with what the person just did already in them.

use std::{collections::BTreeMap, rc::Rc};

use waybill_domain::{
    Command, CommandId, DeliveryId, MemberId, Timestamp,
    calls::driver::{Draft, MyDelivery},
    member::Actor,
    rules::{self, Context, Rejected, today::Today},
};
use yew::Reducible;

use crate::bridge::CallError;

/// What is known of the day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Day {
    /// The deliveries; `None` until they have been read once.
    pub deliveries: Option<Vec<MyDelivery>>,
    /// Why they could not be read last time.
    pub error: Option<CallError>,
    /// Deliveries with changes under way, and how many: what is read meanwhile may be older than what is shown.
    busy: BTreeMap<DeliveryId, usize>,
}

/// What happened to the day.
#[derive(Debug)]
pub enum DayChange {
    /// The deliveries as the device has them.
    Loaded(Vec<MyDelivery>),
    /// They could not be read.
    Failed(CallError),
    /// A change of one delivery begins; it is shown at once.
    Begin(Box<MyDelivery>),
    /// It is done: the delivery as the device has it now, where it said so.
    Done(DeliveryId, Option<Box<MyDelivery>>),
}

impl Day {
    /// The delivery `id`, if this device has it.
    pub fn get(&self, id: DeliveryId) -> Option<&MyDelivery> {
        self.deliveries.as_ref()?.iter().find(|mine| mine.delivery.id == id)
    }

    /// The day of the driver `member`. Revoked deliveries are not the driver's to work on any more.
    pub fn today(&self, member: MemberId) -> Today {
        let mine = self.deliveries.iter().flatten().filter(|mine| !mine.revoked);
        Today::of(member, mine.map(|mine| mine.delivery.clone()))
    }

    /// What the delivery will be after `command`, by the same rules that the device and the server run.
    pub fn foresee(
        mine: &MyDelivery,
        command: &Command,
        actor: Actor,
        id: CommandId,
        at: Timestamp,
    ) -> Result<MyDelivery, Rejected> {
        let delivery = &mine.delivery;
        let context = Context {
            actor,
            organization: delivery.organization,
            delivery: delivery.id,
            command: id,
            at,
            base_rev: None,
        };
        let events = rules::apply(Some(delivery), command, &context)?;
        let after = events
            .iter()
            .try_fold(delivery.clone(), |delivery, event| rules::evolve(Some(delivery), event, at));
        // The draft of a completion stays on the screen until the device has taken it over.
        Ok(MyDelivery {
            delivery: after.unwrap_or_else(|| delivery.clone()),
            pending: mine.pending + 1,
            draft: mine.draft.clone(),
            revoked: mine.revoked,
        })
    }

    fn put(&mut self, mine: MyDelivery) {
        let all = self.deliveries.get_or_insert_default();
        match all.iter_mut().find(|other| other.delivery.id == mine.delivery.id) {
            Some(slot) => *slot = mine,
            None => all.push(mine),
        }
    }
}

impl Reducible for Day {
    type Action = DayChange;

    fn reduce(self: Rc<Self>, change: DayChange) -> Rc<Self> {
        let mut day = (*self).clone();
        match change {
            DayChange::Loaded(mut all) => {
                for mine in &mut all {
                    let id = mine.delivery.id;
                    if let Some(shown) = self.get(id).filter(|_| self.busy.contains_key(&id)) {
                        *mine = shown.clone();
                    }
                }
                day.deliveries = Some(all);
                day.error = None;
            }
            DayChange::Failed(error) => day.error = Some(error),
            DayChange::Begin(mine) => {
                *day.busy.entry(mine.delivery.id).or_default() += 1;
                day.put(*mine);
            }
            DayChange::Done(id, mine) => {
                let left = day.busy.get(&id).copied().unwrap_or(0).saturating_sub(1);
                if left == 0 {
                    day.busy.remove(&id);
                    if let Some(mine) = mine {
                        day.put(*mine);
                    }
                } else {
                    day.busy.insert(id, left);
                }
            }
        }
        Rc::new(day)
    }
}

/// A copy of `mine` with another draft.
pub fn with_draft(mine: &MyDelivery, draft: Option<Draft>) -> MyDelivery {
    MyDelivery { draft, ..mine.clone() }
}

#[cfg(test)]
mod tests {
    use waybill_domain::{Role, State};

    use super::*;
    use crate::state::samples::{driver, mine};

    fn reduce(day: Day, change: DayChange) -> Day {
        (*Rc::new(day).reduce(change)).clone()
    }

    #[test]
    fn what_the_driver_just_did_is_not_undone_by_an_older_answer() {
        let before = mine(1);
        let day = reduce(Day::default(), DayChange::Loaded(vec![before.clone()]));
        let mut after = before.clone();
        after.delivery.state = State::Arrived;
        let day = reduce(day, DayChange::Begin(Box::new(after.clone())));
        let day = reduce(day, DayChange::Loaded(vec![before.clone()]));
        assert_eq!(day.get(before.delivery.id).map(|m| m.delivery.state), Some(State::Arrived));
        let day = reduce(day, DayChange::Done(before.delivery.id, Some(Box::new(before.clone()))));
        assert_eq!(day.get(before.delivery.id), Some(&before));
    }

    #[test]
    fn a_step_is_foreseen_by_the_rules() {
        let mut now = mine(1);
        now.delivery.state = State::OutForDelivery;
        let actor = Actor { member: driver(), role: Role::Driver };
        let id = CommandId(now.delivery.id.0);
        let at = Timestamp::from_millis(5);
        let after = Day::foresee(&now, &Command::Arrived, actor, id, at).map(|m| m.delivery.state);
        assert_eq!(after, Ok(State::Arrived));
        assert!(Day::foresee(&now, &Command::Accept, actor, id, at).is_err());
    }

    #[test]
    fn revoked_deliveries_are_not_in_the_day() {
        let mut gone = mine(1);
        gone.revoked = true;
        let day = reduce(Day::default(), DayChange::Loaded(vec![gone, mine(2)]));
        assert_eq!(day.today(driver()).open.len(), 1);
    }
}
