//! `cargo xtask bench pdptw`: our routes beside the best known ones, and beside VROOM and PyVRP with as much processor
//! time on one thread each. Every answer goes through the checker.

mod clock;
mod lilim;
mod peers;
mod result;
mod single;

use std::{fs, path::PathBuf, sync::atomic::AtomicBool, time::Duration};

use anyhow::{Context as _, ensure};
use clap::Parser;
use waybill_routing::solve::{Problem, Timed, solve};

use crate::{
    lilim::Instance,
    peers::{PEERS, Peers},
    result::{Best, Judged, Sum},
};

/// As few vehicles as the best known on this share of the problems, in percent.
const SHARE: f64 = 90.0;
/// There, so much longer than the best known at most, in percent, on average.
const GAP: f64 = 0.5;
/// One order into a day of 200 stops.
const INSERTION: Duration = Duration::from_millis(100);

/// Pickup and delivery with time windows (Li and Lim), beside the best known and two other solvers.
#[derive(Parser)]
#[command(name = "cargo xtask bench pdptw")]
struct Options {
    /// The folder with the problems and `best_known.csv`
    #[arg(long)]
    data: PathBuf,
    /// Processor time for each problem and solver
    #[arg(long, default_value_t = 5.0)]
    seconds: f64,
    /// Only problems whose name begins like this; may be given more than once
    #[arg(long)]
    only: Vec<String>,
    /// What the random choices begin with
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Only our own solver
    #[arg(long)]
    alone: bool,
    /// Where the other solvers are, or are put
    #[arg(long, default_value = "target/pdptw-peers")]
    peers: PathBuf,
}

fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    let list = options.data.join("best_known.csv");
    let text = fs::read_to_string(&list).with_context(|| format!("{} is not readable", list.display()))?;
    let wanted = |best: &Best| {
        options.only.is_empty() || options.only.iter().any(|name| best.name.starts_with(name.as_str()))
    };
    let known: Vec<Best> = text.lines().filter_map(Best::read).filter(wanted).collect();
    ensure!(!known.is_empty(), "{} names no such problem", list.display());
    let peers = if options.alone { None } else { Some(Peers::install(&options.peers)?) };
    println!(
        "{} s of processor time and one thread for each; vehicles, distance, and how much longer than the best known",
        options.seconds
    );
    println!("{:9} {:>14}  {:>24}  {:>24}  {:>24}", "", "best known", "Waybill", "VROOM", "PyVRP");
    let mut sums: [Sum; 3] = Default::default();
    let mut slowest = Duration::ZERO;
    for best in &known {
        let instance = Instance::read(&options.data.join(format!("{}.txt", best.name)))?;
        let problem = instance.problem();
        let (ours, solution) = own(&instance, &problem, &options)?;
        let mut answers = vec![ours];
        for peer in peers.iter().flat_map(|_| PEERS) {
            let Some(peers) = &peers else { continue };
            let answer = peers.ask(peer, &instance, &problem, options.seconds, options.seed)?;
            answers.push(Judged::of(&instance, &problem, &answer.routes));
            ensure!(answer.spent < options.seconds + 1.0, "{peer} took {:.1} s", answer.spent);
        }
        let cells: Vec<String> = answers.iter().map(|judged| format!("{:>24}", judged.cell(best))).collect();
        println!("{:9} {:>3} {:>10.2}  {}", best.name, best.vehicles, best.distance, cells.join("  "));
        // The targets are for the problems of 100 stops.
        if instance.lines.len() < 150 {
            answers.iter().zip(&mut sums).for_each(|(judged, sum)| sum.add(judged, best));
        } else {
            slowest = slowest.max(single::slowest(&problem, &solution)?);
        }
    }
    report(&sums, slowest);
    Ok(())
}

/// Our own answer, checked as the solver gave it and once more from its stops alone.
fn own(
    instance: &Instance,
    problem: &Problem,
    options: &Options,
) -> anyhow::Result<(Judged, waybill_routing::solve::Solution)> {
    let never = AtomicBool::new(false);
    let begun = clock::spent();
    let limit = Duration::from_secs_f64(options.seconds);
    let mut control = Timed::new(limit, || clock::spent().saturating_sub(begun), &never, |_| ());
    let solution = solve(problem, options.seed, &mut control)?;
    let mut judged = Judged::of(instance, problem, &Instance::stops(&solution));
    judged.faults.extend(waybill_routing::solve::check(problem, &solution).iter().map(ToString::to_string));
    Ok((judged, solution))
}

fn report(sums: &[Sum; 3], slowest: Duration) {
    println!();
    for (name, sum) in
        ["Waybill", "VROOM", "PyVRP"].into_iter().zip(sums).filter(|(_, sum)| sum.instances > 0)
    {
        println!(
            "{name:8} as few vehicles on {} of {} problems of 100 stops ({:.0} %), there {:+.3} % distance on average",
            sum.equal,
            sum.instances,
            sum.share(),
            sum.mean_gap()
        );
    }
    if slowest > Duration::ZERO {
        println!(
            "inserting one order into a day of 200 stops: at most {:.2} ms",
            slowest.as_secs_f64() * 1e3
        );
    }
    let mut missed = Vec::new();
    if slowest >= INSERTION {
        missed.push(format!("an insertion took {slowest:.1?}, not under {INSERTION:?}"));
    }
    if sums[0].instances > 0 && sums[0].share() < SHARE {
        missed.push(format!("as few vehicles on {:.0} % of problems, not on {SHARE} %", sums[0].share()));
    }
    if sums[0].instances > 0 && sums[0].mean_gap() >= GAP {
        missed.push(format!("{:+.3} % distance, not under {GAP} %", sums[0].mean_gap()));
    }
    match missed.is_empty() {
        true => println!("pdptw: target met"),
        false => println!("pdptw: target missed: {}", missed.join("; ")),
    }
}
