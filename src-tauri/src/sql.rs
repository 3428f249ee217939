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

#[cfg(test)]
mod tests {
    use tauri::test::{mock_builder, mock_context, noop_assets};
    use waybill_client::store::{
        Store, StoreError,
        meta::{self, Key},
    };
    use waybill_domain::{
        LaneId, Member, MemberId, OrganizationId, Role,
        protocol::{OrganizationInfo, SessionInfo},
    };

    use super::*;
    use crate::{Offline, open_offline};

    fn session() -> SessionInfo {
        let id = "01a1fc1a-8b50-76d9-be38-6179a00fa0d8";
        let member = Member {
            id: id.parse::<MemberId>().expect("an id"),
            name: "Mara".to_owned(),
            email: "mara@example.org".to_owned(),
            role: Role::Driver,
            vehicle: String::new(),
            phone: String::new(),
            disabled: false,
        };
        let organization = OrganizationInfo {
            id: id.parse::<OrganizationId>().expect("an id"),
            name: "Fleet".to_owned(),
            time_zone: "UTC".to_owned(),
        };
        SessionInfo { member, organization }
    }

    #[test]
    fn the_plugin_opens_the_lane_and_the_offline_half_reads_through_its_pool() {
        let folder = tempfile::tempdir().expect("a folder");
        let lane: LaneId = "01a1fc1a-8b50-76d9-be38-6179a00fa0d9".parse().expect("an id");
        let lane_folder = LaneFolder::new(folder.path(), lane);
        lane_folder.create().expect("made");
        let file = lane_folder.database();
        tauri::async_runtime::block_on(async {
            let store = Store::open(&file, None).await.expect("opens");
            let kept = store.tx(|c| Box::pin(async move { meta::set(c, Key::Session, &session()).await }));
            kept.await.map_err(|error: StoreError| error).expect("kept");
            store.close().await;
        });
        let SessionInfo { member, organization } = session();
        let registry = json!({
            "device": lane, "starts": 1, "server_url": "http://127.0.0.1:9", "active": lane,
            "lanes": [{ "lane": lane, "server_url": "http://127.0.0.1:9", "organization": organization.id,
                        "member": member.id, "email": member.email }],
        });
        std::fs::write(folder.path().join("device.json"), registry.to_string()).expect("written");

        let config = Config::new(Some(folder.path().to_owned()), None).expect("valid");
        let app = mock_builder().manage(config).plugin(Sql::new());
        let app = app.build(mock_context(noop_assets())).expect("an app");
        let opened = tauri::async_runtime::block_on(pool(app.handle(), &file));
        let opened = opened.expect("the plugin has opened it");
        open_offline(&app).expect("opens");
        let offline = app.state::<Offline<tauri::test::MockRuntime>>();
        assert_eq!(offline.status().session, Some(session()));
        tauri::async_runtime::block_on(offline.shut_down());
        assert!(opened.is_closed(), "it was the one in use");
    }
}
