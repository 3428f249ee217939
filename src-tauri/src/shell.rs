//! What the offline half gets from the app around it: a window to tell, a keystore, the database pool.

use std::{path::Path, sync::Arc};

use futures::future::BoxFuture;
use tauri::{AppHandle, Emitter, Runtime};
use waybill_client::{NewAssignments, News, Shell, SqlitePool, secrets::Secrets};

use crate::{location, notice, sql};

/// Event: where the device stands; the payload is a `DeviceStatus`.
pub const STATUS: &str = "waybill://status";
/// Event: deliveries changed.
pub const CHANGED: &str = "waybill://changed";
/// Event: a frame of the server's live channel; the payload is a `Poke`.
pub const POKE: &str = "waybill://poke";

/// The app, as the offline half sees it.
pub struct AppShell<R: Runtime> {
    app: AppHandle<R>,
    secrets: Arc<dyn Secrets>,
}

impl<R: Runtime> AppShell<R> {
    /// In `app`, with its keystore.
    pub fn new(app: AppHandle<R>, secrets: Arc<dyn Secrets>) -> Self {
        Self { app, secrets }
    }
}

impl<R: Runtime> Shell for AppShell<R> {
    fn emit(&self, news: News) {
        let sent = match news {
            News::Status(status) => {
                location::on_status(&self.app, &status);
                self.app.emit(STATUS, &*status)
            }
            News::Changed => self.app.emit(CHANGED, ()),
            News::Poke(poke) => self.app.emit(POKE, &poke),
        };
        if let Err(error) = sent {
            tracing::warn!(%error, "the window could not be told");
        }
    }

    fn notify(&self, news: NewAssignments) {
        notice::assigned(&self.app, &news);
    }

    fn secrets(&self) -> Arc<dyn Secrets> {
        Arc::clone(&self.secrets)
    }

    fn device_name(&self) -> String {
        let words = match std::env::consts::OS {
            "android" => "Android phone",
            "ios" => "iPhone",
            "macos" => "Mac",
            "windows" => "Windows PC",
            _ => "Linux computer",
        };
        words.to_owned()
    }

    fn pool<'a>(&'a self, file: &'a Path) -> BoxFuture<'a, Option<SqlitePool>> {
        Box::pin(sql::pool(&self.app, file))
    }

    fn opened<'a>(&'a self, file: &'a Path, pool: &'a SqlitePool) -> BoxFuture<'a, ()> {
        Box::pin(sql::adopt(&self.app, file, pool))
    }
}
