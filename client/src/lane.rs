//! One lane at work: its database, its key, its account on the server.

use std::{
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::SigningKey;
use sqlx::SqlitePool;
use waybill_domain::{
    DeviceId, LaneId, Timestamp,
    member::Actor,
    protocol::{DeviceInfo, LaneInfo, PUSH_MAX, SessionInfo},
};

use crate::{
    ClientError,
    clock::Clock,
    device::{DataFolder, LaneFolder},
    keys,
    secrets::{Secrets, SecretsError},
    store::{
        Store, StoreError, blobs,
        meta::{self, Key},
        succession::{self, Why},
    },
    sync::Account,
};

/// A proof file that no row has named for so long was never said to be kept.
const UNNAMED_AGE: Duration = Duration::from_secs(30 * 86_400);

/// What a lane is made of.
pub(crate) struct Parts {
    pub(crate) data: Arc<DataFolder>,
    /// The first lane in this folder, after which it is named.
    pub(crate) home: LaneId,
    pub(crate) device: DeviceId,
    /// What people call the device.
    pub(crate) device_name: String,
    pub(crate) server_url: String,
    pub(crate) folder: LaneFolder,
    pub(crate) key: Option<SigningKey>,
    pub(crate) secrets: Arc<dyn Secrets>,
    pub(crate) account: Arc<Account>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) vfs: Option<String>,
    pub(crate) reads: Option<SqlitePool>,
    /// From a sign-in just now; a start without a network takes what is stored.
    pub(crate) session: Option<SessionInfo>,
    pub(crate) stands: Option<LaneInfo>,
}

/// An open lane.
pub(crate) struct Lane {
    pub(crate) home: LaneId,
    pub(crate) device: DeviceId,
    pub(crate) server_url: String,
    pub(crate) folder: LaneFolder,
    pub(crate) store: Store,
    pub(crate) secrets: Arc<dyn Secrets>,
    pub(crate) account: Arc<Account>,
    pub(crate) clock: Arc<dyn Clock>,
    /// Whoever queues a command, or lets another lane follow, holds this: lane, number and key belong together.
    pub(crate) turn: tokio::sync::Mutex<()>,
    device_name: String,
    id: RwLock<LaneId>,
    key: RwLock<Option<SigningKey>>,
    session: RwLock<SessionInfo>,
    push_limit: AtomicUsize,
    /// As long as the database is open, no other process may open it.
    _data: Arc<DataFolder>,
}

impl Lane {
    /// Opens the lane's folder and database.
    pub(crate) async fn open(parts: Parts) -> Result<Self, ClientError> {
        parts.folder.create()?;
        let store = Store::open_on(&parts.folder.database(), parts.vfs.as_deref(), parts.reads).await?;
        let (fresh, stands, home, key) = (parts.session, parts.stands, parts.home, parts.key.clone());
        let now = parts.clock.now();
        let (session, id) = store
            .tx(move |c| {
                Box::pin(async move {
                    if let Some(session) = &fresh {
                        meta::set(c, Key::Session, session).await?;
                    }
                    if meta::get::<LaneId>(c, Key::Lane).await?.is_none() {
                        meta::set(c, Key::Lane, &home).await?;
                    }
                    if let (Some(lane), Some(key)) = (&stands, &key) {
                        take_up(c, lane, key, now).await?;
                    }
                    let stored: Option<SessionInfo> = meta::get(c, Key::Session).await?;
                    let id = meta::get(c, Key::Lane).await?.unwrap_or(home);
                    Ok::<_, ClientError>((stored.ok_or(ClientError::NotSignedIn)?, id))
                })
            })
            .await?;
        let named = store.read(|c| Box::pin(async move { blobs::paths(c).await })).await?;
        parts.folder.sweep_unnamed(&named, UNNAMED_AGE);
        let key = match parts.key {
            Some(key) => Some(key),
            None => keys::load(&parts.secrets, id).await.unwrap_or_else(|error| {
                tracing::error!(%error, "the lane's key cannot be read");
                None
            }),
        };
        Ok(Self {
            home: parts.home,
            device: parts.device,
            server_url: parts.server_url,
            folder: parts.folder,
            store,
            secrets: parts.secrets,
            account: parts.account,
            clock: parts.clock,
            turn: tokio::sync::Mutex::new(()),
            device_name: parts.device_name,
            id: RwLock::new(id),
            key: RwLock::new(key),
            session: RwLock::new(session),
            push_limit: AtomicUsize::new(PUSH_MAX),
            _data: parts.data,
        })
    }

