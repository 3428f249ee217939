//! One seed in this process.

use std::path::Path;

use anyhow::Result;
use harness::sim::{self, Kind, Outcome};

use super::Options;

/// Runs it; whether all is well.
pub(crate) fn run(seed: u64, options: &Options) -> Result<bool> {
    #[cfg(target_os = "linux")]
    super::chance::seed(seed);
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { tempfile::tempdir_in(memory)? } else { tempfile::tempdir()? };
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

/// `0 lost, 0 duplicated, …`
fn counts(outcome: &Outcome) -> String {
    let count = |kind: Kind| outcome.findings.iter().filter(|finding| finding.kind == kind).count();
    Kind::ALL.map(|kind| format!("{} {kind}", count(kind))).join(", ")
}
