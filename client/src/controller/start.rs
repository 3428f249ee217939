//! Opening the folder, starting and stopping a lane's loop.

use std::{
    sync::{Arc, Mutex, PoisonError, RwLock, Weak, atomic::AtomicU64},
    time::Duration,
};

use ed25519_dalek::SigningKey;
use sqlx::SqlitePool;
use tokio::sync::mpsc;
use waybill_domain::{
    Fix,
    calls::driver::{DeviceStatus, Network, Shift},
    protocol::{LaneInfo, SessionInfo, Tokens},
};
use waybill_door::settle;

use super::{Controller, Drains, Running, Settings};
use crate::{
    ClientError,
    device::{DataFolder, DeviceError, KnownLane, Registry},
    lane::{Lane, Parts},
    secrets::SecretsError,
    shell::Shell,
    store::{
        StoreError,
        meta::{self, Key},
        sending,
    },
    sync::{self, Account, Hub, Progress},
    tiles::LocalTiles,
};

/// How long a stopped lane may take to let go of its database.
const LET_GO: Duration = Duration::from_secs(2);

/// What a sign-in brings along; a start without a network has none of it.
#[derive(Default)]
pub(super) struct Fresh {
    pub(super) key: Option<SigningKey>,
    pub(super) tokens: Option<Tokens>,
    pub(super) session: Option<SessionInfo>,
    pub(super) stands: Option<LaneInfo>,
}

impl<S: Shell> Controller<S> {
    /// Opens the folder and, where somebody is signed in, starts to sync. Needs a running tokio, not a network.
    pub async fn open(settings: Settings, shell: S) -> Result<Self, ClientError> {
        let data = settings.data.clone();
        let opened = tokio::task::spawn_blocking(move || {
            let folder = DataFolder::open(&data)?;
            let registry = Registry::open(&folder)?;
            Ok::<_, DeviceError>((folder, registry))
        });
        let (folder, registry) = settle(opened).await.map_err(|e| SecretsError(e.to_string()))??;
        let known = registry.active_lane().cloned();
        let server_url = if registry.server_url.is_empty() {
            settings.server_url.clone()
        } else {
            registry.server_url.clone()
        };
        let hub = Hub::new(shell, signed_out(server_url));
        let controller = Self {
            secrets: hub.shell.secrets(),
            clock: hub.shell.clock(),
            hub: Arc::new(hub),
            folder: Arc::new(folder),
            registry: Mutex::new(registry),
            connect: settings.connect,
            vfs: settings.vfs,
            server_url: settings.server_url,
            fix_seq: AtomicU64::new(0),
            running: RwLock::new(None),
            drains: Mutex::new(None),
            door: tokio::sync::Mutex::new(()),
        };
        if let Some(known) = known
            && let Err(error) = controller.start(&known, Fresh::default()).await
        {
            // An app that does not start helps nobody: signing in again says in words what is wrong.
            tracing::error!(%error, lane = %known.lane, "the lane cannot be opened");
        }
        controller.drain_others().await;
        Ok(controller)
    }

