//! Every command in every state: allowed, or the code of the rejection.

use waybill_domain::{
    Command, Delivery, Money, Outcome, Point, State,
    command::{Class, Failure, Patch, StopPatch},
    custody::Receiver,
    delivery::Preparation,
    id::ExceptionId,
    member::Actor,
    proof::Evidence,
    rules::{Disposition, apply},
};

use crate::fixtures::*;

/// One column per state, in the order of `State::ALL`.
const STATES: [&str; 10] = ["unas", "offe", "assi", "acce", "arrp", "pick", "outf", "arri", "comp", "canc"];

/// One row per command: who does it, and what the rules say in each state. `+` allowed, `!` illegal transition,
/// `p` already past, `x` cancelled, `c` already completed, `v` in custody, `n` not yours, `u` unknown, `e` exists.
#[rustfmt::skip]
pub const TABLE: &[(&str, &str)] = &[
    //                         unas offe assi acce arrp pick outf arri comp canc
    ("create",                "e    e    e    e    e    e    e    e    e    e"),
    ("edit",                  "+    +    +    +    +    +    +    +    c    x"),
    ("assign (to another)",   "+    +    +    +    +    v    v    v    c    x"),
    ("assign (to the same)",  "+    +    p    p    p    v    v    v    c    x"),
    ("unassign",              "!    +    +    +    +    v    v    v    c    x"),
    ("accept",                "n    +    +    p    p    p    p    p    c    x"),
    ("decline",               "n    +    +    +    !    !    !    !    c    x"),
    ("cancel",                "+    +    +    +    +    +    +    +    c    x"),
    ("move",                  "n    +    +    +    +    +    +    +    c    x"),
    ("prepare",               "+    +    +    +    +    +    +    +    c    x"),
    ("resolve_exception",     "u    u    u    u    u    u    u    u    u    u"),
    ("transfer (to another)",  "!    !    !    !    !    +    +    +    c    x"),
    ("call_off_transfer",     "!    !    !    !    !    !    !    !    c    x"),
    ("arrived_at_pickup",     "n    +    +    +    p    p    p    p    c    x"),
    ("picked_up",             "n    +    +    +    +    p    p    p    c    x"),
    ("out_for_delivery",      "n    +    +    +    +    +    p    p    c    x"),
    ("arrived",               "n    +    +    +    +    +    +    p    c    x"),
    ("completed",             "n    +    +    +    +    +    +    +    c    x"),
    ("attempt_failed",        "n    +    +    +    +    +    +    +    c    x"),
    ("cash_collected",        "n    +    +    +    +    +    +    +    +    +"),
    ("handed_over (to a driver)", "n +    +    +    +    +    +    +    c    x"),
    ("handed_over (to the sender)", "n !  !    !    !    +    +    +    !    !"),
    ("taken_over",            "n    p    p    p    p    p    p    p    c    x"),
    ("proof_captured",        "n    +    +    +    +    +    +    +    +    +"),
    ("noted",                 "n    +    +    +    +    +    +    +    +    +"),
];

