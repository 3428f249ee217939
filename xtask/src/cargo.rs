//! The fixed cargo invocations. Every other set of packages or features would unify features anew and rebuild
//! half the tree, so nothing else in here may call `cargo build`.

use std::{path::PathBuf, process::Command};

use crate::process;

/// Everything that runs on this machine. The interface is for wasm; xtask itself is built by the alias.
const HOST: [&str; 5] = ["--workspace", "--exclude", "waybill-ui", "--exclude", "xtask"];

/// The server and what drives it, for machines that have no display and no web view to build against.
const HEADLESS: [&str; 4] = ["--package", "waybill-backend", "--package", "waybill-tests"];

/// `cargo SUBCOMMAND` in the workspace, with the environment that `cargo run` gave to xtask taken away again.
pub(crate) fn cargo(subcommand: &str) -> Command {
    let mut command = process::command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for (name, _) in std::env::vars_os() {
        // Build scripts watch some of these; a changed value would rebuild what did not change.
        if name
            .to_str()
            .is_some_and(|name| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST"))
        {
            command.env_remove(name);
        }
    }
    command.arg(subcommand);
    command
}

/// `cargo SUBCOMMAND` over everything that runs on this machine.
pub(crate) fn host(subcommand: &str) -> Command {
    let mut command = cargo(subcommand);
    command.args(HOST);
    command
}

/// Builds the app and the server.
pub(crate) fn build_host(release: bool) -> anyhow::Result<()> {
    process::step("building the server and the app");
    let mut build = host("build");
    if release {
        build.arg("--release");
    }
    process::run(&mut build)
}

/// Builds only what runs without a display.
pub(crate) fn build_headless() -> anyhow::Result<()> {
    process::step("building the server");
    process::run(cargo("build").args(HEADLESS))
}

/// Builds the server and one program that measures it, for release: linking the others would take minutes each.
pub(crate) fn build_bench(name: &str) -> anyhow::Result<()> {
    process::step("building for release");
    process::run(cargo("build").args(HEADLESS).args(["--release", "--bin", "waybill-server", "--bin", name]))
}

/// Builds and runs one benchmark of the routing library, which stands alone.
pub(crate) fn routing_bench(name: &str) -> Command {
    let mut bench = cargo("run");
    bench.args(["--release", "--package", "waybill-routing", "--example", name, "--"]);
    bench
}

/// Builds the tests of everything that runs without a display, programs under test included.
pub(crate) fn headless_tests() -> Command {
    let mut build = cargo("build");
    build.args(HEADLESS).args(["--package", "waybill-client", "--package", "waybill-domain"]);
    build.args(["--lib", "--bins", "--tests"]);
    build
}

/// The path of a program of this workspace that one of the functions above has built.
pub(crate) fn binary(name: &str, release: bool) -> PathBuf {
    let profile = if release { "release" } else { "debug" };
    process::target().join(profile).join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}
