use std::collections::{BTreeMap, BTreeSet};

use waybill_demo::{Fleet, pin_of};
use waybill_domain::{
    Command, Outcome, Role, State, calls::Group, proof::Sha256Hash, requirements::Requirement,
    rules::today::Today,
};

use crate::{Board, now, options};

#[test]
fn the_same_seed_and_time_give_the_same_fleet() {
    let (a, b) = (Fleet::generate(options(5, 60)), Fleet::generate(options(5, 60)));
    assert_eq!(a.script, b.script);
    assert_eq!(a.members, b.members);
    assert_eq!(a.positions, b.positions);
    assert_eq!(a.organization, b.organization);
}

#[test]
fn every_command_is_taken_in_as_the_script_says() {
    for (drivers, deliveries) in [(12, 150), (1, 40), (2, 7), (40, 900), (0, 5), (3, 0)] {
        let fleet = Fleet::generate(options(drivers, deliveries));
        let board = Board::replay(&fleet);
        assert_eq!(board.deliveries.len(), deliveries);
        assert_eq!(fleet.members.iter().filter(|m| m.member.role == Role::Driver).count(), drivers);
        assert!(fleet.script.is_sorted_by_key(|step| step.at));
        assert!(fleet.script.iter().all(|step| step.at <= now()), "something happens in the future");
        let ids: BTreeSet<_> = fleet.script.iter().map(|step| step.id).collect();
        assert_eq!(ids.len(), fleet.script.len());
    }
}

#[test]
fn every_state_outcome_and_demand_is_there() {
    let board = Board::replay(&Fleet::generate(options(12, 150)));
    let all = || board.deliveries.values();
    for state in State::ALL.into_iter().filter(|state| *state != State::Offered) {
        assert!(all().any(|delivery| delivery.state == state), "no delivery is {state:?}");
    }
    for group in Group::ALL {
        assert!(all().any(|delivery| group.contains(delivery, now())), "nobody in {group:?}");
    }
    let outcomes: BTreeSet<String> = all().filter_map(|d| d.outcome).map(|o| format!("{o:?}")).collect();
    assert!(outcomes.len() >= 8, "{outcomes:?}");
    for outcome in [Outcome::DeliveredPartially, Outcome::FailedNotHome, Outcome::DeliveredToSafePlace] {
        assert!(all().any(|delivery| delivery.outcome == Some(outcome)), "no {outcome:?}");
    }
    let kinds: BTreeSet<&str> = all().flat_map(|d| &d.exceptions).map(|e| e.kind.as_str()).collect();
    assert_eq!(
        kinds.into_iter().collect::<Vec<_>>(),
        ["proof_missing", "requirement_overridden", "worked_after_cancel", "worked_after_reassign"]
    );
    let demands: BTreeSet<Requirement> =
        all().flat_map(|delivery| delivery.demand(|_| true).items()).collect();
    assert_eq!(demands.len(), 7, "{demands:?}");
    let codes: BTreeSet<&str> = all().map(|delivery| delivery.code.as_str()).collect();
    assert_eq!(codes.len(), 150);
    assert!(all().filter(|d| d.times.completed.is_some_and(|at| d.is_late(at))).count() >= 2);
}

#[test]
fn files_are_what_the_commands_commit_to() {
    let fleet = Fleet::generate(options(12, 150));
    for step in &fleet.script {
        let carried: Vec<_> = step.blobs.iter().map(|blob| blob.reference.clone()).collect();
        assert_eq!(carried, step.command.blobs());
        for blob in &step.blobs {
            assert_eq!(blob.reference.sha256, Sha256Hash::of(&blob.bytes));
            assert_eq!(blob.reference.size, blob.bytes.len() as u64);
        }
    }
    let distinct: BTreeSet<_> =
        fleet.script.iter().flat_map(|s| &s.blobs).map(|b| b.reference.sha256).collect();
    assert!((10..40).contains(&distinct.len()));
}

