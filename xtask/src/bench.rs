//! Benchmarks: programs of the tests package or of the routing library, on release builds, never part of the tests.

use std::{fs, path::PathBuf};

use anyhow::{Context as _, bail};
use clap::Args;

use crate::{
    cargo,
    process::{command, root, run, step},
    python, ui,
};

/// What travel times are compared with; the version is pinned.
const VALHALLA: &str = "pyvalhalla==3.9.1";

/// What `cargo xtask bench` can be told.
#[derive(Args)]
pub(crate) struct Options {
    /// Which benchmark; without one, their names are listed
    name: Option<String>,
    /// Passed on to the benchmark; `cargo xtask bench NAME -- --help` lists them
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

/// Benchmarks of the routing library alone: what they need builds in a minute, without the app.
const ROUTING: [&str; 3] = ["eta", "nearby", "pdptw"];

/// Builds for release and runs one benchmark, which prints its own table and verdict.
pub(crate) fn run_bench(options: &Options) -> anyhow::Result<()> {
    let known = names()?;
    let Some(name) = &options.name else {
        println!("benchmarks: {}", known.join(", "));
        return Ok(());
    };
    if !known.contains(name) {
        bail!("there is no benchmark {name:?}; there are: {}", known.join(", "));
    }
    if ROUTING.contains(&name.as_str()) {
        let mut program = cargo::routing_bench(name);
        if name == "eta" {
            program.envs(valhalla());
        }
        step(&format!("measuring: {name}"));
        return run(program.args(&options.arguments));
    }
    ui::build(ui::Variant::Release)?;
    cargo::build_bench(name)?;
    let mut program = command(cargo::binary(name, true));
    step(&format!("measuring: {name}"));
    run(program.args(&options.arguments))
}

/// Names a Python that has Valhalla, in a folder of its own below `target`, where there is a way to one.
pub(crate) fn valhalla() -> Option<(&'static str, PathBuf)> {
    Some(("WAYBILL_VALHALLA_PYTHON", python::with("pyvalhalla", VALHALLA, "valhalla")?))
}

/// Each benchmark is one file or folder in `tests/bench`, and the program is called like it.
fn names() -> anyhow::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(root().join("tests/bench")).context("tests/bench is not readable")? {
        let path = entry?.path();
        names.extend(path.file_stem().map(|stem| stem.to_string_lossy().into_owned()));
    }
    names.sort();
    Ok(names)
}
