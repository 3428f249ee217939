//! How good times of arrival are, in a town whose traffic and doors the estimator does not know.
//!
//! A fleet works for some weeks on the map's roads. What the roads and the stops really take comes from
//! [`world`]; the estimator sees what a server sees: when drivers arrived and left, and where they are. Each stop's time
//! is asked for when it is so many minutes ahead, and compared with what came.

mod all_knowing;
mod day;
mod measure;
mod world;

use rand::{SeedableRng as _, rngs::StdRng};
use waybill_domain::Point;
use waybill_routing::road::RoadGraph;

use self::{
    day::Fleet,
    measure::{Row, Scores},
    world::World,
};

/// What a fleet does all day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Work {
    /// Vans with parcels: many doors near each other, in a good order. A quarter of an hour ahead lie other stops.
    Round,
    /// Couriers who take orders as they come: from anywhere to anywhere. A quarter of an hour ahead lies mostly the road.
    Orders,
}

impl Work {
    fn words(self) -> &'static str {
        match self {
            Self::Round => "vans on a round",
            Self::Orders => "couriers from order to order",
        }
    }
}

/// How large the simulation is.
#[derive(Clone, Copy)]
pub(crate) struct Size {
    /// What they do.
    pub(crate) work: Work,
    /// Vehicles.
    pub(crate) drivers: usize,
    /// Stops of each in a day.
    pub(crate) stops: usize,
    /// Working days before anything is measured.
    pub(crate) learn: usize,
    /// Working days that are measured.
    pub(crate) measured: usize,
}

/// At so many minutes out, this share must be within [`WITHIN_MIN`].
const SHARE: f64 = 0.90;
const WITHIN_MIN: f64 = 3.0;
/// The horizon that the target is about, in minutes; others are shown.
const TARGET: i64 = 15;
const HORIZONS: [i64; 4] = [5, 15, 30, 60];

/// Runs it for some seeds over the same roads; `doors` are places on them. What was missed, if anything was.
pub(crate) fn run(graph: &RoadGraph, doors: &[Point], size: Size, seeds: &[u64]) -> Option<String> {
    let mut ours = Scores::default();
    let (mut naive, mut knowing, mut best) = (Scores::default(), Scores::default(), Scores::default());
    let mut shares = Vec::new();
    for &seed in seeds {
        let mut random = StdRng::seed_from_u64(seed);
        let world = World::new(&mut random);
        let fleet = Fleet::new(graph, doors, size, &world, &mut random);
        let scores = measure::weeks(&fleet, size, &mut random);
        shares.push(scores.ours.row(TARGET).within());
        ours.add(scores.ours);
        naive.add(scores.naive);
        knowing.add(scores.knowing);
        best.add(scores.best);
    }
    println!(
        "simulation {} {}, {} stops a day, {} days to learn, {} measured, {} seeds",
        size.drivers,
        size.work.words(),
        size.stops,
        size.learn,
        size.measured,
        seeds.len()
    );
    println!("minutes out     times   within 3 min   mean error    bias   in the 80 % interval");
    let rows = [("learned", &ours), ("naive", &naive), ("knowing", &knowing), ("ceiling", &best)];
    for (name, scores) in rows {
        for horizon in HORIZONS {
            print(name, horizon, &scores.row(horizon));
        }
    }
    let spread = shares.iter().map(|share| format!("{:.1}", share * 100.0)).collect::<Vec<_>>().join(", ");
    println!("within 3 minutes at {TARGET} minutes out, seed by seed: {spread} %");
    let (share, known, most) =
        (ours.row(TARGET).within(), knowing.row(TARGET).within(), best.row(TARGET).within());
    let percent = |share: f64| share * 100.0;
    println!(
        "that is {:.0} % of the {:.1} % of somebody who knows every street, door and driver and the traffic as it is now, and {:.0} % of the {:.1} % of somebody who knows the traffic to come as well",
        percent(share / known),
        percent(known),
        percent(share / most),
        percent(most)
    );
    let missed = || {
        format!(
            "{}: {:.1} % of times within 3 minutes at {TARGET} minutes out (target {:.0} %, at most {:.1} % can be foreseen)",
            size.work.words(),
            percent(share),
            percent(SHARE),
            percent(known)
        )
    };
    (share < SHARE).then(missed)
}

fn print(name: &str, horizon: i64, row: &Row) {
    println!(
        "{name:<8} {horizon:>4}  {:>8}   {:>9.1} %   {:>6.2} min  {:>+6.2}   {:>17.1} %",
        row.count,
        row.within() * 100.0,
        row.mean_error_min(),
        row.bias_min(),
        row.coverage() * 100.0
    );
}
