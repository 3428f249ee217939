//! The native shell of Waybill: a window, the plugins and the typed commands. Rules live in `domain`,
//! everything that must survive a dead network in `client`.

mod again;
pub mod commands;
pub mod config;
mod link;
mod location;
mod notice;
mod plugins;
pub mod secrets;
mod shell;
mod sql;
mod window;

use anyhow::Context as _;
use tauri::{App, Manager, RunEvent, Runtime};
use waybill_client::{Controller, Settings};

use crate::config::Config;
pub use crate::shell::AppShell;

/// The offline half, as Tauri keeps it.
pub type Offline<R> = Controller<AppShell<R>>;

/// Starts the app and returns when its last window is closed.
///
/// # Errors
/// When the configuration is unusable or the windowing system refuses to start.
pub fn run() -> anyhow::Result<()> {
    init_logging();
    let config = Config::from_env()?;
    let mut context = tauri::generate_context!();
    config.separate_profile(context.config_mut());
    let app = plugins::install(tauri::Builder::default())
        .manage(config)
        .invoke_handler(commands::handler())
        .setup(|app| {
            open_offline(app)?;
            notice::ask_permission(app.handle());
            link::install(app);
            window::open(app)?;
            Ok(())
        })
        .build(context)
        .map_err(again::or)
        .context("the app could not start")?;
    app.run(|app, event| {
        if let RunEvent::Exit = event {
            tauri::async_runtime::block_on(app.state::<Offline<tauri::Wry>>().shut_down());
        }
    });
    Ok(())
}

/// Opens the offline half on the data folder. What it does from here on, it does with or without a window.
///
/// # Errors
/// When the folder cannot be used, or another process has it open.
pub fn open_offline<R: Runtime>(app: &App<R>) -> Result<(), Box<dyn std::error::Error>> {
    let config = app.state::<Config>();
    let data = config.data_dir(app.handle())?;
    let mut settings = Settings::new(data.clone());
    settings.server_url = config.server().to_owned();
    let shell = AppShell::new(app.handle().clone(), secrets::open(&data));
    let offline = tauri::async_runtime::block_on(Controller::open(settings, shell))?;
    app.manage(offline);
    location::follow(app.handle());
    Ok(())
}

#[cfg(mobile)]
#[tauri::mobile_entry_point]
fn mobile() {
    if let Err(error) = run() {
        tracing::error!("{error:#}");
    }
}

fn init_logging() {
    use tracing_subscriber::EnvFilter;
    let filter = EnvFilter::try_from_env("WAYBILL_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    // A second initialisation (tests, a host that embeds the app) keeps the first.
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}
