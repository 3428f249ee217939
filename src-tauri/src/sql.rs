//! tauri-plugin-sql, for the Rust side only: it opens the lane's file, runs the migrations and serves the reads through
//! its pool. Its commands are not passed on, so the web view never gets SQL.

use std::path::Path;

use serde_json::json;
use tauri::{
    AppHandle, Manager, RunEvent, Runtime,
    plugin::{Plugin, TauriPlugin},
};
use tauri_plugin_sql::{Builder, DbInstances, DbPool, Migration, MigrationKind, PluginConfig};
use waybill_client::{
    SqlitePool,
    device::{LaneFolder, Registry},
    store::schema,
};

use crate::config::Config;

type Inner<R> = TauriPlugin<R, Option<PluginConfig>>;

/// The plugin, told at the start which file to open.
pub(crate) struct Sql<R: Runtime> {
    inner: Option<Inner<R>>,
}

impl<R: Runtime> Sql<R> {
    pub(crate) fn new() -> Self {
        Self { inner: None }
    }
}

impl<R: Runtime> Plugin<R> for Sql<R> {
    fn name(&self) -> &'static str {
        "sql"
    }

    fn initialize(
        &mut self,
        app: &AppHandle<R>,
        _config: serde_json::Value,
    ) -> Result<(), Box<dyn std::error::Error>> {
        let url = app.state::<Config>().data_dir(app).ok().and_then(|data| active_database(&data));
        if let Some(url) = url {
            let mut plugin: Inner<R> = Builder::new().add_migrations(&url, migrations()).build();
            match plugin.initialize(app, json!({ "preload": [url] })) {
                Ok(()) => {
                    self.inner = Some(plugin);
                    return Ok(());
                }
                // The offline half opens the same file and says in words what is wrong with it.
                Err(error) => tracing::error!(%error, "the lane's database cannot be preloaded"),
            }
        }
        let mut plugin: Inner<R> = Builder::new().build();
        plugin.initialize(app, json!({}))?;
        self.inner = Some(plugin);
        Ok(())
    }

    fn on_event(&mut self, app: &AppHandle<R>, event: &RunEvent) {
        if let Some(plugin) = &mut self.inner {
            plugin.on_event(app, event);
        }
    }
}

/// The plugin's pool on `file`, if it has one that is open.
pub(crate) async fn pool<R: Runtime>(app: &AppHandle<R>, file: &Path) -> Option<SqlitePool> {
    let instances = app.try_state::<DbInstances>()?;
    let pools = instances.0.read().await;
    match pools.get(&url(file)?) {
        Some(DbPool::Sqlite(pool)) if !pool.is_closed() => Some(pool.clone()),
        _ => None,
    }
}

/// Hands the plugin a pool that was opened later, by a sign-in: it closes it when the app ends.
pub(crate) async fn adopt<R: Runtime>(app: &AppHandle<R>, file: &Path, pool: &SqlitePool) {
    if let (Some(instances), Some(url)) = (app.try_state::<DbInstances>(), url(file)) {
        instances.0.write().await.insert(url, DbPool::Sqlite(pool.clone()));
    }
}

fn active_database(data: &Path) -> Option<String> {
    let lane = Registry::peek(&data.join("device.json"))?.active?;
    let file = LaneFolder::new(data, lane).database();
    file.exists().then(|| url(&file)).flatten()
}

/// The file as the plugin names it; `None` for the rare path that has no such name.
fn url(file: &Path) -> Option<String> {
    let path = file.to_str()?;
    (!path.contains(['?', '%', '#'])).then(|| format!("sqlite:{path}"))
}

fn migrations() -> Vec<Migration> {
    let step = |step: &schema::Step| Migration {
        version: step.version,
        description: step.description,
        sql: step.sql,
        kind: MigrationKind::Up,
    };
    schema::STEPS.iter().map(step).collect()
}
