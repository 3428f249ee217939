//! Uploads under way: tus 1.0 over files, one folder for each organization, so that no id reaches into another.

use std::{
    collections::{HashMap, HashSet},
    io,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use tokio_util::sync::CancellationToken;
use tus_protocol::{
    ChecksumAlgorithm, Config, Extension, Locker as _, NoopHookExecutor, ProtocolHandle, StateStore as _,
    Storage as _, UploadId, UploadInventory as _, UploadState, chrono::DateTime,
    locking::memory::MemoryLocker, state::file::FileStateStore, storage::file::FileStorage,
};
use waybill_domain::{MemberId, OrganizationId, Timestamp, proof::Sha256Hash, protocol::BLOB_MAX};
use waybill_door::settle;

use super::{debris::remove_old, settled::Settled};

/// Where uploads live on the wire.
pub(crate) const BASE_PATH: &str = "/api/v1/uploads";
/// Metadata keys. `member` is put in by the server.
pub(crate) const SHA256: &str = "sha256";
pub(crate) const MIME: &str = "mime";
pub(crate) const MEMBER: &str = "member";

/// How long a request waits for another one on the same upload.
const LOCK_MAX: Duration = Duration::from_secs(10);

/// The protocol machine of one organization.
pub type Tus = ProtocolHandle<Settled<FileStorage>, Settled<FileStateStore>, MemoryLocker, NoopHookExecutor>;

/// Why an upload could not be served.
pub type UploadError = tus_protocol::Error;

/// All uploads under way.
#[derive(Debug)]
pub struct Uploads {
    dir: PathBuf,
    lifetime: Duration,
    open: Mutex<HashMap<OrganizationId, Tus>>,
    receiving: Mutex<HashMap<String, CancellationToken>>,
}

/// An upload whose last byte has come, not yet verified.
#[derive(Debug)]
pub struct Finished {
    /// Whose.
    pub member: MemberId,
    /// What the bytes were said to be.
    pub promised: Sha256Hash,
    /// What came.
    pub bytes: Bytes,
}

impl Uploads {
    /// Keeps uploads below `dir/uploads`, each for `lifetime` after it was begun.
    pub fn new(dir: &Path, lifetime: Duration) -> Self {
        Self { dir: dir.join("uploads"), lifetime, open: Mutex::default(), receiving: Mutex::default() }
    }

    /// The protocol machine of `organization`.
    pub fn of(&self, organization: OrganizationId) -> Result<Tus, UploadError> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(tus) = open.get(&organization) {
            return Ok(tus.clone());
        }
        let dir = self.dir.join(organization.to_string());
        let tus = ProtocolHandle::new(
            config(self.lifetime),
            Settled(FileStorage::new_sync(dir.join("bytes"))?),
            Settled(FileStateStore::new_sync(dir.join("state"))?),
            MemoryLocker::new(),
            NoopHookExecutor::new(),
        );
        open.insert(organization, tus.clone());
        Ok(tus)
    }

    /// The upload's state, if it is there and `member` began it.
    pub async fn find(
        &self,
        organization: OrganizationId,
        member: MemberId,
        id: &UploadId,
    ) -> Result<UploadState, UploadError> {
        let state = self.of(organization)?.state_store_arc().get(id.as_str()).await?;
        state
            .filter(|state| text(state, MEMBER) == Some(member.to_string()))
            .ok_or_else(|| UploadError::NotFound(id.to_string()))
    }

    /// Ends a request that is still receiving bytes for `id`, and stands in its place. A phone that comes back on
    /// another network must not wait until the server has noticed that the old connection is dead.
    pub fn take_over(&self, id: &UploadId) -> CancellationToken {
        let token = CancellationToken::new();
        let mut receiving = self.receiving.lock().unwrap_or_else(PoisonError::into_inner);
        receiving.retain(|_, other| !other.is_cancelled());
        if let Some(before) = receiving.insert(id.to_string(), token.clone()) {
            before.cancel();
        }
        token
    }

    /// All bytes of an upload whose last byte has come; `None` while some are missing. Holds off everybody else while
    /// it reads.
    pub async fn finished(
        &self,
        organization: OrganizationId,
        id: &UploadId,
    ) -> Result<Option<Finished>, UploadError> {
        let tus = self.of(organization)?;
        let _turn = tus.locker_arc().lock(id.as_str(), LOCK_MAX).await?;
        let Some(state) = tus.state_store_arc().get(id.as_str()).await? else {
            return Err(UploadError::NotFound(id.to_string()));
        };
        if !state.is_complete() {
            return Ok(None);
        }
        let (Some(handle), Some(promised), Some(member)) = (
            state.storage_handle(),
            text(&state, SHA256).and_then(|hex| hex.parse().ok()),
            text(&state, MEMBER).and_then(|id| id.parse().ok()),
        ) else {
            return Err(UploadError::Internal(format!("the upload {id} has no promise")));
        };
        let storage = tus.storage_arc();
        match settle(tokio::fs::read(storage.inner().root().join(handle.key()))).await {
            Ok(bytes) => Ok(Some(Finished { member, promised, bytes: Bytes::from(bytes) })),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                // A state without bytes has nothing to go on from: whoever sends it begins again.
                tus.state_store_arc().delete(id.as_str()).await?;
                Err(UploadError::NotFound(id.to_string()))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Removes an upload and its bytes. The state goes first: bytes that no state names are swept, but a state without
    /// bytes would promise what is not there.
    pub async fn forget(&self, organization: OrganizationId, id: &UploadId) -> Result<(), UploadError> {
        let tus = self.of(organization)?;
        let _turn = tus.locker_arc().lock(id.as_str(), LOCK_MAX).await?;
        let states = tus.state_store_arc();
        let handle = states.get(id.as_str()).await?.and_then(|state| state.storage_handle());
        states.delete(id.as_str()).await?;
        match handle {
            Some(handle) => tus.storage_arc().delete(&handle).await,
            None => Ok(()),
        }
    }

    /// All uploads under way, of all organizations, each with whether its time is over at `now`.
    pub async fn all(&self, now: Timestamp) -> Result<Vec<(OrganizationId, UploadId, bool)>, UploadError> {
        let now = DateTime::from_timestamp_millis(now.as_millis()).unwrap_or_default();
        let mut all = Vec::new();
        for organization in self.organizations()? {
            let states = self.of(organization)?.state_store_arc();
            let expired = states.list_expired(now).await?;
            for id in states.list_upload_ids(usize::MAX, 0).await? {
                let over = expired.contains(&id);
                all.push((organization, id.parse()?, over));
            }
        }
        Ok(all)
    }

    /// Removes files that a killed server left: states that were being written, and bytes that no state names. Only
    /// what is older than an upload may be.
    pub async fn remove_debris(&self) -> Result<usize, UploadError> {
        let mut removed = 0;
        for organization in self.organizations()? {
            let states = self.of(organization)?.state_store_arc();
            let mut named = HashSet::new();
            for id in states.list_upload_ids(usize::MAX, 0).await? {
                let state = states.get(&id).await?;
                named.extend(state.and_then(|state| Some(state.storage_handle()?.key().to_owned())));
            }
            let dir = self.dir.join(organization.to_string());
            removed += remove_old(&dir.join("state"), self.lifetime, |name| name.ends_with(".tmp"))?;
            removed += remove_old(&dir.join("bytes"), self.lifetime, |name| !named.contains(name))?;
        }
        Ok(removed)
    }

    fn organizations(&self) -> io::Result<Vec<OrganizationId>> {
        let entries = match std::fs::read_dir(&self.dir) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        Ok(entries.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok()).collect())
    }
}

fn config(lifetime: Duration) -> Config {
    Config::new()
        .with_base_path(BASE_PATH)
        .with_max_size(BLOB_MAX)
        .with_max_intake_buffer(BLOB_MAX)
        .with_expiration(lifetime)
        .with_lock_timeout(LOCK_MAX)
        .with_checksum(ChecksumAlgorithm::Sha256)
        .with_extension(Extension::CreationWithUpload)
        .with_extension(Extension::Expiration)
        .without_extension(Extension::CreationDeferLength)
        .without_download()
}

fn text(state: &UploadState, key: &str) -> Option<String> {
    state.metadata().get(key).and_then(|value| value.as_str().map(ToOwned::to_owned))
}
