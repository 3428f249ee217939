//! Running a test program and counting what it did.

use std::{
    collections::BTreeSet,
    io::{BufRead as _, BufReader},
    ops::AddAssign,
    process::{Command, Stdio},
};

use anyhow::Context as _;

/// How many tests went which way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Outcome {
    pub(super) passed: usize,
    pub(super) failed: usize,
    pub(super) skipped: usize,
    /// Programs that failed, by name.
    pub(super) broken: Vec<String>,
}

impl AddAssign for Outcome {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
        self.broken.extend(other.broken);
    }
}

/// Runs one test program, showing its output as it comes.
pub(super) fn of_program(command: &mut Command, name: &str) -> anyhow::Result<Outcome> {
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("could not start the tests of {name}"))?;
    let output = child.stdout.take().context("a test program has no output")?;
    let mut outcome = Outcome::default();
    for line in BufReader::new(output).lines().map_while(Result::ok) {
        println!("{line}");
        if let Some(counted) = summary(&line) {
            outcome += counted;
        }
    }
    let status = child.wait()?;
    if !status.success() {
        // A program that crashed has not counted the test that brought it down.
        outcome.failed = outcome.failed.max(1);
        outcome.broken.push(name.to_owned());
    }
    Ok(outcome)
}

/// Runs one test program, showing its output as it comes; the names of the tests that passed.
pub(crate) fn passed(command: &mut Command) -> anyhow::Result<BTreeSet<String>> {
    let mut child = command.stdout(Stdio::piped()).spawn().context("could not start the tests")?;
    let output = child.stdout.take().context("a test program has no output")?;
    let mut passed = BTreeSet::new();
    for line in BufReader::new(output).lines().map_while(Result::ok) {
        let name = line.strip_prefix("test ").and_then(|line| line.strip_suffix(" ... ok"));
        passed.extend(name.map(ToOwned::to_owned));
        println!("{line}");
    }
    child.wait()?;
    Ok(passed)
}

/// Runs the examples in the documentation.
pub(super) fn of_docs(test: &mut Command) -> anyhow::Result<Outcome> {
    of_program(test.args(["--doc", "--no-fail-fast"]), "documentation examples")
}

/// Reads libtest's `test result: ok. 5 passed; 0 failed; 1 ignored; …`.
fn summary(line: &str) -> Option<Outcome> {
    let rest = line.strip_prefix("test result: ")?;
    let count = |what: &str| {
        let words: Vec<_> = rest.split([' ', ';', '.']).filter(|word| !word.is_empty()).collect();
        let at = words.iter().position(|word| *word == what)?;
        words.get(at.checked_sub(1)?)?.parse().ok()
    };
    Some(Outcome {
        passed: count("passed")?,
        failed: count("failed")?,
        skipped: count("ignored")?,
        broken: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_of_a_test_program_is_counted() {
        let line = "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 4 filtered out; finished in 0.01s";
        let expected = Outcome { passed: 12, failed: 3, skipped: 1, broken: Vec::new() };
        assert_eq!(summary(line), Some(expected));
        assert_eq!(summary("test rules::apply ... ok"), None);
    }
}
