//! Notifications: a driver hears of new work also when the phone is in the pocket.

use tauri::{AppHandle, Runtime};
use tauri_plugin_notification::{NotificationExt as _, PermissionState};
use waybill_client::NewAssignments;

/// Phones ask the person once whether the app may notify; desktops say yes by themselves.
pub(crate) fn ask_permission<R: Runtime>(app: &AppHandle<R>) {
    let app = app.clone();
    tauri::async_runtime::spawn_blocking(move || {
        if !matches!(app.notification().permission_state(), Ok(PermissionState::Granted))
            && let Err(error) = app.notification().request_permission()
        {
            tracing::info!(%error, "notifications are not allowed");
        }
    });
}

/// Tells of new assignments. The system's service may be slow or absent; nobody waits for it.
pub(crate) fn assigned<R: Runtime>(app: &AppHandle<R>, news: &NewAssignments) {
    let (title, body) = words(news);
    let app = app.clone();
    tauri::async_runtime::spawn_blocking(move || {
        if let Err(error) = app.notification().builder().title(title).body(body).show() {
            tracing::info!(%error, "the notification could not be shown");
        }
    });
}

fn words(news: &NewAssignments) -> (String, String) {
    let address = |i: usize| news.deliveries.get(i).map(|d| d.dropoff.address.clone()).unwrap_or_default();
    match news.deliveries.len() {
        0 | 1 => ("New delivery".to_owned(), address(0)),
        n => (
            format!("{n} new deliveries"),
            format!("{}, {}{}", address(0), address(1), if n > 2 { ", …" } else { "" }),
        ),
    }
}
