//! From what was gathered to a problem for the planner.

use std::collections::{BTreeMap, HashMap};

use waybill_domain::{
    Delivery, DeliveryId, MemberId, Timestamp,
    dispatch::{Load, PRIORITY_MAX},
    eta::TravelSource,
    plan::{Goal, Obstacle, Unplanned, WhyNot},
    route::{self, Task},
    stop,
};
use waybill_routing::solve::{Driver, Hold, Objective, Order, Planned, Problem, Weigh};

use super::{
    basis::{Basis, Facts},
    gather::{Gathered, stays},
    rests::Hours,
    stops::{Visit, horizon, share},
    table::{Places, Table},
    ways::{self, Tables, ways},
    wish::Wish,
    working::need_of,
};
use crate::{
    App,
    api::{ApiError, ApiResult},
};

/// More deliveries are not planned at once.
const DELIVERIES_MAX: usize = 2_000;
/// Nor more different places: what is known of the ways between them, and the time to ask for them, grow with the square.
const PLACES_MAX: usize = 2_500;

/// A problem, with what its solution is read by.
pub(super) struct Draft {
    pub(super) problem: Problem,
    pub(super) basis: Basis,
    /// What is in no problem, because nothing could come of it.
    pub(super) excluded: Vec<Unplanned>,
    /// Who has what now.
    pub(super) owners: BTreeMap<DeliveryId, MemberId>,
    /// When stops are due, in seconds, whatever the problem allows.
    pub(super) due: HashMap<(String, Task), i64>,
    pub(super) source: TravelSource,
}

/// Whole seconds since 1970.
pub(super) fn seconds(at: Timestamp) -> i64 {
    at.as_millis().div_euclid(1_000)
}

/// Numbers of places: of each driver's start and end, and of each delivery's stops.
pub(super) struct Numbers {
    pub(super) starts: Vec<usize>,
    pub(super) ends: Vec<Option<usize>>,
    pub(super) stops: HashMap<(DeliveryId, Task), usize>,
}

/// Makes the problem. With `around`, only the ways that a place for that one delivery can use are asked for.
///
/// # Errors
/// 422 where it is more than can be planned at once.
pub(super) async fn draft(
    app: &App,
    found: &Gathered,
    wish: &Wish,
    around: Option<DeliveryId>,
) -> ApiResult<Draft> {
    if found.deliveries.len() > DELIVERIES_MAX {
        let rule = format!("must be at most {DELIVERIES_MAX} with what the drivers have already");
        return Err(ApiError::field("deliveries", rule));
    }
    let mut places = Places::default();
    let mut numbers = Numbers { starts: Vec::new(), ends: Vec::new(), stops: HashMap::new() };
    for delivery in &found.deliveries {
        for (task, stop) in [(Task::Pickup, &delivery.pickup), (Task::Dropoff, &delivery.dropoff)] {
            numbers.stops.insert((delivery.id, task), places.add(stop.point));
        }
    }
    let usual = found.usual_start().unwrap_or(waybill_domain::Point { lat: 0.0, lon: 0.0 });
    for driver in &found.drivers {
        let first = route::stops(found.of(driver.id)).first().map(route::RouteStop::point);
        numbers.starts.push(places.add(driver.start.or(first).unwrap_or(usual)));
        numbers.ends.push(driver.working.end.map(|end| places.add(end)));
    }
    if places.points.len() > PLACES_MAX {
        let rule =
            format!("must be at most {PLACES_MAX} places, with what the drivers have and where they are");
        return Err(ApiError::field("deliveries", rule));
    }
    let tables = ways(app, found, &places, &numbers, around).await;
    let mut maker = Maker {
        found,
        wish,
        numbers: &numbers,
        tables: &tables,
        horizon: horizon(found),
        visits: HashMap::new(),
        share: share(found),
        hours: Vec::new(),
    };
    maker.visits = maker.visits();
    maker.hours = (0..found.drivers.len()).map(|k| maker.hours_of(k)).collect();
    Ok(maker.make())
}

/// What a problem is made from.
pub(super) struct Maker<'a> {
    pub(super) found: &'a Gathered,
    wish: &'a Wish,
    pub(super) numbers: &'a Numbers,
    tables: &'a Tables,
    /// When the plan ends at the latest.
    pub(super) horizon: i64,
    /// How many stops are made in one visit.
    pub(super) visits: HashMap<Visit, usize>,
    /// How many deliveries everybody takes on average.
    pub(super) share: f64,
    /// When each driver works and rests.
    pub(super) hours: Vec<Hours>,
}

