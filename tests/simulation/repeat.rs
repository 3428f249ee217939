//! One seed is one run. Without that a failing seed would be an anecdote.

use super::{sim, text};

fn history(seed: &str) -> String {
    text(&sim(&["--seed", seed, "--history"]))
}

#[test]
fn one_seed_is_the_same_run_in_two_processes() {
    let first = history("4");
    let lines = first.lines().count();
    assert!(lines > 500, "only {lines} lines: {first}");
    let second = history("4");
    let differs = first.lines().zip(second.lines()).find(|(a, b)| a != b);
    assert_eq!(differs, None);
    assert_eq!(lines, second.lines().count());
}

#[test]
fn another_seed_is_another_run() {
    assert_ne!(history("5"), history("6"));
}