#[test]
fn mara_has_twenty_three_stops_and_the_eighth_is_next() {
    let fleet = Fleet::generate(options(12, 150));
    let mara = &fleet.members[2].member;
    assert_eq!((mara.name.as_str(), mara.vehicle.as_str()), ("Mara Ivanova", "Van 7"));
    assert_eq!(mara.email, "mara@demo.waybill.app");
    let board = Board::replay(&fleet);
    let today = Today::plan(board.deliveries.values().filter(|d| d.driver == Some(mara.id)).cloned());
    let progress = today.progress();
    assert_eq!((progress.delivered, progress.failed, progress.total), (6, 1, 23));
    let next = &today.open[0];
    assert_eq!((next.code.as_str(), next.state), ("WB-7K3F", State::OutForDelivery));
    assert_eq!((next.dropoff.address.as_str(), next.dropoff.unit.as_str()), ("Linden Avenue 27", "flat 4"));
    assert_eq!(next.dropoff.contact.name, "Ana Souza");
    assert_eq!(next.dropoff.notes, "Ring twice, dog is friendly.");
    assert_eq!(next.parcels.len(), 2);
    assert_eq!(
        next.demand(|_| true).items(),
        [Requirement::Photo, Requirement::Signature, Requirement::Cash]
    );
    assert_eq!(next.cash_due().map(|cash| cash.to_string()).as_deref(), Some("€24.90"));
    assert!(!next.is_late(now()));
    let streets: Vec<&str> =
        today.open[1..4].iter().map(|d| d.dropoff.address.trim_end_matches(char::is_numeric)).collect();
    assert_eq!(streets, ["Kestrel Lane ", "Old Mill Road ", "Harbour Street "]);
    let here = fleet.positions[0].1.last().expect("she is somewhere").point;
    let drive = fleet.town.drive(here, next.dropoff.point).expect("there is a way");
    assert!((800.0..3_500.0).contains(&drive.metres), "{} m to go", drive.metres);
}

#[test]
fn routes_are_in_order_and_windows_follow_each_other() {
    let fleet = Fleet::generate(options(12, 150));
    let board = Board::replay(&fleet);
    let mut routes: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for delivery in board.deliveries.values().filter(|d| d.state != State::Cancelled) {
        if let Some(driver) = delivery.driver {
            routes.entry(driver).or_default().push(delivery);
        }
    }
    assert_eq!(routes.len(), 12);
    for route in routes.values_mut() {
        route.sort_by(|a, b| a.rank.total_cmp(&b.rank));
        assert!(route.is_sorted_by_key(|d| d.dropoff.window.until));
        let done = route.iter().filter(|d| d.state == State::Completed).count();
        assert!(route[..done].iter().all(|d| d.state == State::Completed), "a later stop was done first");
        assert!(route[..done].is_sorted_by_key(|d| d.times.completed));
    }
}

#[test]
fn pins_are_known_and_match() {
    let fleet = Fleet::generate(options(12, 150));
    let mut pins = 0;
    for step in &fleet.script {
        if let Command::Create(new) = &step.command
            && let Some(check) = &new.dropoff.requirements.pin
        {
            assert!(check.matches(&pin_of(step.delivery)));
            pins += 1;
        }
    }
    assert!(pins > 3);
}

#[test]
fn people_sign_in_with_addresses_that_differ() {
    let fleet = Fleet::generate(options(120, 10));
    let emails: BTreeSet<&str> = fleet.members.iter().map(|m| m.member.email.as_str()).collect();
    assert_eq!(emails.len(), 122);
    assert!(emails.contains("admin@demo.waybill.app") && emails.contains("dispatch@demo.waybill.app"));
    assert!(emails.iter().all(|email| email.is_ascii() && email.ends_with("@demo.waybill.app")));
}

#[test]
fn drivers_have_a_trail_up_to_now() {
    let fleet = Fleet::generate(options(12, 150));
    for (_, fixes) in &fleet.positions {
        assert!(fixes.is_sorted_by_key(|fix| fix.at) && fixes.len() > 5);
        assert_eq!(fixes.last().map(|fix| fix.at), Some(now()));
        for pair in fixes.windows(2) {
            let metres = pair[0].point.distance_m(pair[1].point);
            assert!(metres < 160.0, "a jump of {metres:.0} m");
        }
    }
}
