//! Opening the folder, starting and stopping a lane's loop.

use std::{
    sync::{Arc, Mutex, PoisonError, RwLock, atomic::AtomicU64},
    time::Duration,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::SigningKey;
use tokio::sync::{mpsc, watch};
use waybill_domain::{
    Fix, LaneId,
    calls::driver::{DeviceStatus, Network, Shift},
    protocol::{LaneInfo, SessionInfo, Tokens},
};
use waybill_door::settle;

use super::{Controller, Running, Settings};
use crate::{
    ClientError,
    device::{DataFolder, DeviceError, KnownLane, Registry},
    lane::{Lane, Parts},
    secrets::{Secrets, SecretsError},
    shell::Shell,
    store::{
        StoreError,
        meta::{self, Key},
    },
    sync::{self, Account, Hub, Progress},
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
        let progress = watch::Sender::new(signed_out(server_url));
        let controller = Self {
            secrets: shell.secrets(),
            clock: shell.clock(),
            hub: Arc::new(Hub { shell, progress }),
            folder: Arc::new(folder),
            registry: Mutex::new(registry),
            connect: settings.connect,
            vfs: settings.vfs,
            server_url: settings.server_url,
            fix_seq: AtomicU64::new(0),
            running: RwLock::new(None),
            door: tokio::sync::Mutex::new(()),
        };
        if let Some(known) = known
            && let Err(error) = controller.start(&known, Fresh::default()).await
        {
            // An app that does not start helps nobody: signing in again says in words what is wrong.
            tracing::error!(%error, lane = %known.lane, "the lane cannot be opened");
        }
        Ok(controller)
    }

    /// Opens a lane and starts its loop.
    pub(super) async fn start(&self, known: &KnownLane, fresh: Fresh) -> Result<SessionInfo, ClientError> {
        let wire = (self.connect)(&known.server_url)?;
        let key = match fresh.key {
            Some(key) => Some(key),
            None => load_key(&self.secrets, known.lane).await.unwrap_or_else(|error| {
                tracing::error!(%error, "the lane's key cannot be read");
                None
            }),
        };
        let account = Account::open(wire, Arc::clone(&self.secrets), known.lane, fresh.tokens).await;
        let folder = self.folder.lane(known.lane);
        let file = folder.database();
        let reads = self.hub.shell.pool(&file).await;
        let device = self.registry().device;
        let lane = Lane::open(Parts {
            data: Arc::clone(&self.folder),
            id: known.lane,
            device,
            server_url: known.server_url.clone(),
            folder,
            key,
            account: Arc::new(account),
            clock: Arc::clone(&self.clock),
            vfs: self.vfs.clone(),
            reads: reads.clone(),
            session: fresh.session,
            stands: fresh.stands,
        })
        .await?;
        if reads.is_none() {
            self.hub.shell.opened(&file, lane.store.pool()).await;
        }
        let last_fix: Option<Fix> =
            lane.store.read(|c| Box::pin(async move { meta::get(c, Key::LastFix).await })).await?;
        let session = lane.session();
        let map = self.folder.map_file(&known.server_url, session.organization.id);
        let lane = Arc::new(lane);
        let (status, fixes) = sync::stands(&lane, Network::Unknown).await?;
        self.hub.publish(Progress { status, busy: true, fixes, pulls: 0, kicks: 0 });
        let (sender, receiver) = mpsc::unbounded_channel();
        let task = sync::run(Arc::clone(&lane), Arc::clone(&self.hub), map, (sender.clone(), receiver));
        let running = Running {
            lane,
            inbox: sender,
            kicks: AtomicU64::new(0),
            task: tokio::spawn(task),
            last_fix: Mutex::new(last_fix),
            stops: Mutex::new(None),
        };
        *self.running.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(running));
        Ok(session)
    }

    /// Stops the loop and lets go of the lane's database.
    pub(super) async fn halt(&self) {
        let running = self.running.write().unwrap_or_else(PoisonError::into_inner).take();
        let Some(running) = running else { return };
        running.task.abort();
        let lane = Arc::downgrade(&running.lane);
        running.lane.store.close().await;
        drop(running);
        // One writer at a time: whoever signs in next must not open a database that is still held.
        let gone = async {
            while lane.strong_count() > 0 {
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        };
        if tokio::time::timeout(LET_GO, gone).await.is_err() {
            tracing::warn!("the lane's database is still held");
        }
    }

    /// Stops to sync and closes the database. What was queued stays queued.
    pub async fn shut_down(&self) {
        let _door = self.door.lock().await;
        self.halt().await;
    }

    /// Says again where things stand, with what the database holds now.
    pub(super) async fn restate(&self, lane: &Lane) -> Result<(), StoreError> {
        let before = self.hub.progress.borrow().clone();
        let (status, fixes) = sync::stands(lane, before.status.network).await?;
        self.hub.publish(Progress { status, fixes, ..before });
        Ok(())
    }
}

pub(super) fn signed_out(server_url: String) -> Progress {
    let status = DeviceStatus {
        session: None,
        server_url,
        network: Network::Unknown,
        waiting: 0,
        synced_at: None,
        shift: Shift::Off,
    };
    Progress { status, busy: false, fixes: 0, pulls: 0, kicks: 0 }
}

fn key_name(lane: LaneId) -> String {
    format!("lane-key-{lane}")
}

pub(super) async fn load_key(
    secrets: &Arc<dyn Secrets>,
    lane: LaneId,
) -> Result<Option<SigningKey>, SecretsError> {
    let secrets = Arc::clone(secrets);
    let text = sync::blocking(move || secrets.get(&key_name(lane))).await?;
    let Some(text) = text else { return Ok(None) };
    let bytes = STANDARD.decode(text.trim()).map_err(|e| SecretsError(e.to_string()))?;
    let bytes: [u8; 32] = bytes.try_into().map_err(|_| SecretsError("not a key of 32 bytes".to_owned()))?;
    Ok(Some(SigningKey::from_bytes(&bytes)))
}

pub(super) async fn save_key(
    secrets: &Arc<dyn Secrets>,
    lane: LaneId,
    key: &SigningKey,
) -> Result<(), SecretsError> {
    let (secrets, text) = (Arc::clone(secrets), STANDARD.encode(key.to_bytes()));
    sync::blocking(move || secrets.set(&key_name(lane), &text)).await
}
