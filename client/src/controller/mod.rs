//! The one object an app or a test talks to.

mod act;
mod ask;
mod call;
mod export;
mod keep;
mod locate;
mod near;
mod sign_in;
mod sign_out;
mod start;
mod tiles;
mod wedged;

use std::{
    path::PathBuf,
    sync::{
        Arc, Mutex, PoisonError, RwLock, Weak,
        atomic::{AtomicU64, Ordering},
    },
};

use tokio::{
    sync::{mpsc, watch},
    task::JoinHandle,
};
use waybill_domain::{Fix, LaneId, calls::driver::DeviceStatus, geofence::Approach};

use near::Stops;

use crate::{
    ClientError,
    clock::Clock,
    device::{DataFolder, Registry},
    lane::Lane,
    secrets::Secrets,
    shell::Shell,
    sync::{Hub, Input},
    tiles::LocalTiles,
    wire::{HttpWire, Wire, WireError},
};

/// Makes the connection to a server's URL.
pub type Connect = Arc<dyn Fn(&str) -> Result<Arc<dyn Wire>, WireError> + Send + Sync>;

/// What a controller is opened with.
#[derive(Clone)]
pub struct Settings {
    /// The app's folder; one process at a time.
    pub data: PathBuf,
    /// The server that the sign-in page proposes before there was one.
    pub server_url: String,
    /// How servers are reached.
    pub connect: Connect,
    /// SQLite's VFS for the lanes' databases, by name; `None` is the system's own.
    pub vfs: Option<String>,
}

impl Settings {
    /// The folder, and HTTP.
    pub fn new(data: impl Into<PathBuf>) -> Self {
        let connect: Connect = Arc::new(|url| Ok(Arc::new(HttpWire::new(url)?) as Arc<dyn Wire>));
        Self { data: data.into(), server_url: String::new(), connect, vfs: None }
    }
}

/// The offline half, open on a folder. Dropping it is what a killed app does: nothing is finished, nothing is lost.
pub struct Controller<S: Shell> {
    hub: Arc<Hub<S>>,
    folder: Arc<DataFolder>,
    registry: Mutex<Registry>,
    secrets: Arc<dyn Secrets>,
    clock: Arc<dyn Clock>,
    connect: Connect,
    vfs: Option<String>,
    server_url: String,
    fix_seq: AtomicU64,
    running: RwLock<Option<Arc<Running>>>,
    /// Lanes of others that are being drained.
    drains: Mutex<Option<Drains>>,
    /// Signing in and out happen one at a time.
    door: tokio::sync::Mutex<()>,
}

/// The lane of who is signed in, with its loop.
pub(crate) struct Running {
    pub(crate) lane: Arc<Lane>,
    inbox: mpsc::UnboundedSender<Input>,
    kicks: AtomicU64,
    task: JoinHandle<()>,
    last_fix: Mutex<Option<Fix>>,
    /// What was done here since the start.
    acts: AtomicU64,
    stops: Mutex<Option<Stops>>,
    approach: Mutex<Option<Approach>>,
    local_tiles: Arc<LocalTiles>,
}

/// Lanes of others, and the task that drains them.
pub(crate) struct Drains {
    lanes: Vec<Weak<Lane>>,
    task: JoinHandle<()>,
}

impl Drop for Drains {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Running {
    /// Something was queued: try now.
    pub(crate) fn kick(&self) {
        self.kicks.fetch_add(1, Ordering::Relaxed);
        let _ = self.inbox.send(Input::Kick);
    }
}

impl<S: Shell> Controller<S> {
    /// The shell.
    pub fn shell(&self) -> &S {
        &self.hub.shell
    }

    /// The lane of who is signed in, if anybody is.
    pub fn lane(&self) -> Option<LaneId> {
        self.current().map(|running| running.lane.id())
    }

    /// Waits until everything that was queued is safe on the server, and the server's answer has been pulled since this
    /// call. Without a network, or with a session that has ended, that may be never: give it a limit.
    pub async fn drained(&self) -> Result<DeviceStatus, ClientError> {
        let running = self.running()?;
        let mut progress: watch::Receiver<_> = self.hub.follow();
        let pulls = progress.borrow().pulls;
        running.kick();
        let kicks = running.kicks.load(Ordering::Relaxed);
        let drained = progress
            .wait_for(|now| {
                now.kicks >= kicks
                    && now.pulls > pulls
                    && now.status.waiting == 0
                    && now.unseen == 0
                    && !now.busy
            })
            .await;
        drained.map(|now| now.status.clone()).map_err(|_| ClientError::NotSignedIn)
    }

    /// How the sync stands, in words for whoever looks into why it does not get on.
    pub fn progress(&self) -> String {
        let kicks = self.current().map_or(0, |running| running.kicks.load(Ordering::Relaxed));
        format!("{:?}, of {kicks} kicks", *self.hub.progress())
    }

    pub(crate) fn running(&self) -> Result<Arc<Running>, ClientError> {
        self.current().ok_or(ClientError::NotSignedIn)
    }

    fn current(&self) -> Option<Arc<Running>> {
        self.running.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn registry(&self) -> std::sync::MutexGuard<'_, Registry> {
        self.registry.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