    /// Opens a lane and starts its loop.
    pub(super) async fn start(&self, known: &KnownLane, fresh: Fresh) -> Result<SessionInfo, ClientError> {
        let file = self.folder.lane(known.lane).database();
        let reads = self.hub.shell.pool(&file).await;
        let own_pool = reads.is_none();
        let lane = self.open_lane(known, fresh, reads).await?;
        if own_pool {
            self.hub.shell.opened(&file, lane.store.pool()).await;
        }
        self.registry().follow(known.lane, lane.id())?;
        let (last_fix, approach): (Option<Fix>, _) = lane
            .store
            .read(|c| {
                Box::pin(async move {
                    Ok::<_, StoreError>((
                        meta::get(c, Key::LastFix).await?,
                        meta::get(c, Key::Approach).await?,
                    ))
                })
            })
            .await?;
        let session = lane.session();
        let map = self.folder.map_file(&known.server_url, session.organization.id);
        let local_tiles = Arc::new(LocalTiles::beside(&map));
        let lane = Arc::new(lane);
        let begins = |now: &mut Progress| {
            now.status.network = Network::Unknown;
            (now.busy, now.pulls, now.kicks) = (true, 0, 0);
        };
        self.hub.restate(&lane, begins).await?;
        let (sender, receiver) = mpsc::unbounded_channel();
        let (hub, inbox) = (Arc::clone(&self.hub), (sender.clone(), receiver));
        let task = sync::run(Arc::clone(&lane), hub, map, Arc::clone(&local_tiles), inbox);
        let running = Running {
            lane,
            inbox: sender,
            kicks: AtomicU64::new(0),
            task: tokio::spawn(task),
            last_fix: Mutex::new(last_fix),
            acts: AtomicU64::new(0),
            stops: Mutex::new(None),
            approach: Mutex::new(approach),
            local_tiles,
        };
        *self.running.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(running));
        Ok(session)
    }

    /// Opens a lane, without starting anything.
    async fn open_lane(
        &self,
        known: &KnownLane,
        fresh: Fresh,
        reads: Option<SqlitePool>,
    ) -> Result<Lane, ClientError> {
        let wire = (self.connect)(&known.server_url)?;
        let account = Account::open(wire, Arc::clone(&self.secrets), known.lane, fresh.tokens).await;
        let device = self.registry().device;
        Lane::open(Parts {
            data: Arc::clone(&self.folder),
            home: known.lane,
            device,
            device_name: self.hub.shell.device_name(),
            server_url: known.server_url.clone(),
            folder: self.folder.lane(known.lane),
            key: fresh.key,
            secrets: Arc::clone(&self.secrets),
            account: Arc::new(account),
            clock: Arc::clone(&self.clock),
            vfs: self.vfs.clone(),
            reads,
            session: fresh.session,
            stands: fresh.stands,
        })
        .await
    }

    /// Lanes of others, or of whoever signed out, in which something was left behind, go on being drained.
    pub(super) async fn drain_others(&self) {
        let others: Vec<KnownLane> = {
            let registry = self.registry();
            let here = |known: &&KnownLane| Some(known.lane) != registry.active;
            registry.lanes.iter().filter(here).cloned().collect()
        };
        let mut lanes = Vec::new();
        for known in others.into_iter().filter(|known| self.folder.lane(known.lane).database().exists()) {
            match self.open_lane(&known, Fresh::default(), None).await {
                Ok(lane) if has_left(&lane).await => lanes.push(Arc::new(lane)),
                Ok(lane) => lane.store.close().await,
                Err(error) => {
                    tracing::warn!(%error, lane = %known.lane, "a lane on this device cannot be opened");
                }
            }
        }
        let before = self.drains.lock().unwrap_or_else(PoisonError::into_inner).take();
        drop(before);
        if !lanes.is_empty() {
            let drains = Drains {
                lanes: lanes.iter().map(Arc::downgrade).collect(),
                task: tokio::spawn(sync::drain_left_behind(lanes)),
            };
            *self.drains.lock().unwrap_or_else(PoisonError::into_inner) = Some(drains);
        }
    }

    /// Stops draining and lets go of those databases.
    async fn stop_drains(&self) {
        let drains = self.drains.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(drains) = drains else { return };
        drains.task.abort();
        for lane in &drains.lanes {
            let_go(lane).await;
        }
    }

    /// Stops the loop and lets go of the lane's database.
    pub(super) async fn halt(&self) {
        self.stop_drains().await;
        let running = self.running.write().unwrap_or_else(PoisonError::into_inner).take();
        let Some(running) = running else { return };
        running.task.abort();
        let lane = Arc::downgrade(&running.lane);
        running.lane.store.close().await;
        drop(running);
        let_go(&lane).await;
    }

    /// Stops to sync and closes the database. What was queued stays queued.
    pub async fn shut_down(&self) {
        let _door = self.door.lock().await;
        self.halt().await;
    }
}

/// One writer at a time: whoever signs in next must not open a database that is still held.
async fn let_go(lane: &Weak<Lane>) {
    let gone = async {
        while lane.strong_count() > 0 {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    };
    if tokio::time::timeout(LET_GO, gone).await.is_err() {
        tracing::warn!("a lane's database is still held");
    }
}

/// Whether something in the lane has not been handed in.
async fn has_left(lane: &Lane) -> bool {
    let left = lane.store.read(|c| {
        Box::pin(async move {
            let pushed: u64 = meta::get(c, Key::PushedSeq).await?.unwrap_or(0);
            sending::count_to_push(c, pushed).await
        })
    });
    left.await.is_ok_and(|left| left > 0)
}

pub(super) fn signed_out(server_url: String) -> Progress {
    let status = DeviceStatus {
        session: None,
        server_url,
        network: Network::Unknown,
        waiting: 0,
        wedged: 0,
        synced_at: None,
        shift: Shift::Off,
        approach: None,
    };
    Progress { status, busy: false, unseen: 0, pulls: 0, kicks: 0 }
}