impl Maker<'_> {
    fn make(&self) -> Draft {
        let found = self.found;
        let mut draft = Draft {
            problem: Problem { objective: objective(self.wish.goal), ..Problem::default() },
            basis: Basis::default(),
            excluded: Vec::new(),
            owners: BTreeMap::new(),
            due: HashMap::new(),
            source: ways::source(self.tables),
        };
        for delivery in &found.deliveries {
            draft.basis.facts.insert(delivery.id, Facts::of(delivery));
            draft.owners.extend(delivery.driver.map(|driver| (delivery.id, driver)));
            for (task, stop) in [(Task::Pickup, &delivery.pickup), (Task::Dropoff, &delivery.dropoff)] {
                let until = stop.window.until.map(|until| ((delivery.id.to_string(), task), seconds(until)));
                draft.due.extend(until);
            }
            match self.hopeless(delivery) {
                Some(why) => draft.excluded.push(self.unplanned(delivery, &why)),
                None => draft.problem.orders.push(self.order(delivery)),
            }
        }
        let known: Vec<&str> = draft.problem.orders.iter().map(|order| order.id.as_str()).collect();
        draft.problem.drivers = (0..found.drivers.len()).map(|number| self.driver(number, &known)).collect();
        draft.problem.matrices = self.tables.values().map(|table| table.matrix.clone()).collect();
        draft
    }

    /// The ways of driver number `k`.
    pub(super) fn table(&self, k: usize) -> &Table {
        &self.tables[&self.found.drivers[k].working.mode]
    }

    /// Why nobody can ever do it.
    fn hopeless(&self, delivery: &Delivery) -> Option<WhyNot> {
        let place = |task| self.numbers.stops[&(delivery.id, task)];
        let (pickup, dropoff) = (place(Task::Pickup), place(Task::Dropoff));
        let collected = delivery.state.is_in_custody();
        let may = |(k, driver): (usize, &super::gather::Driver)| {
            let (start, table) = (self.numbers.starts[k], self.table(k));
            let ways = if collected {
                table.leads(start, dropoff)
            } else {
                table.leads(start, pickup) && table.leads(pickup, dropoff)
            };
            ways && delivery.driver.is_none_or(|own| !stays(delivery, self.wish) || own == driver.id)
        };
        if !self.found.drivers.iter().enumerate().any(may) {
            return Some(WhyNot::NoRoad);
        }
        if delivery.driver.is_some() {
            return None;
        }
        let over = |stop: &stop::Stop| stop.window.is_late(self.found.now);
        if over(&delivery.pickup) || over(&delivery.dropoff) {
            return Some(WhyNot::WindowOver);
        }
        let closed = |task| self.open(delivery, task).is_none();
        (closed(Task::Pickup) || closed(Task::Dropoff)).then_some(WhyNot::Closed)
    }

    fn unplanned(&self, delivery: &Delivery, why: &WhyNot) -> Unplanned {
        let drivers = self.found.drivers.iter();
        let obstacles = drivers.map(|driver| Obstacle { driver: driver.id, why: why.clone() }).collect();
        Unplanned { delivery: delivery.id, driver: delivery.driver, obstacles }
    }

    fn order(&self, delivery: &Delivery) -> Order {
        let collected = delivery.state.is_in_custody();
        let held = stays(delivery, self.wish);
        let mut pickup = (!collected).then(|| self.stop(delivery, Task::Pickup));
        let mut dropoff = self.stop(delivery, Task::Dropoff);
        if delivery.driver.is_some() {
            self.late_rather_than_never(delivery, pickup.as_mut(), &mut dropoff);
        }
        Order {
            id: delivery.id.to_string(),
            pickup,
            dropoff: Some(dropoff),
            load: light(Load::of(&delivery.parcels)),
            skills: delivery.handling.skills.iter().cloned().collect(),
            // What somebody was promised goes before what nobody has yet.
            priority: delivery.handling.priority.min(PRIORITY_MAX) + u8::from(delivery.driver.is_some()),
            driver: delivery.driver.filter(|_| held).map(|driver| driver.to_string()),
            barred: self.barred(delivery),
            on_board: collected,
        }
    }

    /// Who may not carry it. Who has it already was given it by a person.
    fn barred(&self, delivery: &Delivery) -> Vec<String> {
        let others = self.found.drivers.iter().filter(|driver| Some(driver.id) != delivery.driver);
        let need = need_of(&self.found.operations, delivery);
        others
            .filter(|driver| driver.working.is_barred(driver.id, &need))
            .map(|driver| driver.id.to_string())
            .collect()
    }

    fn driver(&self, number: usize, known: &[&str]) -> Driver {
        let driver = &self.found.drivers[number];
        let working = &driver.working;
        let hours = &self.hours[number];
        let hold = |stop: &route::RouteStop<'_>| {
            if stop.under_way {
                Hold::Frozen
            } else if self.wish.pinned.contains(&stop.delivery.id) {
                Hold::Pinned
            } else {
                Hold::Free
            }
        };
        let plan = route::stops(self.found.of(driver.id)).into_iter().filter_map(|stop| {
            let order = stop.delivery.id.to_string();
            known.contains(&order.as_str()).then(|| Planned { order, task: stop.task, hold: hold(&stop) })
        });
        Driver {
            id: driver.id.to_string(),
            matrix: self.tables.keys().position(|mode| *mode == working.mode).unwrap_or_default(),
            start: self.numbers.starts[number],
            end: self.numbers.ends[number],
            shift: hours.shift,
            capacity: working.known.capacity,
            skills: working.known.skills.iter().cloned().collect(),
            breaks: hours.breaks.clone(),
            plan: plan.collect(),
        }
    }
}

/// The planner refuses what no vehicle carries.
fn light(load: Load) -> Load {
    let most = 1_000_000_000;
    Load {
        weight_g: load.weight_g.min(most),
        volume_cm3: load.volume_cm3.min(most),
        count: load.count.min(most),
    }
}

pub(super) fn objective(goal: Goal) -> Objective {
    match goal {
        Goal::Time => Objective::default(),
        Goal::Distance => Objective { weigh: Weigh::Meters, ..Objective::default() },
        Goal::FewestDrivers => Objective { fewest_drivers: true, ..Objective::default() },
    }
}
