//! One lane at work: its database, its key, its account on the server.

use std::{
    sync::{
        Arc, OnceLock, PoisonError, RwLock,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use ed25519_dalek::SigningKey;
use sqlx::SqlitePool;
use waybill_domain::{
    DeviceId, LaneId, Timestamp,
    member::Actor,
    protocol::{LaneInfo, PUSH_MAX, SessionInfo},
};

use crate::{
    ClientError,
    clock::Clock,
    device::{DataFolder, LaneFolder},
    store::{
        Store, StoreError, blobs,
        meta::{self, Key},
    },
    sync::Account,
};

/// A proof file that no row has named for so long was never said to be kept.
const UNNAMED_AGE: Duration = Duration::from_secs(30 * 86_400);

/// What a lane is made of.
pub(crate) struct Parts {
    pub(crate) data: Arc<DataFolder>,
    pub(crate) id: LaneId,
    pub(crate) device: DeviceId,
    pub(crate) server_url: String,
    pub(crate) folder: LaneFolder,
    pub(crate) key: Option<SigningKey>,
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
    pub(crate) id: LaneId,
    pub(crate) device: DeviceId,
    pub(crate) server_url: String,
    pub(crate) folder: LaneFolder,
    pub(crate) store: Store,
    key: OnceLock<SigningKey>,
    pub(crate) account: Arc<Account>,
    pub(crate) clock: Arc<dyn Clock>,
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
        let (fresh, stands) = (parts.session, parts.stands);
        let session = store
            .tx(move |c| {
                Box::pin(async move {
                    if let Some(session) = &fresh {
                        meta::set(c, Key::Session, session).await?;
                    }
                    if let Some(lane) = &stands {
                        take_up(c, lane).await?;
                    }
                    let stored: Option<SessionInfo> = meta::get(c, Key::Session).await?;
                    stored.ok_or(ClientError::NotSignedIn)
                })
            })
            .await?;
        let named = store.read(|c| Box::pin(async move { blobs::paths(c).await })).await?;
        parts.folder.sweep_unnamed(&named, UNNAMED_AGE);
        Ok(Self {
            id: parts.id,
            device: parts.device,
            server_url: parts.server_url,
            folder: parts.folder,
            store,
            key: parts.key.map(OnceLock::from).unwrap_or_default(),
            account: parts.account,
            clock: parts.clock,
            session: RwLock::new(session),
            push_limit: AtomicUsize::new(PUSH_MAX),
            _data: parts.data,
        })
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
    pub(crate) fn key(&self) -> Option<&SigningKey> {
        self.key.get()
    }

    /// The keystore has given the key after all.
    pub(crate) fn set_key(&self, key: SigningKey) {
        // Whoever was first has set the same one.
        let _ = self.key.set(key);
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

    /// The server, or something before it, finds pushes too large.
    pub(crate) fn push_less(&self) {
        let half = (self.push_limit() / 2).max(1);
        self.push_limit.store(half, Ordering::Relaxed);
    }
}

/// A lane that the server knows further than this database does goes on from there, so that no number is used twice.
async fn take_up(conn: &mut sqlx::SqliteConnection, lane: &LaneInfo) -> Result<(), StoreError> {
    let ours: Option<u64> = meta::get(conn, Key::LastSeq).await?;
    if ours.is_none() && lane.last_seq > 0 {
        meta::set(conn, Key::LastSeq, &lane.last_seq).await?;
        meta::set(conn, Key::LastHash, &lane.last_hash).await?;
        meta::set(conn, Key::PushedSeq, &lane.last_seq).await?;
    }
    Ok(())
}
