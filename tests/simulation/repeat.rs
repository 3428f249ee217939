//! One seed is one run. Without that a failing seed would be an anecdote.

use std::thread;

use super::{sim, text};

fn history(seed: &str) -> String {
    text(&sim(&["--seed", seed, "--history"]))
}

#[test]
fn one_seed_is_the_same_run_in_every_process() {
    for seed in ["2", "4", "7"] {
        // At the same time, so that they hinder each other.
        let runs = [(); 3].map(|()| thread::spawn(move || history(seed)));
        let runs = runs.map(|run| run.join().expect("a run"));
        let lines = runs[0].lines().count();
        assert!(lines > 500, "only {lines} lines: {}", runs[0]);
        for other in &runs[1..] {
            let differs = runs[0].lines().zip(other.lines()).find(|(a, b)| a != b);
            assert_eq!((differs, lines), (None, other.lines().count()), "seed {seed}");
        }
    }
}

#[test]
fn another_seed_is_another_run() {
    assert_ne!(history("5"), history("6"));
}
