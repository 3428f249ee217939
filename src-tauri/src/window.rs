//! The one window.

use tauri::{App, Manager, WebviewWindowBuilder};

use crate::config::Config;

/// The label of the window, as capabilities and events name it.
pub(crate) const MAIN: &str = "main";

/// Opens the window that `tauri.conf.json` describes, with the web view's own files beside ours when a data
/// folder was asked for.
pub(crate) fn open(app: &App) -> tauri::Result<()> {
    let described = app.config().app.windows.iter().find(|window| window.label == MAIN);
    let described = described.ok_or(tauri::Error::WindowNotFound)?;
    let builder = WebviewWindowBuilder::from_config(app.handle(), described)?;
    let builder = match app.state::<Config>().data_dir_override() {
        Some(dir) => builder.data_directory(dir.join("webview")),
        None => builder,
    };
    builder.build()?;
    Ok(())
}

/// Brings the window to the front, for a second start of the app or a link.
#[cfg(desktop)]
pub(crate) fn focus<R: tauri::Runtime>(app: &tauri::AppHandle<R>) {
    if let Some(window) = app.get_webview_window(MAIN) {
        // A window manager may refuse; the window is then still there to be clicked.
        let _ = window.unminimize();
        let _ = window.show();
        let _ = window.set_focus();
    }
}
