//! Runs seeds of the simulation, one process each.

#[cfg(target_os = "linux")]
mod chance;
mod many;
mod one;

use std::process::ExitCode;

use clap::Parser;
use waybill_door::Break;

/// A fleet in a box: phones, an office and a server on a virtual clock, over a network that misbehaves.
#[derive(Clone, Debug, Parser)]
struct Options {
    /// How many seeds
    #[arg(long, default_value_t = 10)]
    seeds: u64,
    /// The first seed
    #[arg(long, default_value_t = 1)]
    from: u64,
    /// Only this seed, with its history where something is wrong
    #[arg(long)]
    seed: Option<u64>,
    /// Length of the day, in virtual hours
    #[arg(long, default_value_t = 0.5)]
    hours: f64,
    /// Seeds at the same time
    #[arg(long, default_value_t = 2)]
    jobs: usize,
    /// Switch one protection off: dedupe, ack, rebase, fsync, revoke, epoch, fork
    #[arg(long = "break")]
    broken: Option<Break>,
    /// Stay on this processor, so that SQLite's threads need not be woken on another one
    #[arg(long, hide = true)]
    cpu: Option<usize>,
    /// Show the history of a single seed even where all is well
    #[arg(long)]
    history: bool,
}

fn main() -> ExitCode {
    let options = Options::parse();
    let done = match options.seed {
        Some(seed) => one::run(seed, &options),
        None => many::run(&options),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::from(2)
        }
    }
}
