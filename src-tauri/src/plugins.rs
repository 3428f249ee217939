//! The plugins, each where its platform has one.

use tauri::{Builder, Wry};

use crate::sql::Sql;

/// Adds every plugin of this platform. Single instance comes first: a second start must end before anything
/// else opens the databases.
pub(crate) fn install(builder: Builder<Wry>) -> Builder<Wry> {
    #[cfg(desktop)]
    let builder = builder.plugin(tauri_plugin_single_instance::init(|app, _arguments, _folder| {
        crate::window::focus(app);
    }));
    #[cfg(mobile)]
    let builder = builder.plugin(tauri_plugin_geolocation::init());
    builder
        .plugin(tauri_plugin_deep_link::init())
        .plugin(tauri_plugin_notification::init())
        .plugin(Sql::new())
}
