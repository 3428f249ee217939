//! System packages: found by what they provide, installed by apt where that may be done.

use anyhow::bail;

use crate::process::{command, find, run, step, succeeds};

/// Something a system package provides, and the Debian package that does.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Requirement {
    /// A program on `PATH`.
    Program(&'static str, &'static str),
    /// A library that pkg-config knows. Only Linux builds against system libraries.
    Library(&'static str, &'static str),
}

impl Requirement {
    pub(crate) fn present(&self) -> bool {
        match self {
            Self::Program(program, _) => find(program).is_some(),
            Self::Library(library, _) => {
                !cfg!(target_os = "linux") || succeeds(command("pkg-config").args(["--exists", library]))
            }
        }
    }

    fn package(&self) -> &'static str {
        match self {
            Self::Program(_, package) | Self::Library(_, package) => package,
        }
    }
}

/// Installs the packages of those requirements that are not met.
pub(crate) fn ensure<'a>(requirements: impl Iterator<Item = &'a Requirement>) -> anyhow::Result<()> {
    let missing: Vec<_> = requirements.filter(|requirement| !requirement.present()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    install(&missing.iter().map(|requirement| requirement.package()).collect::<Vec<_>>())?;
    if let Some(still) = missing.iter().find(|requirement| !requirement.present()) {
        bail!("{} was installed but what it should bring is not found: {still:?}", still.package());
    }
    Ok(())
}

/// Installs Debian packages, or says which command does.
pub(crate) fn install(packages: &[&str]) -> anyhow::Result<()> {
    let by_hand = format!("sudo apt-get update && sudo apt-get install -y {}", packages.join(" "));
    if find("apt-get").is_none() {
        bail!(
            "missing on this machine: {}\n(these are the names of the Debian packages; install what \
             corresponds to them, then run this command again)",
            packages.join(" ")
        );
    }
    let Some(privilege) = privilege() else {
        bail!(
            "some system packages are missing, and installing them needs root. Run\n\n    {by_hand}\n\nthen this command again."
        );
    };
    step(&format!("installing system packages: {}", packages.join(" ")));
    let apt = |arguments: &[&str]| {
        let mut words = privilege.to_vec();
        words.extend(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]);
        words.extend(arguments);
        run(command(words[0]).args(&words[1..]))
    };
    apt(&["update"])?;
    let mut arguments = vec!["install", "-y", "--no-install-recommends"];
    arguments.extend(packages);
    apt(&arguments)
}

/// The words that come before a command so that it runs as root, where that takes no password.
fn privilege() -> Option<&'static [&'static str]> {
    let root = crate::process::output(command("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if root {
        Some(&[])
    } else if succeeds(command("sudo").args(["-n", "true"])) {
        Some(&["sudo", "-n"])
    } else {
        None
    }
}
