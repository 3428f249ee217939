//! Problems that cannot be meant are refused before any work, in words that name the field and the rule.

use std::collections::{HashMap, HashSet};

use super::{Driver, Hold, Load, Matrix, Order, PRIORITY_MAX, Planned, Problem, Stop, Task, Window};

/// What is wrong with a problem.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {rule}")]
pub struct Invalid {
    /// Which field, as in `orders[3].pickup.window`.
    pub field: String,
    /// What must hold for it.
    pub rule: String,
}

/// No duration, distance or span of time may be more than this many seconds or meters (about 17 years).
const MOST: i64 = 1 << 29;

/// No load may be more than this. Room may be: [`Load::UNLIMITED`].
const HEAVIEST: u32 = 1_000_000_000;

type Checked = Result<(), Invalid>;

fn refuse<T>(field: impl Into<String>, rule: impl Into<String>) -> Result<T, Invalid> {
    Err(Invalid { field: field.into(), rule: rule.into() })
}

impl Problem {
    /// Whether everything in it can be meant.
    ///
    /// # Errors
    /// The first field that breaks a rule.
    pub fn validate(&self) -> Result<(), Invalid> {
        for (k, matrix) in self.matrices.iter().enumerate() {
            valid(&format!("matrices[{k}]"), matrix, self.places())?;
        }
        if self.drivers.is_empty() {
            return refuse("drivers", "there must be at least one driver");
        }
        unique("drivers", self.drivers.iter().map(|driver| driver.id.as_str()))?;
        unique("orders", self.orders.iter().map(|order| order.id.as_str()))?;
        let first = self.drivers.iter().map(|driver| driver.shift.opens).min().unwrap_or(0);
        let scope = Scope { places: self.places(), matrices: self.matrices.len(), first };
        for (k, driver) in self.drivers.iter().enumerate() {
            scope.driver(&format!("drivers[{k}]"), driver)?;
        }
        let drivers: HashSet<&str> = self.drivers.iter().map(|driver| driver.id.as_str()).collect();
        for (k, order) in self.orders.iter().enumerate() {
            scope.order(&format!("orders[{k}]"), order, &drivers)?;
        }
        plans(self)
    }
}

fn valid(field: &str, matrix: &Matrix, places: usize) -> Checked {
    if matrix.places != places {
        return refuse(format!("{field}.places"), format!("must be {places}, as in the first"));
    }
    let cells = matrix.places.checked_mul(matrix.places);
    for (name, values) in [("seconds", &matrix.seconds), ("meters", &matrix.meters)] {
        let name = format!("{field}.{name}");
        if Some(values.len()) != cells {
            let places = matrix.places;
            return refuse(name, format!("must have {places} × {places} values, and has {}", values.len()));
        }
        if let Some(at) = values.iter().position(|&value| i64::from(value) > MOST) {
            return refuse(format!("{name}[{at}]"), format!("must be at most {MOST}"));
        }
        if let Some(place) = (0..matrix.places).find(|place| values[place * (matrix.places + 1)] != 0) {
            return refuse(
                format!("{name}[{}]", place * (matrix.places + 1)),
                "from a place to itself must be 0",
            );
        }
    }
    Ok(())
}

fn unique<'a>(field: &str, ids: impl Iterator<Item = &'a str>) -> Checked {
    let mut seen = HashSet::new();
    for (k, id) in ids.enumerate() {
        if !seen.insert(id) {
            return refuse(format!("{field}[{k}].id"), format!("{id:?} is there twice"));
        }
    }
    Ok(())
}

struct Scope {
    places: usize,
    matrices: usize,
    first: i64,
}

impl Scope {
    fn driver(&self, field: &str, driver: &Driver) -> Checked {
        if driver.matrix >= self.matrices {
            let (number, all) = (driver.matrix, self.matrices);
            return refuse(
                format!("{field}.matrix"),
                format!("there is no matrix {number}: there are {all}"),
            );
        }
        self.place(&format!("{field}.start"), driver.start)?;
        if let Some(end) = driver.end {
            self.place(&format!("{field}.end"), end)?;
        }
        self.window(&format!("{field}.shift"), driver.shift)?;
        for (k, rest) in driver.breaks.iter().enumerate() {
            let field = format!("{field}.breaks[{k}]");
            self.window(&format!("{field}.window"), rest.window)?;
            self.span(&format!("{field}.duration"), rest.duration)?;
            let begins = rest.window.opens.max(driver.shift.opens);
            if begins > rest.window.closes || begins + rest.duration > driver.shift.closes {
                return refuse(field, "must lie within the shift");
            }
        }
        Ok(())
    }

