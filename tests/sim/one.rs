//! One seed in this process.

use std::{io::ErrorKind, path::Path};

use anyhow::Result;
use harness::sim::{self, Kind, Outcome};
use tempfile::TempDir;

use super::Options;

/// Runs it; whether all is well.
pub(crate) fn run(seed: u64, options: &Options) -> Result<bool> {
    let folder = folder()?;
    #[cfg(target_os = "linux")]
    {
        super::chance::seed(seed);
        super::chance::stay_on(options.cpu);
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build()?;
    let asked = sim::Options { seed, hours: options.hours, broken: options.broken };
    let outcome = runtime.block_on(sim::run(asked, folder.path()))?;
    let well = outcome.findings.is_empty();
    if !well || options.history {
        for line in &outcome.history {
            println!("{line}");
        }
    }
    for finding in &outcome.findings {
        println!("{}: {}", finding.kind, finding.words);
    }
    println!("seed {seed}: {}; {} commands, trace {}", counts(&outcome), outcome.promises, outcome.digest);
    // What still waits at a gate never ends by itself.
    runtime.shutdown_background();
    Ok(well)
}

/// For files, in memory where there is such a place. Its name is not left to chance: what was left behind by a run that was
/// killed must not cost this one a throw of the dice.
fn folder() -> Result<TempDir> {
    let memory = Path::new("/dev/shm");
    let parent = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
    let name = format!("waybill-sim-{}", std::process::id());
    match std::fs::remove_dir_all(parent.join(&name)) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
        _ => Ok(tempfile::Builder::new().prefix(&name).rand_bytes(0).tempdir_in(parent)?),
    }
}

/// `0 lost, 0 duplicated, …`
fn counts(outcome: &Outcome) -> String {
    let count = |kind: Kind| outcome.findings.iter().filter(|finding| finding.kind == kind).count();
    Kind::ALL.map(|kind| format!("{} {kind}", count(kind))).join(", ")
}
