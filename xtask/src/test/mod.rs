//! Every test, in groups that are counted: what ran nothing has not passed.

mod build;
mod outcome;
mod report;

use std::time::Instant;

use anyhow::bail;
use clap::{Args, ValueEnum};

use crate::{
    cargo,
    process::step,
    setup::{self, Part},
    ui, uploads,
};
pub(crate) use build::{TestProgram, found};
use outcome::Outcome;
pub(crate) use outcome::passed;

/// What `cargo xtask test` can be told.
#[derive(Args)]
pub(crate) struct Options {
    /// Only these groups
    groups: Vec<Group>,
    /// Only tests whose name holds this text; groups may then stay empty
    #[arg(long)]
    filter: Option<String>,
}

/// What is tested, in the order in which it runs: the quick and telling first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum Group {
    /// The words and rules
    Domain,
    /// The offline half
    Client,
    /// The server
    Backend,
    /// The demo town and fleet
    Demo,
    /// Roads, travel times and the planning of routes
    Routing,
    /// Vector tiles: cut, kept and read back
    Tiles,
    /// The native shell
    App,
    /// The interface's state, on the host
    Ui,
    /// Examples in the documentation
    Docs,
    /// Real server and real client in one process
    Story,
    /// A hundred seeds of the simulation
    Sim,
    /// The real window
    Window,
    /// The interface in a real browser
    Browser,
}

impl Group {
    /// Whether a run in which this group has no test is a failure.
    fn must_run(self) -> bool {
        !matches!(self, Self::Docs | Self::App | Self::Demo)
    }
}

/// Sets up, builds and runs the groups, prints a table, and fails if anything did.
pub(crate) fn run(options: &Options) -> anyhow::Result<()> {
    let start = Instant::now();
    let mut groups = options.groups.clone();
    if groups.is_empty() {
        groups = Group::value_variants().to_vec();
    }
    groups.sort();
    groups.dedup();
    prepare(&groups)?;

    let programs = build::programs(&groups)?;
    let mut rows = Vec::new();
    for group in groups {
        step(&format!(
            "testing: {}",
            group.to_possible_value().map_or_else(String::new, |v| v.get_name().into())
        ));
        let begun = Instant::now();
        let outcome = if group == Group::Docs {
            outcome::of_docs(&mut cargo::host("test"))?
        } else {
            let mut sum = Outcome::default();
            for program in programs.iter().filter(|program| program.group == group) {
                sum += program.run(options.filter.as_deref())?;
            }
            sum
        };
        rows.push(report::Row { group, outcome, took: begun.elapsed() });
    }
    let failure = report::print(&rows, options.filter.is_none(), start.elapsed());
    match failure {
        None => Ok(()),
        Some(why) => bail!(why),
    }
}

/// Installs what these groups need, and builds the interface for those that show it.
fn prepare(groups: &[Group]) -> anyhow::Result<()> {
    if groups == [Group::Ui] {
        return Ok(());
    }
    let mut parts = vec![Part::AppLibraries];
    if groups.contains(&Group::Window) {
        parts.push(Part::Window);
    }
    if groups.contains(&Group::Browser) {
        parts.extend([Part::Browser, Part::Npm]);
    }
    if groups.contains(&Group::Story) {
        parts.push(Part::Npm);
    }
    setup::ensure(&parts)?;
    if groups.contains(&Group::Story) {
        // Where it cannot be had, the uploads are done with one client less.
        uploads::tuspy();
    }
    // The app and the server embed the interface. Where it is there already, groups that never show it take it as it is.
    let shown = groups.iter().any(|group| matches!(group, Group::Window | Group::Browser));
    if shown || !ui::dist_folder().join("index.html").exists() {
        ui::build(ui::Variant::Dev)?;
    }
    Ok(())
}

impl TestProgram {
    fn run(&self, filter: Option<&str>) -> anyhow::Result<Outcome> {
        let mut command = self.command()?;
        command.args(filter);
        outcome::of_program(&mut command, &self.name)
    }
}
