//! Remembers what the folder of the interface was made from, so that an unchanged one is not made again.

use std::{
    fs,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    path::{Path, PathBuf},
};

use anyhow::Context as _;

use super::{Variant, cargo_folder, dist_folder, styles};
use crate::process::root;

/// One line that changes with everything the interface is made from.
pub(super) fn of(variant: Variant, wasm: &Path) -> anyhow::Result<String> {
    let root = root();
    let mut inputs = vec![wasm.to_owned()];
    inputs.extend(
        ["src-ui/index.html", "src-ui/icons.txt", "src-ui/package-lock.json", "icons/waybill.svg"]
            .map(|path| root.join(path)),
    );
    inputs.extend(styles::sheets()?);
    let mut hasher = DefaultHasher::new();
    for input in inputs {
        input.hash(&mut hasher);
        fs::read(&input).with_context(|| format!("{} is not readable", input.display()))?.hash(&mut hasher);
    }
    // What this program makes of its input changes with the program.
    fs::metadata(std::env::current_exe()?)?.modified()?.hash(&mut hasher);
    Ok(format!("{variant:?} {:016x}", hasher.finish()))
}

/// Whether the folder was made from that.
pub(super) fn holds(stamp: &str) -> bool {
    dist_folder().join("index.html").exists()
        && fs::read_to_string(file()).is_ok_and(|present| present == stamp)
}

/// Notes that the folder has been made from that.
pub(super) fn put(stamp: &str) -> anyhow::Result<()> {
    fs::write(file(), stamp).context("could not note what the interface was made from")
}

fn file() -> PathBuf {
    cargo_folder().join("dist.stamp")
}
