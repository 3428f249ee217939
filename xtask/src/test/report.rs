//! The table at the end.

use std::time::Duration;

use clap::ValueEnum as _;

use super::{Group, outcome::Outcome};

/// One group's line.
pub(super) struct Row {
    pub(super) group: Group,
    pub(super) outcome: Outcome,
    pub(super) took: Duration,
}

/// Prints the table and the sum; gives the reason if the run has failed.
pub(super) fn print(rows: &[Row], none_may_be_empty: bool, took: Duration) -> Option<String> {
    println!("\n{:<10} {:>7} {:>7} {:>8} {:>8}", "group", "passed", "failed", "skipped", "seconds");
    let mut sum = Outcome::default();
    let mut empty = Vec::new();
    for row in rows {
        let name =
            row.group.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned());
        let Outcome { passed, failed, skipped, .. } = row.outcome;
        println!("{name:<10} {passed:>7} {failed:>7} {skipped:>8} {:>8.1}", row.took.as_secs_f64());
        if none_may_be_empty && row.group.must_run() && passed + failed == 0 {
            empty.push(name);
        }
        sum += row.outcome.clone();
    }
    println!("in {:.0} s, building included\n", took.as_secs_f64());
    if !empty.is_empty() {
        println!("no test ran in: {}", empty.join(", "));
    }
    if !sum.broken.is_empty() {
        println!("failed: {}", sum.broken.join(", "));
    }
    // An empty group counts as one failure, so that the last line cannot look like success.
    let failed = sum.failed + empty.len();
    println!("{} passed, {failed} failed, {} skipped", sum.passed, sum.skipped);
    (failed > 0).then(|| "the tests did not pass".to_owned())
}
