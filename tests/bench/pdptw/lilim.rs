//! Li and Lim's pickup-and-delivery problems with time windows, as a problem and back.

use std::{collections::HashMap, fs, path::Path};

use anyhow::{Context as _, bail};
use waybill_routing::solve::{
    Activity, Driver, Load, Matrix, Objective, Order, Problem, Route, Solution, Stop, Visit, Weigh, Window,
};

/// Ticks of the problem's whole numbers in one unit of the file. Travel is rounded up to a tick, so what is in time in
/// ticks is in time in real numbers.
const TICKS: f64 = 10_000.0;

/// One file.
pub(crate) struct Instance {
    pub(crate) name: String,
    pub(crate) vehicles: usize,
    pub(crate) capacity: u32,
    pub(crate) lines: Vec<Line>,
}

/// One stop of a file; the first is the depot.
pub(crate) struct Line {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) demand: i64,
    pub(crate) ready: i64,
    pub(crate) due: i64,
    pub(crate) service: i64,
    pub(crate) delivery: usize,
}

impl Instance {
    /// Reads a file: `vehicles capacity speed`, then `id x y demand ready due service pickup delivery` a stop.
    pub(crate) fn read(path: &Path) -> anyhow::Result<Self> {
        let text = fs::read_to_string(path).with_context(|| format!("{} is not readable", path.display()))?;
        let mut rows = text.lines().filter(|line| !line.trim().is_empty()).map(|line| {
            let numbers = line.split_whitespace().map(str::parse::<f64>);
            numbers.collect::<Result<Vec<_>, _>>().with_context(|| format!("not a line of numbers: {line:?}"))
        });
        let head = rows.next().context("the file is empty")??;
        let [vehicles, capacity, ..] = head[..] else {
            bail!("the first line must say vehicles and capacity")
        };
        let mut lines = Vec::new();
        for row in rows {
            let row = row?;
            let [id, x, y, demand, ready, due, service, _pickup, delivery] = row[..] else {
                bail!("a stop has nine numbers, not {}", row.len());
            };
            if id as usize != lines.len() {
                bail!("stop {id} stands where {} belongs", lines.len());
            }
            let whole = |value: f64| value as i64;
            lines.push(Line {
                x,
                y,
                demand: whole(demand),
                ready: whole(ready),
                due: whole(due),
                service: whole(service),
                delivery: delivery as usize,
            });
        }
        let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(Self { name, vehicles: vehicles as usize, capacity: capacity as u32, lines })
    }

    /// The file's whole numbers in ticks.
    pub(crate) fn ticks(value: i64) -> i64 {
        value * TICKS as i64
    }

    /// The distance between two stops in the file's units.
    pub(crate) fn distance(&self, from: usize, to: usize) -> f64 {
        let (a, b) = (&self.lines[from], &self.lines[to]);
        (a.x - b.x).hypot(a.y - b.y)
    }

    /// The same as a problem of ours: an order for each pickup, named by its stop.
    pub(crate) fn problem(&self) -> Problem {
        let places = self.lines.len();
        let travel: Vec<u32> = (0..places * places)
            .map(|k| (self.distance(k / places, k % places) * TICKS - 1e-6).ceil().max(0.0) as u32)
            .collect();
        let window = |line: &Line| Window { opens: Self::ticks(line.ready), closes: Self::ticks(line.due) };
        let stop = |place: usize| {
            let line = &self.lines[place];
            Stop { place, window: window(line), service: Self::ticks(line.service) }
        };
        let pickups = self.lines.iter().enumerate().filter(|(_, line)| line.delivery > 0);
        let orders = pickups.map(|(place, line)| Order {
            id: place.to_string(),
            pickup: Some(stop(place)),
            dropoff: Some(stop(line.delivery)),
            load: Load { count: line.demand as u32, ..Load::default() },
            ..Order::default()
        });
        let drivers = (0..self.vehicles).map(|k| Driver {
            id: k.to_string(),
            start: 0,
            end: Some(0),
            shift: window(&self.lines[0]),
            capacity: Load { count: self.capacity, ..Load::default() },
            ..Driver::default()
        });
        Problem {
            matrices: vec![Matrix { places, seconds: travel.clone(), meters: travel }],
            drivers: drivers.collect(),
            orders: orders.collect(),
            objective: Objective { fewest_drivers: true, weigh: Weigh::Meters },
        }
    }

    /// Which stops each route of a solution visits, in order.
    pub(crate) fn stops(solution: &Solution) -> Vec<Vec<usize>> {
        let places = |route: &Route| route.visits.iter().map(|visit| visit.place).collect();
        solution.routes.iter().map(places).collect()
    }

    /// A solution from stops alone, with times worked out, so that anybody's can be checked.
    pub(crate) fn solution(&self, problem: &Problem, routes: &[Vec<usize>]) -> anyhow::Result<Solution> {
        let pickup_of: HashMap<usize, usize> = self
            .lines
            .iter()
            .enumerate()
            .filter(|(_, line)| line.delivery > 0)
            .map(|(k, line)| (line.delivery, k))
            .collect();
        let mut solution = Solution::default();
        for (number, stops) in routes.iter().enumerate() {
            let driver = problem.drivers.get(number).context("more routes than vehicles")?;
            let (mut place, mut time, mut total) = (0, driver.shift.opens, 0);
            let mut visits = Vec::new();
            for &stop in stops {
                let line = self.lines.get(stop).context("no such stop")?;
                let drive = problem.matrices[0].seconds(place, stop);
                let arrives = time + drive;
                let begins = arrives.max(Self::ticks(line.ready));
                let leaves = begins + Self::ticks(line.service);
                let activity = match pickup_of.get(&stop) {
                    Some(pickup) => Activity::Dropoff { order: pickup.to_string() },
                    None => Activity::Pickup { order: stop.to_string() },
                };
                visits.push(Visit { activity, place: stop, arrives, begins, leaves });
                (place, time, total) = (stop, leaves, total + drive);
            }
            let drive = problem.matrices[0].seconds(place, 0);
            solution.routes.push(Route {
                driver: driver.id.clone(),
                departs: driver.shift.opens,
                visits,
                returns: time + drive,
                seconds: total + drive,
                meters: total + drive,
            });
        }
        Ok(solution)
    }

    /// The distance of routes in the file's units, in double precision.
    pub(crate) fn length(&self, routes: &[Vec<usize>]) -> f64 {
        let legs = |stops: &Vec<usize>| {
            let there = std::iter::once(0).chain(stops.iter().copied());
            let back = stops.iter().copied().chain(std::iter::once(0));
            there.zip(back).map(|(from, to)| self.distance(from, to)).sum::<f64>()
        };
        routes.iter().map(legs).sum()
    }
}
