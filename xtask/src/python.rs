//! Pythons with one package each, for what we are compared with.

use std::{fs, path::PathBuf, process::Command};

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
    let made = pythons().into_iter().any(|base| {
        succeeds(Command::new(&base).args(["-m", "venv", "--clear"]).arg(&place))
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

/// Those on the path, and those that pyenv keeps beside it, the newest first.
fn pythons() -> Vec<PathBuf> {
    let versions = std::env::home_dir().map(|home| home.join(".pyenv/versions"));
    let kept = versions.and_then(|folder| fs::read_dir(folder).ok()).into_iter().flatten().flatten();
    let mut kept: Vec<PathBuf> = kept.map(|version| version.path().join("bin/python3")).collect();
    let number = |python: &PathBuf| -> Vec<u32> {
        let version = python.parent().and_then(|bin| bin.parent()).and_then(|it| it.file_name());
        let version = version.map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        version.split('.').filter_map(|part| part.parse().ok()).collect()
    };
    kept.retain(|python| python.exists());
    kept.sort_by_key(|python| std::cmp::Reverse(number(python)));
    PYTHONS.iter().map(PathBuf::from).chain(kept).collect()
}
