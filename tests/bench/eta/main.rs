//! `cargo xtask bench eta`: travel times of our road graph beside Valhalla's, over the same extract and the same pairs;
//! and how good times of arrival are, in a simulation on the same roads.
//!
//! Valhalla runs in-process in Python (PyPI's `pyvalhalla`). Its time is that of `Actor.route` on JSON text without turn
//! instructions; ours is that of [`RoadGraph::leg`]. Both include finding the nearest roads.

mod sim;
mod valhalla;

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use anyhow::{Result, ensure};
use clap::Parser;
use rand::{Rng as _, SeedableRng as _, rngs::StdRng};
use waybill_demo::Town;
use waybill_domain::Point;
use waybill_routing::{
    road::{Map, RoadGraph, osm},
    travel::{Leg, TravelMode},
};

/// Travel times of our road graph beside Valhalla's, and times of arrival in a simulation.
#[derive(Parser)]
struct Args {
    /// The extract, in PBF format; without one, the simulation runs in the demo town, and travel times are not compared
    #[arg(long)]
    map: Option<PathBuf>,
    /// How many pairs; 0 leaves the comparison of travel times out
    #[arg(long, default_value_t = 1_000)]
    pairs: usize,
    /// Which pairs: another number, others
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How one gets about: car, bicycle or foot
    #[arg(long, default_value = "car", value_parser = profile)]
    profile: TravelMode,
    /// A Python that has `pyvalhalla`; without one, only our own times are shown
    #[arg(long, env = "WAYBILL_VALHALLA_PYTHON")]
    python: Option<PathBuf>,
    /// How often the simulation runs, each time with other streets, people and days; 0 leaves it out
    #[arg(long, default_value_t = 3)]
    seeds: u64,
    /// Vehicles in the simulation
    #[arg(long, default_value_t = 20)]
    drivers: usize,
    /// Stops of a van that goes its round
    #[arg(long, default_value_t = 60)]
    stops: usize,
    /// Stops of a courier who goes from order to order
    #[arg(long, default_value_t = 24)]
    orders: usize,
    /// Working days from which the estimator learns before it is measured
    #[arg(long, default_value_t = 20)]
    learn: usize,
    /// Working days on which it is measured
    #[arg(long, default_value_t = 5)]
    measured: usize,
}

/// At least this many times faster a pair, snapping included.
const FASTER: f64 = 50.0;
/// Median difference of the durations, at most.
const DIFFERENCE: f64 = 0.10;
/// Doors that vans may be sent to.
const DOORS: usize = 4_000;

fn profile(word: &str) -> Result<TravelMode, String> {
    let found = TravelMode::ALL.into_iter().find(|profile| profile.as_str() == word);
    found.ok_or_else(|| format!("{word:?} is none of car, bicycle, foot"))
}

fn main() -> Result<()> {
    let args = Args::parse();
    let mut missed = Vec::new();
    let (graph, doors) = match &args.map {
        Some(file) => {
            ensure!(
                file.exists(),
                "{} is not there; give an extract with --map FILE.osm.pbf",
                file.display()
            );
            let (graph, map) = build(&args, file)?;
            if args.pairs > 0 {
                missed.extend(travel_times(&graph, &map, file, &args)?);
            }
            let doors =
                pairs(&map, TravelMode::Car, DOORS, args.seed).into_iter().map(|pair| pair.0).collect();
            (graph, doors)
        }
        None => {
            println!("no --map: the demo town's roads, and nothing to compare travel times with");
            let town = Town::generate(args.seed);
            let doors: Vec<Point> = town.houses().iter().map(|house| house.point).collect();
            (RoadGraph::build(&town.map())?, doors)
        }
    };
    if args.seeds > 0 {
        let seeds: Vec<u64> = (args.seed..args.seed + args.seeds).collect();
        for (work, stops) in [(sim::Work::Round, args.stops), (sim::Work::Orders, args.orders)] {
            let Args { drivers, learn, measured, .. } = args;
            let size = sim::Size { work, drivers, stops, learn, measured };
            missed.extend(sim::run(&graph, &doors, size, &seeds));
        }
    }
    if missed.is_empty() {
        println!("eta: target met");
        return Ok(());
    }
    println!("eta: target missed: {}", missed.join("; "));
    Ok(())
}

/// Measures ours, and compares them where Valhalla is there; what was missed.
fn travel_times(graph: &RoadGraph, map: &Map, file: &Path, args: &Args) -> Result<Vec<String>> {
    let pairs = pairs(map, args.profile, args.pairs, args.seed);
    let (ours, mean) = ask(graph, args, &pairs);
    let found: Vec<Leg> = ours.iter().flatten().copied().collect();
    ensure!(!found.is_empty(), "none of the {} pairs has a way", pairs.len());
    println!(
        "waybill    {:>9.2} µs a pair, {} of {} pairs have a way",
        micros(mean),
        found.len(),
        pairs.len()
    );
    matrix(graph, args, &pairs)?;
    let Some(python) = &args.python else {
        println!("valhalla   not measured: no Python with pyvalhalla (--python, or WAYBILL_VALHALLA_PYTHON)");
        return Ok(vec!["travel times were not compared with Valhalla's".to_owned()]);
    };
    let theirs = valhalla::ask(python, file, args.profile, &pairs)?;
    compare(&ours, &theirs, mean)
}

