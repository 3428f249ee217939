//! The kill test: real processes, SIGKILL, and what was lost.

use clap::Args;

use crate::{
    cargo,
    process::{command, run as run_to_end, step},
};

/// What `cargo xtask kill` can be told.
#[derive(Args)]
pub(crate) struct Options {
    /// How many processes are killed
    #[arg(long, default_value_t = 200)]
    rounds: u32,
    /// Decides who is killed when
    #[arg(long, default_value_t = 7)]
    seed: u64,
}

/// Builds the server and the phone, and kills them.
pub(crate) fn run(options: &Options) -> anyhow::Result<()> {
    cargo::build_headless()?;
    step("killing server and phone at random");
    run_to_end(command(cargo::binary("kill", false)).args([
        "--rounds",
        &options.rounds.to_string(),
        "--seed",
        &options.seed.to_string(),
    ]))
}
