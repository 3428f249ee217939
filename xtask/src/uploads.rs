//! Uploads with clients that are not ours, to a server that is killed every moment.

use std::path::PathBuf;

use clap::Args;

use crate::{
    cargo,
    process::{command, run as run_to_end, step},
    python,
    setup::{self, Part},
};

/// The version that is pinned.
const TUSPY: &str = "tuspy==1.1.0";

/// What `cargo xtask uploads` can be told.
#[derive(Args)]
pub(crate) struct Options {
    /// How many photos go up
    #[arg(long, default_value_t = 200)]
    count: usize,
}

/// Installs the clients, builds the server and lets them upload.
pub(crate) fn run(options: &Options) -> anyhow::Result<()> {
    setup::ensure(&[Part::Npm])?;
    let python = tuspy();
    cargo::build_headless()?;
    step("uploading with strangers' clients while the server is killed");
    let mut uploads = command(cargo::binary("uploads", false));
    uploads.args(["--count", &options.count.to_string()]).arg("--modules").arg(setup::modules());
    if let Some(python) = python {
        uploads.arg("--python").arg(python);
    }
    run_to_end(&mut uploads)
}

/// A Python that has tuspy, in a folder of its own below `target`; `None` where there is no way to one.
pub(crate) fn tuspy() -> Option<PathBuf> {
    python::with("tuspy", TUSPY, "tusclient")
}
