//! The protocol machine's files, waited for on the spot in a simulation.

use tus_protocol::{
    AppendRequest, ConcatRequest, StateStore, Storage, StorageHandle, UploadInventory, UploadState,
    WriteMode,
    chrono::{DateTime, Utc},
};
use waybill_door::settle;

type Result<T> = std::result::Result<T, tus_protocol::Error>;

/// A store whose files other threads read and write.
#[derive(Debug)]
pub struct Settled<S>(pub(super) S);

impl<S> Settled<S> {
    /// The store itself.
    pub(super) fn inner(&self) -> &S {
        &self.0
    }
}

#[tus_protocol::async_trait::async_trait]
impl<S: Storage> Storage for Settled<S> {
    fn name(&self) -> &'static str {
        self.0.name()
    }

    async fn create(&self, upload_id: &str) -> Result<StorageHandle> {
        settle(self.0.create(upload_id)).await
    }

    async fn append(&self, request: AppendRequest) -> Result<StorageHandle> {
        settle(self.0.append(request)).await
    }

    async fn concat(&self, request: ConcatRequest) -> Result<StorageHandle> {
        settle(self.0.concat(request)).await
    }

    async fn delete(&self, handle: &StorageHandle) -> Result<()> {
        settle(self.0.delete(handle)).await
    }

    async fn size(&self, handle: &StorageHandle) -> Result<Option<u64>> {
        settle(self.0.size(handle)).await
    }
}

#[tus_protocol::async_trait::async_trait]
impl<S: StateStore> StateStore for Settled<S> {
    fn name(&self) -> &'static str {
        self.0.name()
    }

    async fn set(&self, state: &UploadState, mode: WriteMode) -> Result<()> {
        settle(self.0.set(state, mode)).await
    }

    async fn get(&self, id: &str) -> Result<Option<UploadState>> {
        settle(self.0.get(id)).await
    }

    async fn delete(&self, id: &str) -> Result<()> {
        settle(self.0.delete(id)).await
    }

    async fn list_expired(&self, before: DateTime<Utc>) -> Result<Vec<String>> {
        settle(self.0.list_expired(before)).await
    }
}

#[tus_protocol::async_trait::async_trait]
impl<S: UploadInventory> UploadInventory for Settled<S> {
    async fn list_upload_ids(&self, limit: usize, offset: usize) -> Result<Vec<String>> {
        settle(self.0.list_upload_ids(limit, offset)).await
    }
}
