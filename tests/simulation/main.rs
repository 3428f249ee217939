//! The simulation, and whether it can be believed.

mod bites;
mod repeat;
mod seeds;

use std::process::{Command, Output};

/// Runs the program `sim`.
fn sim(arguments: &[&str]) -> Output {
    let output = Command::new(env!("CARGO_BIN_EXE_sim")).args(arguments).output();
    output.expect("the program starts")
}

/// What it printed.
fn text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}
