//! A driver's day.

use waybill_domain::{
    Delivery, DeliveryId, State,
    rules::{
        apply, evolve,
        today::{NextStep, Progress, Today},
    },
};

use crate::fixtures::*;

fn with(n: u128, state: State, rank: f64) -> Delivery {
    Delivery { id: DeliveryId(uuid(n)), rank, ..delivery_in(state) }
}

#[test]
fn what_is_under_way_comes_first_then_by_rank() {
    let day = Today::plan([
        with(1, State::Accepted, 3.0),
        with(2, State::Accepted, 1.0),
        with(3, State::OutForDelivery, 9.0),
        with(4, State::Completed, 0.0),
        with(5, State::Cancelled, 0.5),
    ]);
    let order: Vec<_> = day.open.iter().map(|d| d.id).collect();
    assert_eq!(order, [3, 2, 1].map(|n| DeliveryId(uuid(n))));
    assert_eq!(day.progress(), Progress { delivered: 1, failed: 0, total: 4 });
}

#[test]
fn a_moved_stop_lands_where_it_was_dropped() {
    let stops: Vec<_> = (0..5).map(|n| with(n, State::Accepted, n as f64)).collect();
    for from in 0..5 {
        for to in 0..5 {
            let mut day = Today::plan(stops.clone());
            let id = day.open[from].id;
            day.open[from].rank = day.rank_for(from, to).unwrap();
            let again = Today::plan(day.open);
            assert_eq!(again.open.iter().position(|d| d.id == id), Some(to), "{from} to {to}");
        }
    }
}

#[test]
fn following_the_obvious_step_leads_from_assigned_to_the_door() {
    let mut delivery = delivery_in(State::Assigned);
    let mut steps = Vec::new();
    while let Some(command) = NextStep::of(delivery.state).and_then(NextStep::command) {
        steps.push(command.name());
        for event in apply(Some(&delivery), &command, &context(driver(), 60)).unwrap() {
            delivery = evolve(Some(delivery), &event, now()).unwrap();
        }
    }
    assert_eq!(steps, ["accept", "arrived_at_pickup", "picked_up", "out_for_delivery", "arrived"]);
    assert_eq!(NextStep::of(delivery.state), Some(NextStep::Complete));
}
