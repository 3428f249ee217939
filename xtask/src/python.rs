//! Pythons with one package each, for what we are compared with.

use std::{path::PathBuf, process::Command};

use crate::process::{note, step, succeeds, target};

/// Which Pythons are tried: some packages have wheels only for new ones, and the plain name may be an old one.
const PYTHONS: [&str; 4] = ["python3", "python3.13", "python3.12", "python3.14"];

/// A Python that has `package` (as pip names it, with its version) and can import `module`, in `folder` below `target`;
/// `None` where there is no way to one.
pub(crate) fn with(folder: &str, package: &str, module: &str) -> Option<PathBuf> {
    let place = target().join(folder);
    let python = place.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let import = format!("import {module}");
    let has_it = || succeeds(Command::new(&python).args(["-c", &import]));
    if has_it() {
        return Some(python);
    }
    step(&format!("fetching {package} for Python"));
    // Nobody wants to build a C++ program for a comparison: what it depends on may come as source, it itself not.
    let name = package.split("==").next().unwrap_or(package);
    let pip = ["-m", "pip", "install", "--quiet", "--only-binary", name, package];
    let made = PYTHONS.iter().any(|base| {
        succeeds(Command::new(base).args(["-m", "venv", "--clear"]).arg(&place))
            && succeeds(Command::new(&python).args(pip))
            && has_it()
    });
    if !made {
        note(&format!(
            "{package} is left out: there is no Python here that can make an environment and fetch it"
        ));
    }
    made.then_some(python)
}
