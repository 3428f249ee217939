//! What the offline half needs from whatever it runs in: an app with a window, or a test.

use std::{path::Path, sync::Arc};

use futures::future::BoxFuture;
use sqlx::SqlitePool;
use waybill_domain::{Delivery, calls::driver::DeviceStatus, protocol::Poke};

use crate::{
    clock::{Clock, SystemClock},
    secrets::Secrets,
};

/// Something the UI should know.
#[derive(Clone, Debug, PartialEq)]
pub enum News {
    /// Where the device stands, when that changed.
    Status(Box<DeviceStatus>),
    /// Deliveries changed: here by a command, or on the server.
    Changed,
    /// A frame of the server's live channel, for boards that follow positions.
    Poke(Poke),
}

/// Deliveries that were given to this driver since the last pull.
#[derive(Clone, Debug, PartialEq)]
pub struct NewAssignments {
    /// At least one.
    pub deliveries: Vec<Delivery>,
}

/// The surroundings of a [`Controller`](crate::Controller).
pub trait Shell: Send + Sync + 'static {
    /// Tells the UI. Must not block.
    fn emit(&self, news: News);

    /// Tells the driver, also where the app is in the background. Must not block.
    fn notify(&self, news: NewAssignments);

    /// Where tokens and keys are kept.
    fn secrets(&self) -> Arc<dyn Secrets>;

    /// What people call this device, such as "Pixel 9".
    fn device_name(&self) -> String {
        format!("{} device", std::env::consts::OS)
    }

    /// The device's clocks.
    fn clock(&self) -> Arc<dyn Clock> {
        Arc::new(SystemClock::new())
    }

    /// A pool for reads that the surroundings have already opened on this database file.
    fn pool<'a>(&'a self, _file: &'a Path) -> BoxFuture<'a, Option<SqlitePool>> {
        Box::pin(async { None })
    }

    /// A pool for reads was opened on this database file.
    fn opened<'a>(&'a self, _file: &'a Path, _pool: &'a SqlitePool) -> BoxFuture<'a, ()> {
        Box::pin(async {})
    }
}
