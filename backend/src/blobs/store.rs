//! One door to the bytes, whatever holds them.

use std::path::Path;

use bytes::Bytes;
use waybill_domain::{OrganizationId, proof::Sha256Hash};

use super::{copy::COPY_WIDTHS, disk::Disk, memory::Memory};

/// What of a blob is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Variant {
    /// The bytes that the hash names.
    Sealed,
    /// An upright JPEG without EXIF, at most this many pixels wide; 0: as wide as the original. Can always be made
    /// again from the sealed bytes.
    Copy(u32),
}

/// Why bytes could not be kept or found.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    /// The disk said no. Trying again can help.
    #[error("the blob folder: {0}")]
    Io(#[from] std::io::Error),
    /// The bytes on disk are no longer those that the name promises.
    #[error("the stored bytes do not have the hash {0}")]
    Corrupt(Sha256Hash),
}

/// Keeps bytes by organization and hash.
#[derive(Clone, Debug)]
pub enum BlobStore {
    /// Files in a folder: `ORGANIZATION/ab/cdef…`.
    Disk(Disk),
    /// For tests and demonstrations; gone with the process.
    Memory(Memory),
}

impl BlobStore {
    /// Keeps sealed bytes below `dir/blobs` and copies below `dir/copies`.
    pub fn on_disk(dir: &Path) -> Result<Self, BlobError> {
        Ok(Self::Disk(Disk::open(dir)?))
    }

    /// Keeps everything in memory.
    pub fn in_memory() -> Self {
        Self::Memory(Memory::default())
    }

    /// Keeps `bytes`. When this returns they survive a power cut. Keeping the same again does no harm.
    pub async fn put(
        &self,
        organization: OrganizationId,
        sha256: Sha256Hash,
        variant: Variant,
        bytes: Bytes,
    ) -> Result<(), BlobError> {
        match self {
            Self::Disk(disk) => disk.put(organization, sha256, variant, bytes).await,
            Self::Memory(memory) => {
                memory.put(organization, sha256, variant, bytes);
                Ok(())
            }
        }
    }

    /// The bytes, if they are here. Sealed bytes are checked against their name.
    pub async fn get(
        &self,
        organization: OrganizationId,
        sha256: Sha256Hash,
        variant: Variant,
    ) -> Result<Option<Bytes>, BlobError> {
        let found = match self {
            Self::Disk(disk) => disk.get(organization, sha256, variant).await?,
            Self::Memory(memory) => memory.get(organization, sha256, variant),
        };
        match found {
            Some(bytes) if variant == Variant::Sealed && Sha256Hash::of(&bytes) != sha256 => {
                Err(BlobError::Corrupt(sha256))
            }
            found => Ok(found),
        }
    }

    /// Removes a blob and all its copies. One that is not there is no error.
    pub async fn remove(&self, organization: OrganizationId, sha256: Sha256Hash) -> Result<(), BlobError> {
        let copies = COPY_WIDTHS.into_iter().chain([0]).map(Variant::Copy);
        for variant in copies.chain([Variant::Sealed]) {
            match self {
                Self::Disk(disk) => disk.remove(organization, sha256, variant).await?,
                Self::Memory(memory) => memory.remove(organization, sha256, variant),
            }
        }
        Ok(())
    }

    /// Whether bytes can be kept right now.
    pub async fn ready(&self) -> Result<(), BlobError> {
        match self {
            Self::Disk(disk) => disk.ready().await,
            Self::Memory(_) => Ok(()),
        }
    }
}
