//! Pictures of the main screens, in a browser and in the app's window, to look at and to compare.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, ensure};
use clap::Args;

use crate::{
    cargo, display,
    process::{note, run as run_to_end, step, target},
    setup::{self, Part},
    ui,
};

/// A picture of one colour packs into less than this.
const BLANK_BYTES: u64 = 8_000;

/// What `cargo xtask screens` can be told.
#[derive(Args)]
pub(crate) struct Options {
    /// Only screens whose name holds this text
    only: Option<String>,
}

/// Builds, renders the demo in Chromium and in the real window, and says what came out.
pub(crate) fn run(options: &Options) -> anyhow::Result<()> {
    setup::ensure(&[Part::AppLibraries, Part::Browser, Part::Window])?;
    ui::build(ui::Variant::Dev)?;
    cargo::build_host(false)?;

    let folder = target().join("screens");
    if folder.exists() && options.only.is_none() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    step("rendering the screens");
    run_to_end(display::command(&cargo::binary("screens", false))?.arg(&folder).args(options.only.iter()))?;

    let pictures = pictures(&folder)?;
    ensure!(!pictures.is_empty(), "no picture was written to target/screens");
    for (picture, size) in &pictures {
        ensure!(*size >= BLANK_BYTES, "{} is blank ({size} bytes)", picture.display());
    }
    note(&format!("{} pictures in target/screens", pictures.len()));
    Ok(())
}

fn pictures(folder: &Path) -> anyhow::Result<Vec<(PathBuf, u64)>> {
    let mut pictures = Vec::new();
    for entry in fs::read_dir(folder).context("target/screens is not readable")? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "png") {
            let size = fs::metadata(&path)?.len();
            pictures.push((path, size));
        }
    }
    pictures.sort();
    Ok(pictures)
}
