//! A short run of what `cargo xtask kill` does at length: real processes and SIGKILL.

use std::process::Command;

use harness::process::program;

#[test]
fn nothing_is_lost_when_server_and_phone_are_killed_at_random_moments() {
    let output = Command::new(program("kill").unwrap()).args(["--rounds", "20"]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let complained = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\n{complained}");
    assert_eq!(said.trim(), "20 kills: 0 lost, 0 duplicated, 0 corrupt", "{complained}");
}
