//! Running other programs, and saying what is being done.

use std::{
    ffi::OsStr,
    io::IsTerminal as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context as _, bail};

/// The folder of the workspace.
pub(crate) fn root() -> PathBuf {
    // Cargo sets this for `cargo run`; the fallback is for a binary started by hand.
    let manifest =
        std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    let manifest = PathBuf::from(manifest);
    manifest.parent().map_or_else(|| manifest.clone(), Path::to_path_buf)
}

/// The folder for everything built.
pub(crate) fn target() -> PathBuf {
    root().join("target")
}

/// Says what comes next, so that no silence is longer than a step.
pub(crate) fn step(text: &str) {
    eprintln!("{} {text}", coloured("34", "==>"));
}

/// Bold text in one of the terminal's colours, plain where it does not go to a terminal.
pub(crate) fn coloured(colour: &str, text: &str) -> String {
    if std::io::stderr().is_terminal() { format!("\x1b[1;{colour}m{text}\x1b[0m") } else { text.to_owned() }
}

/// Says something that needs no attention.
pub(crate) fn note(text: &str) {
    eprintln!("    {text}");
}

/// A command that runs in the workspace's folder.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// Runs a command to its end.
///
/// # Errors
/// When it cannot be started or ends with anything but success; the message repeats the command.
pub(crate) fn run(command: &mut Command) -> anyhow::Result<()> {
    let status = command.status().with_context(|| format!("could not start {}", shown(command)))?;
    if !status.success() {
        bail!("{} ended with {status}", shown(command));
    }
    Ok(())
}

/// Runs a command to its end and gives what it wrote to standard output.
///
/// # Errors
/// When it cannot be started or ends with anything but success.
pub(crate) fn output(command: &mut Command) -> anyhow::Result<String> {
    command.stderr(Stdio::inherit());
    let output = command.output().with_context(|| format!("could not start {}", shown(command)))?;
    if !output.status.success() {
        bail!("{} ended with {}", shown(command), output.status);
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether a command starts, succeeds and has nothing to say to anybody.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// The full path of a program on `PATH`.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(program))
        .map(|file| if cfg!(windows) { file.with_extension("exe") } else { file })
        .find(|file| file.is_file())
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let words: Vec<_> = words.map(OsStr::to_string_lossy).collect();
    format!("`{}`", words.join(" "))
}
