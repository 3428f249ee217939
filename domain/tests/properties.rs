//! Any history whatever: compared step by step with a model small enough to be seen through.

use proptest::prelude::*;
use waybill_domain::{
    Command, Delivery, EventBody, State,
    command::{Class, Failure},
    dispatch::End,
    member::Actor,
    proof::Evidence,
    rules::{Disposition, Reception, evolve},
};

use crate::fixtures::*;

/// The model: who has it, how far it is, how many proofs and facts it has seen.
#[derive(Debug, Default, PartialEq)]
struct Model {
    driver: Option<u128>,
    rank: u8,
    cancelled: bool,
    completions_recorded: usize,
}

#[derive(Clone, Copy, Debug)]
enum Move {
    Offer(u128),
    OfferEnds,
    Assign(u128),
    Unassign,
    Cancel,
    Accept(u128),
    Step(u128, u8),
    Complete(u128),
    Fail(u128),
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let who = prop_oneof![Just(DRIVER), Just(OTHER)];
    let one = prop_oneof![
        2 => who.clone().prop_map(Move::Offer),
        1 => Just(Move::OfferEnds),
        2 => who.clone().prop_map(Move::Assign),
        1 => Just(Move::Unassign),
        1 => Just(Move::Cancel),
        2 => who.clone().prop_map(Move::Accept),
        6 => (who.clone(), 4_u8..8).prop_map(|(who, rank)| Move::Step(who, rank)),
        2 => who.clone().prop_map(Move::Complete),
        1 => who.prop_map(Move::Fail),
    ];
    prop::collection::vec(one, 0..24)
}

fn command(step: Move) -> (Actor, Command) {
    let actor = |who| if who == DRIVER { driver() } else { other() };
    match step {
        Move::Offer(_) | Move::OfferEnds => unreachable!("the server writes these, by no command"),
        Move::Assign(who) => (dispatcher(), Command::Assign { driver: actor(who).member }),
        Move::Unassign => (dispatcher(), Command::Unassign),
        Move::Cancel => (dispatcher(), Command::Cancel { reason: "closed".into() }),
        Move::Accept(who) => (actor(who), Command::Accept),
        Move::Step(who, 4) => (actor(who), Command::ArrivedAtPickup),
        Move::Step(who, 5) => (actor(who), picked_up()),
        Move::Step(who, 6) => (actor(who), Command::OutForDelivery),
        Move::Step(who, _) => (actor(who), Command::Arrived),
        Move::Complete(who) => (actor(who), completed()),
        Move::Fail(who) => {
            let reason = waybill_domain::Outcome::FailedNotHome;
            let evidence = Evidence { note: "rang twice".into(), ..Evidence::default() };
            (actor(who), Command::AttemptFailed(Box::new(Failure { reason, evidence })))
        }
    }
}

impl Model {
    /// What the rules must do, said in another way. `known`: the member has it or had it.
    fn take(&mut self, step: Move, known: bool) {
        let open = !self.cancelled && self.rank < 8;
        match step {
            Move::Offer(who) if open && self.rank == 0 => (self.driver, self.rank) = (Some(who), 1),
            Move::OfferEnds if open && self.rank == 1 => (self.driver, self.rank) = (None, 0),
            Move::Assign(who) if open && self.rank < 5 && (self.driver != Some(who) || self.rank == 1) => {
                (self.driver, self.rank) = (Some(who), 2);
            }
            Move::Unassign if open && self.rank < 5 && self.driver.is_some() => {
                (self.driver, self.rank) = (None, 0)
            }
            Move::Cancel if open => self.cancelled = true,
            Move::Accept(who) if open && self.driver == Some(who) && matches!(self.rank, 1 | 2) => {
                self.rank = 3;
            }
            Move::Step(who, rank) if open && self.driver == Some(who) => self.rank = self.rank.max(rank),
            Move::Complete(who) | Move::Fail(who) if known => {
                self.completions_recorded += 1;
                if self.driver == Some(who) && self.rank < 8 {
                    (self.rank, self.cancelled) = (8, false);
                }
            }
            _ => {}
        }
    }
}

