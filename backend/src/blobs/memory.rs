//! Blobs in memory.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use bytes::Bytes;
use waybill_domain::{OrganizationId, proof::Sha256Hash};

use super::store::Variant;

type Key = (OrganizationId, Sha256Hash, Variant);

/// A map from name to bytes.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    blobs: Arc<Mutex<HashMap<Key, Bytes>>>,
}

impl Memory {
    pub(super) fn put(
        &self,
        organization: OrganizationId,
        sha256: Sha256Hash,
        variant: Variant,
        bytes: Bytes,
    ) {
        let mut blobs = self.blobs.lock().unwrap_or_else(PoisonError::into_inner);
        blobs.insert((organization, sha256, variant), bytes);
    }

    pub(super) fn get(
        &self,
        organization: OrganizationId,
        sha256: Sha256Hash,
        variant: Variant,
    ) -> Option<Bytes> {
        let blobs = self.blobs.lock().unwrap_or_else(PoisonError::into_inner);
        blobs.get(&(organization, sha256, variant)).cloned()
    }

    pub(super) fn remove(&self, organization: OrganizationId, sha256: Sha256Hash, variant: Variant) {
        let mut blobs = self.blobs.lock().unwrap_or_else(PoisonError::into_inner);
        blobs.remove(&(organization, sha256, variant));
    }
}
