//! Giving many deliveries out at once: what was proposed, and what of it is left out.

use std::{collections::BTreeSet, rc::Rc};

use waybill_domain::{
    DeliveryId,
    calls::{PlanWave, WaveAssigned, WavePair, WavePlan},
    dispatch::Decision,
};
use yew::Reducible;

use crate::bridge::CallError;

/// The proposal on the screen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wave {
    /// Who would take what.
    pub plan: Option<WavePlan>,
    /// What is not to be given out.
    pub without: BTreeSet<DeliveryId>,
    /// Why the last call did not succeed.
    pub error: Option<CallError>,
    /// It is being given out.
    pub giving: bool,
}

/// What happened.
#[derive(Clone, Debug)]
pub enum WaveChange {
    /// A proposal is asked for.
    Asked,
    /// It is there.
    Proposed(Box<WavePlan>),
    /// This one is left out, or in again.
    Toggled(DeliveryId),
    /// It is being given out.
    Giving,
    /// A call did not succeed.
    Failed(CallError),
}

impl Reducible for Wave {
    type Action = WaveChange;

    fn reduce(self: Rc<Self>, change: WaveChange) -> Rc<Self> {
        let wave = Rc::unwrap_or_clone(self);
        Rc::new(match change {
            WaveChange::Asked => Self { plan: None, error: None, giving: false, ..wave },
            WaveChange::Proposed(plan) => Self { plan: Some(*plan), error: None, ..wave },
            WaveChange::Toggled(id) => {
                let mut without = wave.without;
                if !without.remove(&id) {
                    without.insert(id);
                }
                Self { without, ..wave }
            }
            WaveChange::Giving => Self { error: None, giving: true, ..wave },
            WaveChange::Failed(error) => Self { error: Some(error), giving: false, ..wave },
        })
    }
}

impl Wave {
    /// What is to be given out, as it was proposed.
    pub fn pairs(&self) -> Vec<WavePair> {
        let assigned = self.plan.iter().flat_map(|plan| &plan.assigned);
        let kept = assigned.filter(|one| !self.without.contains(&one.delivery));
        kept.map(|one| WavePair { delivery: one.delivery, driver: one.driver }).collect()
    }

    /// The call that does it; `None` where nothing is to be done.
    pub fn call(&self) -> Option<PlanWave> {
        let pairs = self.pairs();
        (!pairs.is_empty()).then_some(PlanWave { deliveries: None, commit: true, shown: Some(pairs) })
    }
}

/// What was decided about `delivery`.
pub fn decision_of(plan: &WavePlan, delivery: DeliveryId) -> Option<&Decision> {
    plan.decisions.iter().find(|decision| decision.delivery == delivery)
}

/// How far the driver has to go to the pickup, in metres; `None`: not known.
pub fn distance_of(plan: &WavePlan, one: &WaveAssigned) -> Option<f64> {
    let decision = decision_of(plan, one.delivery)?;
    decision.candidates.iter().find(|judged| judged.driver == one.driver)?.distance_m
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::samples;

    fn proposed() -> Rc<Wave> {
        let assigned = [1, 2].map(|n| WaveAssigned {
            delivery: samples::delivery(n).id,
            driver: samples::driver(),
            score: 0.5,
        });
        let plan = WavePlan { assigned: assigned.to_vec(), ..WavePlan::default() };
        Rc::new(Wave::default()).reduce(WaveChange::Proposed(Box::new(plan)))
    }

    #[test]
    fn what_is_left_out_is_not_given_out() {
        let (first, second) = (samples::delivery(1).id, samples::delivery(2).id);
        let wave = proposed().reduce(WaveChange::Toggled(first));
        let call = wave.call().expect("one is left");
        assert_eq!(call.shown, Some(vec![WavePair { delivery: second, driver: samples::driver() }]));
        assert!(call.commit && call.deliveries.is_none());
        assert_eq!(Rc::clone(&wave).reduce(WaveChange::Toggled(first)).pairs().len(), 2);
        assert_eq!(wave.reduce(WaveChange::Toggled(second)).call(), None);
    }

    #[test]
    fn a_failure_keeps_the_proposal_and_what_was_left_out() {
        let left = proposed().reduce(WaveChange::Toggled(samples::delivery(1).id));
        let failed = left.reduce(WaveChange::Giving).reduce(WaveChange::Failed(CallError::network("off")));
        assert!(failed.error.is_some() && !failed.giving);
        assert_eq!(failed.pairs().len(), 1);
        let again = failed.reduce(WaveChange::Asked);
        assert_eq!((again.plan.as_ref(), again.without.len()), (None, 1), "what was left out stays out");
    }
}
