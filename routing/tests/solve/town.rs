//! A town on a square grid, where a meter takes a tenth of a second, and what happens in it.

use proptest::{collection::vec, option, prelude::*};
use waybill_routing::solve::{
    Break, Driver, Iterations, Load, Matrix, Objective, Order, Problem, Solution, Stop, Weigh, Window, solve,
};

/// A whole day.
pub const DAY: Window = Window { opens: 0, closes: 10_000 };

/// Places on a line, 100 m and 100 s apart.
pub fn line(places: usize) -> Matrix {
    between(&(0..places as i32).map(|x| (x, 0)).collect::<Vec<_>>())
}

/// Places at points; a step takes 100 s and is 100 m.
pub fn between(points: &[(i32, i32)]) -> Matrix {
    let step = |a: (i32, i32), b: (i32, i32)| ((a.0 - b.0).unsigned_abs() + (a.1 - b.1).unsigned_abs()) * 100;
    let legs: Vec<u32> = points.iter().flat_map(|&a| points.iter().map(move |&b| step(a, b))).collect();
    Matrix { places: points.len(), seconds: legs.clone(), meters: legs }
}

/// The same for somebody who is slower, much so towards higher numbers, but has short cuts.
pub fn uphill(points: &[(i32, i32)]) -> Matrix {
    let mut matrix = between(points);
    for from in 0..matrix.places {
        for to in 0..matrix.places {
            let cell = from * matrix.places + to;
            matrix.seconds[cell] *= if from < to { 3 } else { 2 };
            matrix.meters[cell] = matrix.meters[cell] * 9 / 10;
        }
    }
    matrix
}

pub fn stop(place: usize) -> Stop {
    Stop { place, window: DAY, service: 10 }
}

pub fn at(place: usize, opens: i64, closes: i64) -> Stop {
    Stop { place, window: Window { opens, closes }, service: 10 }
}

pub fn parcels(count: u32) -> Load {
    Load { count, ..Load::default() }
}

/// One parcel from one place to another.
pub fn order(id: &str, from: usize, to: usize) -> Order {
    Order {
        id: id.to_owned(),
        pickup: Some(stop(from)),
        dropoff: Some(stop(to)),
        load: parcels(1),
        ..Order::default()
    }
}

/// A driver for the whole day from place 0 and back, with room for ten.
pub fn driver(id: &str) -> Driver {
    Driver {
        id: id.to_owned(),
        start: 0,
        end: Some(0),
        shift: DAY,
        capacity: parcels(10),
        ..Driver::default()
    }
}

pub fn problem(matrix: Matrix, drivers: Vec<Driver>, orders: Vec<Order>) -> Problem {
    Problem { matrices: vec![matrix], drivers, orders, objective: Objective::default() }
}

/// A plan after a short search, always the same.
pub fn solved(problem: &Problem) -> Solution {
    solve(problem, 7, &mut Iterations(400)).expect("the problem is valid")
}

/// Any problem: pairs, loads for the road, collections and goods on board; windows, skills, breaks and shifts.
pub fn any_problem() -> impl Strategy<Value = Problem> {
    let points = vec((0..12_i32, 0..12_i32), 10);
    let drivers = vec(any_driver(), 1..4);
    let orders = vec(any_order(), 1..9);
    (points, drivers, orders, any::<bool>(), any::<bool>()).prop_map(
        |(points, mut drivers, mut orders, few, far)| {
            for (k, driver) in drivers.iter_mut().enumerate() {
                driver.id = format!("d{k}");
            }
            for (k, order) in orders.iter_mut().enumerate() {
                order.id = format!("o{k}");
                if order.on_board {
                    order.driver = Some(format!("d{}", k % drivers.len()));
                }
            }
            let weigh = if far { Weigh::Meters } else { Weigh::Seconds };
            let objective = Objective { fewest_drivers: few, weigh };
            Problem { matrices: vec![between(&points), uphill(&points)], drivers, orders, objective }
        },
    )
}

fn any_window() -> impl Strategy<Value = Window> {
    (0..6_000_i64, 0..5_000_i64).prop_map(|(opens, length)| Window { opens, closes: opens + length })
}

fn any_stop() -> impl Strategy<Value = Stop> {
    (0..10_usize, any_window(), 0..100_i64).prop_map(|(place, window, service)| Stop {
        place,
        window,
        service,
    })
}

fn any_skills() -> impl Strategy<Value = Vec<String>> {
    (0..5).prop_map(|kind| match kind {
        0 => vec!["lift".to_owned()],
        1 => vec!["cold".to_owned()],
        _ => Vec::new(),
    })
}

fn any_load() -> impl Strategy<Value = Load> {
    (0..500_u32, 0..500_u32, 0..3_u32).prop_map(|(weight_g, volume_cm3, count)| Load {
        weight_g,
        volume_cm3,
        count,
    })
}

fn any_order() -> impl Strategy<Value = Order> {
    (0..8, any_stop(), any_stop(), any_load(), any_skills(), 0..3_u8).prop_map(
        |(kind, a, b, load, skills, priority)| {
            let order = Order { load, skills, priority, ..Order::default() };
            match kind {
                0 => Order { pickup: Some(a), ..order },
                1 | 2 => Order { dropoff: Some(b), ..order },
                3 => Order { dropoff: Some(b), on_board: true, ..order },
                _ => Order { pickup: Some(a), dropoff: Some(b), ..order },
            }
        },
    )
}

fn any_driver() -> impl Strategy<Value = Driver> {
    let capacity = (300..1_500_u32, 300..1_500_u32, 1..6_u32)
        .prop_map(|(weight_g, volume_cm3, count)| Load { weight_g, volume_cm3, count });
    let rest = option::of((1_000..5_000_i64, 0..2_000_i64, 100..1_000_i64));
    let places = (0..10_usize, option::of(0..10_usize));
    (0..2_usize, places, 5_000..12_000_i64, capacity, any_skills(), rest).prop_map(
        |(matrix, (start, end), closes, capacity, mut skills, rest)| {
            skills.push("cold".to_owned());
            let breaks = rest.filter(|(opens, _, duration)| opens + duration <= closes).map(
                |(opens, length, duration)| Break {
                    window: Window { opens, closes: opens + length },
                    duration,
                },
            );
            let shift = Window { opens: 0, closes };
            Driver {
                matrix,
                start,
                end,
                shift,
                capacity,
                skills,
                breaks: breaks.into_iter().collect(),
                ..Driver::default()
            }
        },
    )
}
