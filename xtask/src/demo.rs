//! The demo: a filled server and, where there is a display, the app.

use std::{fs, path::PathBuf, process::Child, time::Instant};

use anyhow::Context as _;
use clap::Args;

use crate::{
    cargo,
    process::{self, command, note, step, target},
    server::{self, Fleet, Server},
    setup::{self, Part},
    ui,
};

/// What `cargo xtask demo` can be told.
#[derive(Args)]
pub(crate) struct Options {
    /// Drive one delivery through the running server, say "demo ok" and end
    #[arg(long)]
    check: bool,
    /// How many drivers the fleet has
    #[arg(long, default_value_t = 12)]
    drivers: u32,
    /// How many deliveries its day has
    #[arg(long, default_value_t = 150)]
    deliveries: u32,
    /// Another seed makes another town
    #[arg(long, default_value_t = 7)]
    seed: u64,
    /// Where the server listens
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: String,
    /// Go on with the fleet of the last demo instead of making a new one
    #[arg(long)]
    keep: bool,
}

/// Builds, fills, starts and stays until Ctrl-C.
pub(crate) fn run(options: &Options) -> anyhow::Result<()> {
    let start = Instant::now();
    let with_app = prepare(options.check)?;

    let data = data_folder(options)?;
    if !data.join("waybill.db").exists() {
        step(&format!("making a fleet of {} drivers and {} deliveries", options.drivers, options.deliveries));
        let fleet = Fleet { drivers: options.drivers, deliveries: options.deliveries, seed: options.seed };
        server::fill(&data, fleet)?;
    }
    step("starting the server");
    let listen = if options.check { "127.0.0.1:0" } else { &options.listen };
    let server = Server::start(&data, listen, &["--simulate"])?;
    note(&format!("ready after {:.0} s", start.elapsed().as_secs_f64()));

    if options.check {
        step("driving one delivery from the dispatcher to its proof");
        process::run(command(cargo::binary("drive", false)).arg(server.url()))?;
        drop(server);
        println!("demo ok");
        return Ok(());
    }
    let _app = if with_app { Some(open_app(&server)?) } else { None };
    let where_to = if with_app { "in the app and in a browser" } else { "in a browser" };
    println!("\nWaybill is running: sign in {where_to} at {} (Ctrl-C ends the demo)\n", server.url());
    server.stay()
}

/// Installs and builds what this machine can use; says whether the app is part of it.
fn prepare(check: bool) -> anyhow::Result<bool> {
    let display = has_display() && !check;
    // Without a display nobody would see the app, so nothing is installed for it; where its libraries are there
    // already, building all together spares the tests a second build.
    let with_app = display || setup::present(Part::AppLibraries);
    if display {
        setup::ensure(&[Part::AppLibraries])?;
    }
    ui::build(ui::Variant::Dev)?;
    if with_app {
        cargo::build_host(false)?
    } else {
        cargo::build_headless()?
    }
    Ok(display)
}

/// An empty folder for a new fleet, or the last one's.
fn data_folder(options: &Options) -> anyhow::Result<PathBuf> {
    let data = target().join(if options.check { "demo-check" } else { "demo" });
    if data.exists() && !options.keep {
        fs::remove_dir_all(&data).with_context(|| format!("could not empty {}", data.display()))?;
    }
    fs::create_dir_all(&data)?;
    Ok(data)
}

fn open_app(server: &Server) -> anyhow::Result<App> {
    step("opening the app");
    let child = command(cargo::binary("waybill", false))
        .env("WAYBILL_SERVER", server.url())
        .env("WAYBILL_DATA_DIR", target().join("demo-app"))
        .spawn()
        .context("could not open the app")?;
    Ok(App(child))
}

fn has_display() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

/// The app's process, which ends with the demo.
struct App(Child);

impl Drop for App {
    fn drop(&mut self) {
        // It may have been closed already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
