//! Short runs of what `cargo xtask kill` and `cargo xtask uploads` do at length: real processes and SIGKILL.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use harness::process::program;

/// Runs a program to its end; what it printed.
fn run(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
    said
}

#[test]
fn nothing_is_lost_when_server_and_phone_are_killed_at_random_moments() {
    let said = run(Command::new(program("kill").unwrap()).args(["--rounds", "20"]));
    assert_eq!(said.trim(), "20 kills: 0 lost, 0 duplicated, 0 corrupt");
}

#[test]
fn what_a_strangers_client_called_done_is_there_byte_for_byte_although_the_server_was_killed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let modules = std::env::var_os("WAYBILL_NPM_MODULES").map(PathBuf::from);
    let mut uploads = Command::new(program("uploads").unwrap());
    uploads.args(["--count", "10"]);
    uploads.arg("--modules").arg(modules.unwrap_or_else(|| root.join("src-ui/node_modules")));
    uploads.arg("--python").arg(root.join("target/tuspy/bin/python"));
    let said = run(&mut uploads);
    println!("{said}");
    let verdict = said.lines().last().unwrap();
    assert!(verdict.starts_with("10 uploads: 0 corrupt") || verdict.starts_with("skipped"), "{verdict}");
}
