//! The commands of the README: set-up, build, demo, test, screens and benchmarks. `cargo xtask --help` lists them.

mod bench;
mod cargo;
mod demo;
mod display;
mod kill;
mod matrix;
mod mobile;
mod process;
mod python;
mod screens;
mod server;
mod setup;
mod sim;
mod test;
mod ui;
mod uploads;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::setup::Part;

/// Everything this repository can do, by one name each. Every command first installs what it needs and is missing.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", max_term_width = 110)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Check and install what is missing: system packages, the wasm target, the npm parts
    Setup {
        /// Also what is needed only to type-check for phones
        #[arg(long)]
        mobile: bool,
    },
    /// Build the interface, or everything
    #[command(subcommand)]
    Build(Build),
    /// Build, fill a demo fleet, start the server and open the app; ends with Ctrl-C
    Demo(demo::Options),
    /// Run every test, or only some groups
    Test(test::Options),
    /// Run seeds of the simulation: phones, an office and a server on a virtual clock, over a network that misbehaves
    Sim(sim::Options),
    /// Render the main screens of the demo to target/screens
    Screens(screens::Options),
    /// Kill server and phone with SIGKILL at random moments, and look for what was lost
    Kill(kill::Options),
    /// Run the fault matrix and print it row by row
    Matrix(matrix::Options),
    /// Upload with tus-js-client and tuspy while the server is killed, and compare every byte
    Uploads(uploads::Options),
    /// Run one benchmark on release builds, or list them
    Bench(bench::Options),
    /// Type-check the whole app for Android
    CheckMobile,
}

#[derive(Subcommand)]
enum Build {
    /// The interface, to target/ui-dist
    Ui {
        /// Optimise for size, as it is shipped
        #[arg(long)]
        release: bool,
    },
    /// The interface, the server and the app
    All {
        /// Optimised, as they are shipped
        #[arg(long)]
        release: bool,
    },
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{} {error:#}", process::coloured("31", "error:"));
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> anyhow::Result<()> {
    match command {
        Command::Setup { mobile } => {
            setup::ensure(Part::ALL)?;
            if mobile {
                setup::ensure(&[Part::AndroidTarget])?;
            }
            process::note("everything is here");
            Ok(())
        }
        Command::Build(Build::Ui { release }) => ui::build(ui::Variant::of(release)),
        Command::Build(Build::All { release }) => {
            setup::ensure(&[Part::AppLibraries])?;
            ui::build(ui::Variant::of(release))?;
            cargo::build_host(release)
        }
        Command::Demo(options) => demo::run(&options),
        Command::Test(options) => test::run(&options),
        Command::Sim(options) => sim::run(&options),
        Command::Screens(options) => screens::run(&options),
        Command::Kill(options) => kill::run(&options),
        Command::Matrix(options) => matrix::run(&options),
        Command::Uploads(options) => uploads::run(&options),
        Command::Bench(options) => bench::run_bench(&options),
        Command::CheckMobile => mobile::check(),
    }
}
