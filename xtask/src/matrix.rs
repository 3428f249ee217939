//! The fault matrix: `tests/matrix/rows.txt`, each row with its tests, run and shown.

mod rows;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use anyhow::{Context as _, bail};
use clap::Args;

use crate::{
    cargo,
    process::{coloured, output, root, step},
    test::{TestProgram, found},
};
use rows::{Row, TestId};

/// What `cargo xtask matrix` can be told.
#[derive(Args)]
pub(crate) struct Options {
    /// Only rows that hold this text
    #[arg(long)]
    row: Option<String>,
}

/// How a test went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Went {
    Passed,
    Failed,
    /// There is no such test.
    Missing,
}

/// Runs every row's tests once and prints the table.
pub(crate) fn run(options: &Options) -> anyhow::Result<()> {
    let text = fs::read_to_string(root().join("tests/matrix/rows.txt")).context("the matrix's rows")?;
    let mut all = rows::parse(&text)?;
    all.retain(|row| options.row.as_ref().is_none_or(|part| row.name.contains(part)));
    step("building the tests");
    let programs = found(&mut cargo::headless_tests())?;
    let wanted: BTreeSet<&TestId> = all.iter().flat_map(|row| &row.tests).collect();
    let went = run_tests(&programs, &wanted)?;

    println!();
    let mut bad = 0;
    for row in &all {
        let worst = worst(row, &went);
        bad += usize::from(worst != Went::Passed);
        println!("{}  {}", label(worst), row.name);
        for test in row.tests.iter().filter(|test| went.get(test) != Some(&Went::Passed)) {
            println!("            {} {}", test.file, test.name);
        }
    }
    if bad > 0 {
        bail!("{bad} of {} rows do not pass", all.len());
    }
    println!("\n{} rows: all pass", all.len());
    Ok(())
}

/// A row is as good as its worst test; without one it is missing.
fn worst(row: &Row, went: &BTreeMap<&TestId, Went>) -> Went {
    let each = row.tests.iter().map(|test| went.get(test).copied().unwrap_or(Went::Missing));
    each.max().unwrap_or(Went::Missing)
}

fn label(went: Went) -> String {
    match went {
        Went::Passed => "pass   ".to_owned(),
        Went::Failed => coloured("31", "FAIL   "),
        Went::Missing => coloured("33", "missing"),
    }
}

/// Runs the wanted tests, one run a program.
fn run_tests<'t>(
    programs: &[TestProgram],
    wanted: &BTreeSet<&'t TestId>,
) -> anyhow::Result<BTreeMap<&'t TestId, Went>> {
    let mut went = BTreeMap::new();
    for program in programs {
        let mine: Vec<_> = wanted.iter().filter(|test| program.holds(&root().join(&test.file))).collect();
        if mine.is_empty() {
            continue;
        }
        let listed = output(program.command()?.args(["--list", "--format", "terse"]))?;
        let names: Vec<&str> = listed.lines().filter_map(|line| line.strip_suffix(": test")).collect();
        let mut full = BTreeMap::new();
        for test in mine {
            match names.iter().find(|name| test.is(name)) {
                Some(name) => drop(full.insert(*name, *test)),
                None => drop(went.insert(*test, Went::Missing)),
            }
        }
        step(&format!("{}: {} tests", program.name(), full.len()));
        let mut command = program.command()?;
        command.arg("--exact").args(full.keys());
        let passed = crate::test::passed(&mut command)?;
        for (name, test) in full {
            went.insert(test, if passed.contains(name) { Went::Passed } else { Went::Failed });
        }
    }
    Ok(went)
}