    /// Which lane it is now.
    pub(crate) fn id(&self) -> LaneId {
        *self.id.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Who is signed in.
    pub(crate) fn session(&self) -> SessionInfo {
        self.session.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The member as the server knows it now.
    pub(crate) fn set_session(&self, session: SessionInfo) {
        *self.session.write().unwrap_or_else(PoisonError::into_inner) = session;
    }

    /// The key that signs this lane's commands, once the keystore has given it.
    pub(crate) fn key(&self) -> Option<SigningKey> {
        self.key.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The key, asked for again: a keystore that was locked when the app started may be open by now. One that has lost it
    /// gets the key of the lane that will follow, so that work goes on without a network.
    pub(crate) async fn unlock(&self) -> Result<SigningKey, ClientError> {
        if let Some(key) = self.key() {
            return Ok(key);
        }
        let key = match keys::load(&self.secrets, self.id()).await? {
            Some(key) => key,
            None => {
                let key = keys::next(&self.secrets, self.home).await?;
                self.give_up(Why::KeyLost).await?;
                key
            }
        };
        *self.key.write().unwrap_or_else(PoisonError::into_inner) = Some(key.clone());
        Ok(key)
    }

    /// The lane cannot go on; the next push lets another follow.
    pub(crate) async fn give_up(&self, why: Why) -> Result<(), StoreError> {
        self.store.tx(move |c| Box::pin(async move { meta::set(c, Key::Forked, &why).await })).await
    }

    /// Goes on in another lane, with all that waits.
    pub(crate) async fn follow(
        &self,
        lane: LaneInfo,
        key: &SigningKey,
        session: SessionInfo,
    ) -> Result<(), ClientError> {
        let _turn = self.turn.lock().await;
        let (now, id, signer) = (self.now(), lane.id, key.clone());
        let kept = session.clone();
        self.store
            .tx(move |c| {
                Box::pin(async move {
                    meta::set(c, Key::Session, &kept).await?;
                    succession::adopt(c, &lane, &signer, Why::Copied, now).await
                })
            })
            .await?;
        *self.id.write().unwrap_or_else(PoisonError::into_inner) = id;
        *self.key.write().unwrap_or_else(PoisonError::into_inner) = Some(key.clone());
        self.set_session(session);
        Ok(())
    }

    /// This device, with the public half of `key`.
    pub(crate) fn device_info(&self, key: &SigningKey) -> DeviceInfo {
        DeviceInfo {
            id: self.device,
            name: self.device_name.clone(),
            platform: std::env::consts::OS.to_owned(),
            public_key: STANDARD.encode(key.verifying_key().to_bytes()),
        }
    }

    /// Whoever acts on this lane.
    pub(crate) fn actor(&self) -> Actor {
        let session = self.session();
        Actor { member: session.member.id, role: session.member.role }
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// How many commands go into one push.
    pub(crate) fn push_limit(&self) -> usize {
        self.push_limit.load(Ordering::Relaxed)
    }

    /// The server, or something before it, refuses a push: half as many next time.
    pub(crate) fn push_less(&self, than: usize) {
        self.push_limit.store((than / 2).max(1), Ordering::Relaxed);
    }

    /// A push went through.
    pub(crate) fn push_more(&self) {
        let twice = self.push_limit().saturating_mul(2).min(PUSH_MAX);
        self.push_limit.store(twice, Ordering::Relaxed);
    }
}

/// A sign-in has opened this lane. One that the server knows further than this database does goes on from there, so that
/// no number is used twice; another one than before takes over what waits.
async fn take_up(
    conn: &mut sqlx::SqliteConnection,
    lane: &LaneInfo,
    key: &SigningKey,
    now: Timestamp,
) -> Result<(), ClientError> {
    if succession::adopt(conn, lane, key, Why::OtherLane, now).await? {
        return Ok(());
    }
    let ours: Option<u64> = meta::get(conn, Key::LastSeq).await?;
    if ours.is_none() && lane.last_seq > 0 {
        meta::set(conn, Key::LastSeq, &lane.last_seq).await?;
        meta::set(conn, Key::LastHash, &lane.last_hash).await?;
        meta::set(conn, Key::PushedSeq, &lane.last_seq).await?;
    }
    Ok(())
}

/// A lane without a key signs nothing.
pub(crate) fn no_key() -> SecretsError {
    SecretsError("this device has lost its signing key; sign in again".to_owned())
}
