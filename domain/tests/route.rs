//! The order in which a driver's stops are worked.

use proptest::prelude::*;
use waybill_domain::{
    Delivery, DeliveryId, Point, State,
    eta::{Eta, TravelSource},
    route::{
        Task::{self, Dropoff, Pickup},
        stops,
    },
    rules::evolve,
};

use crate::fixtures::*;

fn at(n: u128, rank: f64, state: State) -> Delivery {
    let mut delivery = Delivery { id: DeliveryId(uuid(n)), rank, ..delivery_in(state) };
    delivery.pickup.point = Point::new(53.0 + n as f64 / 100.0, 10.0).expect("on the earth");
    delivery
}

fn order(deliveries: &[Delivery]) -> Vec<(u128, Task)> {
    stops(deliveries)
        .iter()
        .map(|stop| (stop.delivery.id.0.as_u128() - uuid(0).as_u128(), stop.task))
        .collect()
}

#[test]
fn a_pickup_comes_right_before_its_drop_off() {
    let day = [at(2, 2.0, State::Assigned), at(1, 1.0, State::Accepted)];
    assert_eq!(order(&day), [(1, Pickup), (1, Dropoff), (2, Pickup), (2, Dropoff)]);
}

#[test]
fn what_is_collected_at_one_place_is_collected_at_once() {
    let mut day = [at(1, 1.0, State::Accepted), at(2, 2.0, State::Accepted), at(3, 3.0, State::Accepted)];
    day[2].pickup.point = day[0].pickup.point;
    let expected = [(1, Pickup), (3, Pickup), (1, Dropoff), (2, Pickup), (2, Dropoff), (3, Dropoff)];
    assert_eq!(order(&day), expected);
}

#[test]
fn a_pickup_has_a_place_of_its_own_where_it_was_given_one() {
    let mut day = [at(1, 1.0, State::Accepted), at(2, 2.0, State::Accepted)];
    day[1].pickup_rank = Some(0.5);
    assert_eq!(order(&day), [(2, Pickup), (1, Pickup), (1, Dropoff), (2, Dropoff)]);
    day[1].pickup_rank = Some(9.0);
    assert_eq!(order(&day)[2..], [(2, Pickup), (2, Dropoff)], "never after the drop-off");
}

#[test]
fn what_is_under_way_comes_first_and_where_the_driver_is_before_that() {
    let day = [
        at(1, 1.0, State::PickedUp),
        at(2, 2.0, State::OutForDelivery),
        at(3, 3.0, State::ArrivedAtPickup),
        at(4, 4.0, State::Completed),
    ];
    assert_eq!(order(&day), [(3, Pickup), (2, Dropoff), (1, Dropoff), (3, Dropoff)]);
}

#[test]
fn another_driver_gets_no_place_of_the_former_ones_route() {
    let mut delivery = at(1, 1.0, State::Accepted);
    delivery.pickup_rank = Some(0.5);
    let event = waybill_domain::EventBody::Assigned { driver: other().member };
    let after = evolve(Some(delivery), &event, now()).expect("it is there");
    assert_eq!(after.pickup_rank, None);
}

#[test]
fn a_recipient_is_told_whole_steps_that_hold_the_interval_and_nothing_that_is_over() {
    let now = now();
    let eta = |from, until| Eta {
        at: now.plus_minutes(from),
        from: now.plus_minutes(from),
        until: now.plus_minutes(until),
        source: TravelSource::StraightLine,
        computed_at: now,
    };
    for (from, until) in [(1, 2), (7, 13), (-9, 4), (-9, -3)] {
        let told = eta(from, until).told(now);
        let (Some(first), Some(last)) = (told.from, told.until) else { panic!("both ends") };
        assert!(first < last && last >= now, "{told:?}");
        assert!(first <= now.plus_minutes(from.max(0)) && last >= now.plus_minutes(until), "{told:?}");
        assert_eq!((first.as_millis() % 300_000, last.as_millis() % 300_000), (0, 0));
    }
}

proptest! {
    #[test]
    fn every_stop_is_there_once_and_goods_are_collected_before_they_are_handed_over(
        day in proptest::collection::vec((0..8_usize, 0..6_u8, proptest::option::of(0..6_u8), 0..3_u8), 0..8),
    ) {
        let day: Vec<Delivery> = day
            .into_iter()
            .enumerate()
            .map(|(n, (state, rank, pickup_rank, place))| {
                let mut delivery = at(n as u128, f64::from(rank), State::ALL[state]);
                delivery.pickup_rank = pickup_rank.map(f64::from);
                delivery.pickup.point = Point { lat: 53.0 + f64::from(place) / 10.0, lon: 10.0 };
                delivery
            })
            .collect();
        let found = stops(&day);
        for delivery in &day {
            let place = |task| found.iter().position(|stop| stop.id() == (delivery.id, task));
            let dropoff = place(Dropoff).expect("it is open");
            match place(Pickup) {
                Some(pickup) => prop_assert!(pickup < dropoff),
                None => prop_assert!(delivery.state.is_in_custody()),
            }
        }
        let expected: usize = day.iter().map(|d| if d.state.is_in_custody() { 1 } else { 2 }).sum();
        prop_assert_eq!(found.len(), expected);
    }
}
