use std::{collections::BTreeMap, sync::Arc};

use waybill_demo::{Fleet, SimAction, Simulation};
use waybill_domain::{
    CommandId, Delivery, Fix, MemberId, Role, State,
    member::Actor,
    rules::{Disposition, today::Today},
};

use crate::{Board, now, options};

/// A fleet at work, step by step.
struct Work {
    board: Board,
    simulation: Simulation,
    fixes: BTreeMap<MemberId, Vec<Fix>>,
    commands: u128,
    at: waybill_domain::Timestamp,
}

impl Work {
    fn start(fleet: &Fleet, speed: f64) -> Self {
        let drivers: Vec<MemberId> = fleet.positions.iter().map(|(driver, _)| *driver).collect();
        let mut simulation = Simulation::new(Arc::clone(&fleet.town), drivers).with_speed(speed);
        for (driver, fixes) in &fleet.positions {
            simulation.place(*driver, fixes.last().expect("a fix").point);
        }
        Self { board: Board::replay(fleet), simulation, fixes: BTreeMap::new(), commands: 0, at: now() }
    }

    fn step(&mut self, millis: i64) {
        self.at = self.at.plus_millis(millis);
        let open: Vec<Delivery> =
            self.board.deliveries.values().filter(|d| !d.state.is_final()).cloned().collect();
        for action in self.simulation.step(self.at, &open) {
            match action {
                SimAction::Fix { driver, fix } => self.fixes.entry(driver).or_default().push(fix),
                SimAction::Command { driver, delivery, command, blobs } => {
                    self.commands += 1;
                    assert_eq!(
                        blobs.iter().map(|b| b.reference.clone()).collect::<Vec<_>>(),
                        command.blobs()
                    );
                    let actor = Actor { member: driver, role: Role::Driver };
                    let id = CommandId(uuid::Uuid::from_u128(self.commands));
                    let reception = self.board.take(id, self.at, actor, delivery, &command);
                    assert_eq!(
                        reception.disposition,
                        Disposition::Applied,
                        "{command:?}: {:?}",
                        reception.reason
                    );
                }
            }
        }
    }

    fn open(&self) -> usize {
        self.board.deliveries.values().filter(|delivery| delivery.state.is_active()).count()
    }
}

#[test]
fn drivers_finish_the_day() {
    let fleet = Fleet::generate(options(12, 150));
    let mut work = Work::start(&fleet, 20.0);
    assert!(work.open() > 50);
    for _ in 0..4_000 {
        work.step(1_000);
        if work.open() == 0 {
            break;
        }
    }
    assert_eq!(work.open(), 0, "after {} commands", work.commands);
    let done = work.board.deliveries.values().filter(|delivery| delivery.state == State::Completed);
    let (delivered, failed): (Vec<_>, Vec<_>) =
        done.partition(|d| d.outcome.is_some_and(|o| o.is_delivered()));
    assert!(delivered.len() > 100 && failed.len() > 3);
}

#[test]
fn at_the_pace_of_life_vans_move_as_vans_do() {
    let fleet = Fleet::generate(options(12, 150));
    let mut work = Work::start(&fleet, 1.0);
    for _ in 0..900 {
        work.step(1_000);
    }
    assert_eq!(work.fixes.len(), 12);
    let mut moved = 0;
    for fixes in work.fixes.values() {
        assert!(fixes.is_sorted_by_key(|fix| fix.at));
        for pair in fixes.windows(2) {
            let metres = pair[0].point.distance_m(pair[1].point);
            let seconds = pair[1].at.since(pair[0].at) as f64 / 1_000.0;
            assert!(metres < seconds * 14.0 + 12.0, "{metres:.0} m in {seconds} s");
            moved += usize::from(metres > 20.0);
        }
        assert!(fixes.iter().all(|fix| fix.battery_pct.is_some_and(|pct| pct <= 100)));
    }
    assert!(moved > 200, "only {moved} moves");
    assert!(work.commands > 15, "only {} commands", work.commands);
}

#[test]
fn after_a_restart_they_go_on_where_they_were() {
    let fleet = Fleet::generate(options(3, 40));
    let mut work = Work::start(&fleet, 10.0);
    for _ in 0..120 {
        work.step(1_000);
    }
    let before = work.open();
    let drivers: Vec<MemberId> = fleet.positions.iter().map(|(driver, _)| *driver).collect();
    work.simulation = Simulation::new(Arc::clone(&fleet.town), drivers).with_speed(20.0);
    for _ in 0..4_000 {
        work.step(1_000);
    }
    assert!(before > 0);
    assert_eq!(work.open(), 0);
}

#[test]
fn new_work_is_accepted_and_a_person_takes_over() {
    let fleet = Fleet::generate(options(2, 30));
    let mut work = Work::start(&fleet, 10.0);
    let driver = fleet.members[3].member.id;
    let dispatcher = Actor { member: fleet.members[1].member.id, role: Role::Dispatcher };
    let loose =
        work.board.deliveries.values().find(|d| d.state == State::Unassigned).expect("one is left").id;
    let assign = waybill_domain::Command::Assign { driver };
    work.board.take(CommandId(uuid::Uuid::from_u128(1 << 64)), now(), dispatcher, loose, &assign);
    for _ in 0..60 {
        work.step(1_000);
    }
    assert!(work.board.deliveries[&loose].state >= State::Accepted);
    let mara = fleet.members[2].member.id;
    work.simulation.leave(mara);
    let of_mara =
        |board: &Board| Today::plan(board.deliveries.values().filter(|d| d.driver == Some(mara)).cloned());
    let before = of_mara(&work.board);
    for _ in 0..300 {
        work.step(1_000);
    }
    assert_eq!(of_mara(&work.board), before);
}

#[test]
fn a_command_that_leads_nowhere_is_given_up() {
    let fleet = Fleet::generate(options(2, 30));
    let mut work = Work::start(&fleet, 1.0);
    let frozen: Vec<Delivery> = work.board.deliveries.values().cloned().collect();
    let mut commands = 0;
    for _ in 0..1_200 {
        work.at = work.at.plus_millis(1_000);
        let actions = work.simulation.step(work.at, &frozen);
        commands += actions.iter().filter(|action| !matches!(action, SimAction::Fix { .. })).count();
    }
    assert!((1..150).contains(&commands), "{commands} commands");
}