/// What the server writes by itself, where the delivery is so that it would.
fn by_server(delivery: &Delivery, one: Move) -> Option<Vec<EventBody>> {
    Some(match (one, delivery.state, delivery.driver) {
        (Move::Offer(who), State::Unassigned, _) => {
            vec![offered(if who == DRIVER { driver().member } else { other().member })]
        }
        (Move::OfferEnds, State::Offered, Some(driver)) => {
            vec![EventBody::OfferEnded { driver, end: End::RanOut }]
        }
        (Move::Offer(_) | Move::OfferEnds, ..) => Vec::new(),
        _ => return None,
    })
}

/// One move, with the events that came of it.
fn make(delivery: Option<Delivery>, one: Move, n: u128) -> (Option<Delivery>, Reception) {
    match delivery.as_ref().and_then(|delivery| by_server(delivery, one)) {
        Some(events) => {
            let after = events.iter().fold(delivery, |delivery, event| evolve(delivery, event, now()));
            (after, Reception { disposition: Disposition::Applied, reason: None, events })
        }
        None => {
            let (actor, command) = command(one);
            step(delivery, actor, &command, n)
        }
    }
}

/// Who moves, and whether it is a fact.
fn mover(one: Move) -> (Actor, bool) {
    match one {
        Move::Offer(_) | Move::OfferEnds => (dispatcher(), false),
        one => {
            let (actor, command) = command(one);
            (actor, command.class() == Class::Fact)
        }
    }
}

fn seen(delivery: &Delivery) -> Model {
    let cancelled = delivery.state == State::Cancelled;
    let member = |id| if id == driver().member { DRIVER } else { OTHER };
    Model {
        driver: delivery.driver.map(member),
        rank: if cancelled { 0 } else { delivery.state as u8 },
        cancelled,
        completions_recorded: delivery.proofs.len(),
    }
}

proptest! {
    #[test]
    fn the_rules_agree_with_the_model(history in moves()) {
        let (mut delivery, _) = step(None, dispatcher(), &Command::Create(Box::new(new_delivery())), 0);
        let mut model = Model::default();
        for (n, one) in history.into_iter().enumerate() {
            let (actor, is_fact) = mover(one);
            let before = delivery.clone().unwrap();
            let (after, reception) = make(delivery, one, n as u128 + 1);
            let after = after.unwrap();
            model.take(one, before.was_ever_of(actor.member));
            let mut expected = seen(&after);
            if model.cancelled {
                expected.rank = model.rank;
            }
            prop_assert_eq!(&model, &expected, "after {:?}", one);
            prop_assert_eq!(after.rev, before.rev + reception.events.len() as u64);
            prop_assert_eq!(after.offer.is_some(), after.state == State::Offered);
            if is_fact {
                let kept = !reception.events.is_empty() || reception.disposition == Disposition::Quarantined;
                prop_assert!(kept, "a fact left no trace: {:?}", one);
            }
            if matches!(reception.disposition, Disposition::NeedsReview) {
                prop_assert!(!after.exceptions.is_empty());
            }
            delivery = Some(after);
        }
    }

    #[test]
    fn a_replayed_log_gives_the_same_delivery(history in moves()) {
        let mut log = Vec::new();
        let (mut delivery, created) = step(None, dispatcher(), &Command::Create(Box::new(new_delivery())), 0);
        log.extend(created.events);
        for (n, one) in history.into_iter().enumerate() {
            let (after, reception) = make(delivery, one, n as u128 + 1);
            log.extend(reception.events);
            delivery = after;
        }
        let text = serde_json::to_string(&log).unwrap();
        let read: Vec<waybill_domain::EventBody> = serde_json::from_str(&text).unwrap();
        let replayed = read.iter().fold(None, |d, event| waybill_domain::rules::evolve(d, event, now()));
        prop_assert_eq!(replayed, delivery);
    }
}