fn build(args: &Args, file: &Path) -> Result<(RoadGraph, Map)> {
    let start = Instant::now();
    let (map, summary) = osm::read(file, |_| ())?;
    let read = start.elapsed();
    let start = Instant::now();
    let graph = RoadGraph::build(&map)?;
    println!(
        "{}: {} streets, {} turn restrictions ({} ignored), read in {read:.1?}, graphs built in {:.1?}",
        file.display(),
        summary.streets,
        summary.restrictions,
        summary.ignored_restrictions,
        start.elapsed()
    );
    println!("{}: {:?}", args.profile.as_str(), graph.size(args.profile));
    let folder = tempfile::tempdir()?;
    let saved = folder.path().join("roads.graph");
    graph.save(&saved)?;
    let start = Instant::now();
    let graph = RoadGraph::open(&saved)?;
    let size = std::fs::metadata(&saved)?.len() as f64 / 1e6;
    println!("one file of {size:.1} MB for all profiles, opened in {:.1?}", start.elapsed());
    Ok((graph, map))
}

/// Places within 50 m of roads of this profile, chosen over the roads' nodes: where people live, more.
fn pairs(map: &Map, profile: TravelMode, count: usize, seed: u64) -> Vec<(Point, Point)> {
    let mut random = StdRng::seed_from_u64(seed);
    let open = |street: &&waybill_routing::road::Street| {
        let passage = street.passages[profile as usize];
        passage.forward_kmh.is_some() && passage.backward_kmh.is_some() && !passage.destination_only
    };
    let nodes: Vec<u32> =
        map.streets.iter().filter(open).flat_map(|street| street.nodes.iter().copied()).collect();
    let mut place = || {
        let point = map.nodes[nodes[random.random_range(0..nodes.len())] as usize].point;
        let mut shake = || random.random_range(-0.0003..0.0003);
        Point { lat: point.lat + shake(), lon: point.lon + shake() }
    };
    (0..count).map(|_| (place(), place())).collect()
}

/// Our legs, and the mean time of one, over enough rounds to be sure of.
fn ask(graph: &RoadGraph, args: &Args, pairs: &[(Point, Point)]) -> (Vec<Option<Leg>>, Duration) {
    let round = || pairs.iter().map(|&(from, to)| graph.leg(args.profile, from, to).ok()).collect::<Vec<_>>();
    let legs = round();
    let start = Instant::now();
    let mut rounds = 0;
    while rounds < 3 || start.elapsed() < Duration::from_secs(2) {
        std::hint::black_box(round());
        rounds += 1;
    }
    (legs, start.elapsed() / (rounds * pairs.len() as u32))
}

fn matrix(graph: &RoadGraph, args: &Args, pairs: &[(Point, Point)]) -> Result<()> {
    let places: Vec<Point> = pairs.iter().map(|pair| pair.0).take(200).collect();
    let start = Instant::now();
    graph.matrix(args.profile, &places, &places)?;
    let whole = start.elapsed();
    let each = whole / (places.len() * places.len()) as u32;
    println!(
        "           {:>9.2} µs a pair in a matrix of {n} × {n} ({whole:.1?})",
        micros(each),
        n = places.len()
    );
    Ok(())
}

fn compare(ours: &[Option<Leg>], theirs: &[valhalla::Answer], mean: Duration) -> Result<Vec<String>> {
    let total: f64 = theirs.iter().map(|answer| answer.micros).sum();
    let their_mean = total / theirs.len() as f64;
    let answered = theirs.iter().filter(|answer| answer.leg.is_some()).count();
    println!("valhalla   {their_mean:>9.2} µs a pair, {answered} of {} pairs have a way", theirs.len());
    let both: Vec<(Leg, Leg)> =
        ours.iter().zip(theirs).filter_map(|(ours, theirs)| Some(((*ours)?, theirs.leg?))).collect();
    ensure!(!both.is_empty(), "no pair was answered by both");
    let spread = |of: &dyn Fn(&(Leg, Leg)) -> f64| {
        let mut all: Vec<f64> = both.iter().map(of).collect();
        all.sort_by(f64::total_cmp);
        move |share: f64| all[((all.len() - 1) as f64 * share) as usize]
    };
    let off = spread(&|(ours, theirs)| (ours.seconds - theirs.seconds).abs() / theirs.seconds.max(1.0));
    let signed = spread(&|(ours, theirs)| (ours.seconds - theirs.seconds) / theirs.seconds.max(1.0));
    let length = spread(&|(ours, theirs)| (ours.metres - theirs.metres).abs() / theirs.metres.max(1.0));
    let percent = |value: f64| value * 100.0;
    println!(
        "durations  differ by {:.1} % in the median, {:.1} % at p90 ({:+.1} % signed median)",
        percent(off(0.5)),
        percent(off(0.9)),
        percent(signed(0.5))
    );
    println!(
        "distances  differ by {:.1} % in the median, {:.1} % at p90",
        percent(length(0.5)),
        percent(length(0.9))
    );
    let faster = their_mean / micros(mean);
    let verdict = |good: bool| if good { "reached" } else { "MISSED" };
    println!(
        "speed      {faster:.0} times faster a pair (target {FASTER:.0}): {}",
        verdict(faster >= FASTER)
    );
    println!(
        "durations  {:.1} % (target under {:.0} %): {}",
        percent(off(0.5)),
        percent(DIFFERENCE),
        verdict(off(0.5) < DIFFERENCE)
    );
    let slow = (faster < FASTER).then(|| format!("{faster:.0} times faster a pair (target {FASTER:.0})"));
    let wide = (off(0.5) >= DIFFERENCE).then(|| {
        format!("durations differ by {:.1} % (target {:.0} %)", percent(off(0.5)), percent(DIFFERENCE))
    });
    Ok(slow.into_iter().chain(wide).collect())
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}
