//! The npm parts, exactly as the lock file says.

use std::{fs, path::PathBuf};

use anyhow::Context as _;

use crate::process::{command, root, run, step};

/// Where the npm parts are after [`ensure`].
pub(crate) fn modules() -> PathBuf {
    root().join("src-ui/node_modules")
}

/// Installs the npm parts unless the lock file is the one they were installed from.
pub(crate) fn ensure() -> anyhow::Result<()> {
    let folder = root().join("src-ui");
    let lock =
        fs::read(folder.join("package-lock.json")).context("src-ui/package-lock.json is not readable")?;
    let installed = modules().join(".waybill-lock");
    if fs::read(&installed).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    step("fetching the npm parts (map, typeface, icons, wasm-opt)");
    // None of the parts needs its install script, and scripts are what a bad release would use.
    run(command("npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(&folder))?;
    fs::write(&installed, lock).context("could not note which lock file was installed")
}