pub fn sample(row: &str) -> (Actor, Command) {
    let by_dispatch = |command| (dispatcher(), command);
    let by_driver = |command| (driver(), command);
    match row {
        "create" => by_dispatch(Command::Create(Box::new(new_delivery()))),
        "edit" => {
            let moved = StopPatch { point: Some(Point::new(53.6, 10.1).unwrap()), ..StopPatch::default() };
            by_dispatch(Command::Edit(Box::new(Patch { dropoff: Some(moved), ..Patch::default() })))
        }
        "assign (to another)" => by_dispatch(Command::Assign { driver: other().member }),
        "assign (to the same)" => by_dispatch(Command::Assign { driver: driver().member }),
        "unassign" => by_dispatch(Command::Unassign),
        "accept" => by_driver(Command::Accept),
        "decline" => by_driver(Command::Decline { reason: "flat tyre".into() }),
        "cancel" => by_dispatch(Command::Cancel { reason: "closed".into() }),
        "move" => by_driver(Command::Move { rank: 1.5, pickup_rank: None }),
        "prepare" => by_dispatch(Command::Prepare { preparation: Preparation::Ready }),
        "resolve_exception" => {
            by_dispatch(Command::ResolveException { exception: ExceptionId(uuid(9)), note: "seen".into() })
        }
        "transfer (to another)" => by_dispatch(Command::Transfer { to: other().member }),
        "call_off_transfer" => by_dispatch(Command::CallOffTransfer),
        "handed_over (to a driver)" => by_driver(handed_over(other().member)),
        "handed_over (to the sender)" => {
            by_driver(Command::HandedOver { to: Receiver::Sender, evidence: Evidence::default() })
        }
        "taken_over" => by_driver(taken_over()),
        "arrived_at_pickup" => by_driver(Command::ArrivedAtPickup),
        "picked_up" => by_driver(picked_up()),
        "out_for_delivery" => by_driver(Command::OutForDelivery),
        "arrived" => by_driver(Command::Arrived),
        "completed" => by_driver(completed()),
        "attempt_failed" => by_driver(Command::AttemptFailed(Box::new(Failure {
            reason: Outcome::FailedNotHome,
            evidence: Evidence::default(),
        }))),
        "cash_collected" => by_driver(Command::CashCollected { amount: Money::eur(100) }),
        "proof_captured" => by_driver(Command::ProofCaptured {
            evidence: Evidence { recipient_name: "Ana".into(), ..Evidence::default() },
        }),
        "noted" => by_driver(Command::Noted { text: "gate code 12".into() }),
        other => panic!("no sample for {other}"),
    }
}

fn cell(delivery: &Delivery, actor: Actor, command: &Command) -> &'static str {
    match apply(Some(delivery), command, &context(actor, 99)).map_err(|rejected| rejected.code()) {
        Ok(_) => "+",
        Err("illegal_transition") => "!",
        Err("already_past") => "p",
        Err("cancelled") => "x",
        Err("already_completed") => "c",
        Err("in_custody") => "v",
        Err("not_yours") => "n",
        Err("unknown") => "u",
        Err("exists") => "e",
        Err(code) => code,
    }
}

#[test]
fn every_command_in_every_state() {
    let mut wrong = Vec::new();
    for (row, expected) in TABLE {
        let (actor, command) = sample(row);
        let expected: Vec<&str> = expected.split_whitespace().collect();
        assert_eq!(expected.len(), State::ALL.len(), "row {row}");
        for ((state, name), expected) in State::ALL.into_iter().zip(STATES).zip(expected) {
            let got = cell(&delivery_in(state), actor, &command);
            if got != expected {
                wrong.push(format!("{row} in {name}: expected {expected}, got {got}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_table_names_every_command() {
    for (row, _) in TABLE {
        let name = row.split(' ').next().unwrap();
        assert_eq!(sample(row).1.name(), name);
    }
    let names: std::collections::BTreeSet<_> =
        TABLE.iter().map(|(row, _)| row.split(' ').next().unwrap()).collect();
    assert_eq!(names.len(), 23, "a new command needs a row");
}

#[test]
fn a_fact_is_never_rejected_and_an_intent_leaves_no_trace_when_it_is() {
    for (row, _) in TABLE {
        let (actor, command) = sample(row);
        for state in State::ALL {
            for actor in [actor, other()] {
                let (_, reception) = step(Some(delivery_in(state)), actor, &command, 99);
                match command.class() {
                    Class::Fact => {
                        assert_ne!(reception.disposition, Disposition::Rejected, "{row} in {state:?}")
                    }
                    Class::Intent if reception.disposition == Disposition::Rejected => {
                        assert!(reception.events.is_empty(), "{row} in {state:?}");
                        assert!(reception.reason.is_some(), "{row} in {state:?}");
                    }
                    Class::Intent => {}
                }
            }
        }
    }
}

#[test]
fn roles_that_only_look_may_do_nothing() {
    use waybill_domain::Role;
    for (row, _) in TABLE {
        let (_, command) = sample(row);
        for role in [Role::Merchant, Role::Customer] {
            let actor = Actor { role, ..driver() };
            let result = apply(Some(&delivery_in(State::Accepted)), &command, &context(actor, 99));
            assert_eq!(result.map_err(|r| r.code()), Err("forbidden"), "{row} as {role:?}");
        }
    }
}
