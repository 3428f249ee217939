//! The simulation, on a debug build: in a release build there is no seam to run it by.

use clap::Args;

use crate::{
    cargo,
    process::{command, run as run_to_end, step},
};

/// What `cargo xtask sim` can be told.
#[derive(Args)]
pub(crate) struct Options {
    /// `--seeds N`, `--from S`, `--seed S`, `--hours H`, `--jobs J`, `--history`,
    /// `--break dedupe|ack|rebase|fsync|revoke|epoch|fork`; `--help` says more
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

/// Builds and runs it.
pub(crate) fn run(options: &Options) -> anyhow::Result<()> {
    cargo::build_headless()?;
    step("simulating");
    run_to_end(command(cargo::binary("sim", false)).args(&options.arguments))
}
