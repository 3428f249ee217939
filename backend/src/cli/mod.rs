//! The commands.

mod backup;
mod config;
mod demo;
mod erase;
mod key;
mod log;
mod map;
mod people;
mod restore;
mod serve;
mod verify;
mod verify_log;

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use waybill_backend::{Clock, Config, Server, api};

/// The Waybill server: deliveries, drivers, proof. One binary, one folder of data.
///
/// A first start: `waybill-server init --name "My fleet" --email me@example.com`, then `waybill-server serve`, then open
/// http://127.0.0.1:8080 and sign in.
#[derive(Parser)]
#[command(version, max_term_width = 110)]
struct Cli {
    /// Configuration file (TOML). `waybill-server config` prints one with all keys and defaults.
    #[arg(long, global = true, env = "WAYBILL_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    /// Folder of the database and the proof files; stronger than the configuration.
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the API, the app in the browser and the tracking pages until told to stop (Ctrl-C, SIGTERM).
    Serve(serve::Serve),
    /// Fill an empty data folder with a demo fleet: a town, drivers, a day of deliveries in every state.
    Demo(demo::Demo),
    /// Make an organization and its first admin.
    Init(people::Init),
    /// Add a member to an organization.
    AddMember(people::AddMember),
    /// Print the public key that this server signs receipts and certificates with; strangers pin it with `--root`.
    Key(key::Key),
    /// Copy the database and the proof files, also while the server runs; the copy is verified.
    Backup(backup::Backup),
    /// Put a verified backup in the place of an empty data folder.
    Restore(restore::Restore),
    /// Import a map from an OpenStreetMap extract, or show what is there.
    Map(map::Map),
    /// Check that no event of the log is missing or was changed.
    VerifyLog(verify_log::VerifyLog),
    /// Erase the personal data of a delivery that is over; the log and certificates still verify.
    Erase(erase::Erase),
    /// Check a certificate, offline and without a database.
    Verify(verify::Verify),
    /// Print all configuration keys with their defaults and what they mean, as a file to start from.
    Config,
    /// Print the description of the API (OpenAPI, JSON).
    Openapi,
}

pub(crate) fn main() -> anyhow::Result<()> {
    let cli = Cli::parse();
    if let Command::Verify(verify) = &cli.command {
        verify.run();
    }
    let mut config = Config::load(cli.config.as_deref(), |name| std::env::var(name).ok())?;
    if let Some(data) = cli.data {
        config.data_dir = data;
    }
    match &cli.command {
        Command::Config => {
            config::print();
            return Ok(());
        }
        Command::Openapi => {
            println!("{}", serde_json::to_string_pretty(&api::description())?);
            return Ok(());
        }
        Command::Key(key) => return key.run(&config),
        _ => {}
    }
    log::start(&config)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let cli = match cli.command {
            Command::Serve(serve) => return serve.run(config).await,
            Command::Backup(backup) => return backup.run(&config).await,
            Command::Restore(restore) => return restore.run(&config).await,
            Command::Map(map) => return map.run(&config).await,
            other => other,
        };
        let app = Server::open(config, Clock::default()).await?;
        let done = match cli {
            Command::Demo(demo) => demo.run(&app).await,
            Command::Init(init) => init.run(&app).await,
            Command::AddMember(add) => add.run(&app).await,
            Command::Erase(erase) => erase.run(&app).await,
            Command::VerifyLog(verify) => verify.run(&app).await,
            Command::Serve(_)
            | Command::Backup(_)
            | Command::Restore(_)
            | Command::Map(_)
            | Command::Config
            | Command::Openapi
            | Command::Key(_)
            | Command::Verify(_) => Ok(()),
        };
        app.store.close().await;
        done
    })
}
