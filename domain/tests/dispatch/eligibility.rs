//! The table of what stands against asking a driver: each row breaks one thing.

use std::collections::BTreeSet;

use waybill_domain::{
    Window,
    dispatch::{Candidate, Load, Measure, Need, Policy, Refusal, Vehicle, Vehicles, refusals},
};

use super::{candidate, member, minutes, need};
use crate::fixtures::now;

type Edit = fn(&mut Need, &mut Candidate);
type Row = (&'static str, Edit, Refusal);

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| name.to_string()).collect()
}

fn table() -> Vec<Row> {
    vec![
        ("no shift", |_, c| c.shift = None, Refusal::OffShift),
        ("shift to come", |_, c| c.shift = Some(Window::new(minutes(1), minutes(300))), Refusal::OffShift),
        ("shift over", |_, c| c.shift = Some(Window::new(minutes(-300), minutes(0))), Refusal::OffShift),
        (
            "on a break",
            |_, c| c.breaks = vec![Window::new(minutes(0), minutes(30))],
            Refusal::OnBreak { until: Some(minutes(30)) },
        ),
        (
            "a minute short",
            |_, c| c.shift = Some(Window::new(minutes(-60), minutes(14))),
            Refusal::ShiftEnds { ends: minutes(14) },
        ),
        (
            "declined a moment ago",
            |_, c| c.declined_at = Some(minutes(-4)),
            Refusal::CoolingDown { until: minutes(1) },
        ),
        (
            "not wanted",
            |n, c| {
                n.blocked_drivers.insert(c.driver);
            },
            Refusal::BlockedByCustomer,
        ),
        (
            "does not want",
            |n, c| (n.customers, c.blocked_customers) = (set(&["Aurora", "Souza"]), set(&["Souza"])),
            Refusal::BlockedByDriver { customer: "Souza".into() },
        ),
        (
            "vehicle",
            |n, _| n.vehicles = Vehicles::from_iter([Vehicle::Bicycle, Vehicle::Truck]),
            Refusal::WrongVehicle { vehicle: Vehicle::Van },
        ),
        ("weight", |n, _| n.load.weight_g = 500_001, Refusal::NoRoom { measure: Measure::Weight }),
        (
            "volume",
            |_, c| c.carried.volume_cm3 = c.capacity.volume_cm3 - 3_999,
            Refusal::NoRoom { measure: Measure::Volume },
        ),
        ("count", |_, c| c.carried.count = 60, Refusal::NoRoom { measure: Measure::Count }),
        (
            "overfull already",
            |n, c| (n.load, c.carried) = (Load { count: 1, ..Load::default() }, Load::UNLIMITED),
            Refusal::NoRoom { measure: Measure::Count },
        ),
        ("as much as allowed", |_, c| c.active = 5, Refusal::Busy { active: 5 }),
        (
            "skills",
            |n, c| (n.skills, c.skills) = (set(&["cold_chain", "id_check"]), set(&["id_check", "piano"])),
            Refusal::MissingSkills { skills: set(&["cold_chain"]) },
        ),
        (
            "zone",
            |n, c| (n.zones, c.zones) = (set(&["east", "west"]), set(&["east"])),
            Refusal::OutsideZone { zone: "west".into() },
        ),
        (
            "another team",
            |n, _| {
                n.zones = set(&["east"]);
                n.teams.insert("east".into(), [member(77)].into());
            },
            Refusal::OutsideZone { zone: "east".into() },
        ),
        ("too far", |_, c| c.distance_m = 5_000.1, Refusal::TooFar),
        ("nobody knows how far", |_, c| c.distance_m = f64::NAN, Refusal::TooFar),
    ]
}

fn ask(need: &Need, candidate: &Candidate) -> Vec<Refusal> {
    refusals(need, candidate, &BTreeSet::new(), &Policy::default(), now())
}

#[test]
fn each_thing_that_stands_against_a_driver_is_named_alone() {
    assert_eq!(ask(&need(), &candidate(1)), []);
    for (name, break_it, refusal) in table() {
        let (mut need, mut candidate) = (need(), candidate(1));
        break_it(&mut need, &mut candidate);
        assert_eq!(ask(&need, &candidate), [refusal], "{name}");
    }
    let asked = BTreeSet::from([member(1)]);
    assert_eq!(refusals(&need(), &candidate(1), &asked, &Policy::default(), now()), [Refusal::AlreadyAsked]);
    assert_eq!(refusals(&need(), &candidate(2), &asked, &Policy::default(), now()), []);
}

#[test]
fn everything_that_stands_against_a_driver_is_named_together() {
    let (mut need, mut candidate) = (need(), candidate(1));
    for (_, break_it, _) in table() {
        break_it(&mut need, &mut candidate);
    }
    let found = ask(&need, &candidate);
    assert_eq!(found.len(), 10, "hours and room are named once each: {found:?}");
}

#[test]
fn what_is_just_enough_is_enough() {
    let allowed: [(&str, Edit); 8] = [
        ("done as the shift ends", |_, c| c.shift = Some(Window::new(minutes(0), minutes(15)))),
        ("a shift without an end", |_, c| c.shift = Some(Window { from: Some(minutes(-1)), until: None })),
        ("a break that is over", |_, c| c.breaks = vec![Window::new(minutes(-30), minutes(0))]),
        ("a break to come", |_, c| c.breaks = vec![Window::new(minutes(1), minutes(30))]),
        ("cooled down", |_, c| c.declined_at = Some(minutes(-5))),
        ("full to the brim", |n, c| c.capacity = n.load),
        ("at the edge", |_, c| c.distance_m = 5_000.0),
        ("works everywhere", |n, _| n.zones = set(&["west"])),
    ];
    for (name, change) in allowed {
        let (mut need, mut candidate) = (need(), candidate(1));
        change(&mut need, &mut candidate);
        assert_eq!(ask(&need, &candidate), [], "{name}");
    }
}