    fn order(&self, field: &str, order: &Order, drivers: &HashSet<&str>) -> Checked {
        if order.pickup.is_none() && order.dropoff.is_none() {
            return refuse(field, "must have a pickup or a drop-off");
        }
        for (name, stop) in [("pickup", order.pickup), ("dropoff", order.dropoff)] {
            if let Some(stop) = stop {
                self.stop(&format!("{field}.{name}"), stop)?;
            }
        }
        load(&format!("{field}.load"), order.load)?;
        if order.priority > PRIORITY_MAX {
            return refuse(format!("{field}.priority"), format!("must be from 0 to {PRIORITY_MAX}"));
        }
        if let Some(driver) = order.driver.as_deref().filter(|driver| !drivers.contains(driver)) {
            return refuse(format!("{field}.driver"), format!("there is no driver {driver:?}"));
        }
        if order.on_board && (order.pickup.is_some() || order.dropoff.is_none() || order.driver.is_none()) {
            return refuse(
                format!("{field}.on_board"),
                "what is on board has a driver and a drop-off, and no pickup",
            );
        }
        Ok(())
    }

    fn stop(&self, field: &str, stop: Stop) -> Checked {
        self.place(&format!("{field}.place"), stop.place)?;
        self.window(&format!("{field}.window"), stop.window)?;
        self.span(&format!("{field}.service"), stop.service)
    }

    fn place(&self, field: &str, place: usize) -> Checked {
        if place < self.places {
            return Ok(());
        }
        refuse(field, format!("there is no place {place}: the matrices have {}", self.places))
    }

    fn window(&self, field: &str, window: Window) -> Checked {
        if window.opens > window.closes {
            return refuse(field, format!("opens at {}, after it closes at {}", window.opens, window.closes));
        }
        let far = |time: i64| time.saturating_sub(self.first).abs() > MOST;
        if far(window.opens) || far(window.closes) {
            return refuse(
                field,
                format!("must be within {MOST} seconds of the first shift's begin, {}", self.first),
            );
        }
        Ok(())
    }

    fn span(&self, field: &str, seconds: i64) -> Checked {
        if (0..=MOST / 16).contains(&seconds) {
            Ok(())
        } else {
            refuse(field, format!("must be from 0 to {} seconds", MOST / 16))
        }
    }
}

fn load(field: &str, load: Load) -> Checked {
    for (part, name) in [(load.weight_g, "weight_g"), (load.volume_cm3, "volume_cm3"), (load.count, "count")]
    {
        if part > HEAVIEST {
            return refuse(format!("{field}.{name}"), format!("must be at most {HEAVIEST}"));
        }
    }
    Ok(())
}

/// Each planned stop exists, is planned once, after its pickup, by the driver whose it is; frozen stops come first.
fn plans(problem: &Problem) -> Checked {
    let orders: HashMap<&str, &Order> =
        problem.orders.iter().map(|order| (order.id.as_str(), order)).collect();
    let mut seen: HashMap<(&str, Task), &str> = HashMap::new();
    for (d, driver) in problem.drivers.iter().enumerate() {
        let mut thawed = false;
        for (k, planned) in driver.plan.iter().enumerate() {
            let field = format!("drivers[{d}].plan[{k}]");
            let id = planned.order.as_str();
            let Some(order) = orders.get(id) else {
                return refuse(field, format!("there is no order {id:?}"));
            };
            let (stop, word) = match planned.task {
                Task::Pickup => (order.pickup, "pickup"),
                Task::Dropoff => (order.dropoff, "drop-off"),
            };
            if stop.is_none() {
                return refuse(field, format!("the order {id:?} has no {word}"));
            }
            if seen.insert((id, planned.task), &driver.id).is_some() {
                return refuse(field, format!("the {word} of {id:?} is planned twice"));
            }
            if planned.task == Task::Dropoff
                && order.pickup.is_some()
                && seen.get(&(id, Task::Pickup)) != Some(&driver.id.as_str())
            {
                return refuse(
                    field,
                    format!("the drop-off of {id:?} must come after its pickup, by the same driver"),
                );
            }
            if order.driver.as_ref().is_some_and(|only| *only != driver.id) {
                return refuse(field, format!("{id:?} is pinned to another driver"));
            }
            thawed |= planned.hold != Hold::Frozen;
            if thawed && planned.hold == Hold::Frozen {
                return refuse(field, "frozen stops must come before all others");
            }
        }
        pins_are_whole(&format!("drivers[{d}].plan"), driver, &orders)?;
    }
    Ok(())
}

/// A pinned pickup says where its goods go next.
fn pins_are_whole(field: &str, driver: &Driver, orders: &HashMap<&str, &Order>) -> Checked {
    for (k, planned) in driver.plan.iter().enumerate() {
        let drops = |other: &Planned| other.order == planned.order && other.task == Task::Dropoff;
        let needs = planned.task == Task::Pickup
            && planned.hold == Hold::Pinned
            && orders[planned.order.as_str()].dropoff.is_some();
        if needs && !driver.plan.iter().any(drops) {
            return refuse(format!("{field}[{k}]"), "a pinned pickup needs its drop-off in the plan");
        }
    }
    Ok(())
}
