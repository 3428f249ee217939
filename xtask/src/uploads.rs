//! Uploads with clients that are not ours, to a server that is killed every moment.

use std::{path::PathBuf, process::Command};

use clap::Args;

use crate::{
    cargo,
    process::{command, note, run as run_to_end, step, succeeds, target},
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
    let folder = target().join("tuspy");
    let python = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let has_it = || succeeds(Command::new(&python).args(["-c", "import tusclient"]));
    if has_it() {
        return Some(python);
    }
    step("fetching tuspy for Python");
    let made = succeeds(Command::new("python3").args(["-m", "venv"]).arg(&folder))
        && succeeds(Command::new(&python).args(["-m", "pip", "install", "--quiet", TUSPY]));
    if made && has_it() {
        return Some(python);
    }
    note("tuspy is left out: there is no Python here that can make an environment and fetch it");
    None
}
