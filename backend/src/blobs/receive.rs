//! Bytes come in: checked against what was promised, kept, and told to every delivery that waits for them.

use bytes::Bytes;
use waybill_domain::{OrganizationId, proof::Sha256Hash, protocol::BLOB_MAX};

use super::{
    check::{NotAnImage, Picture},
    copy::on_decoder,
    store::{BlobError, Variant},
};
use crate::{
    App, service,
    store::{StoreError, blobs::Blob},
};

/// Bytes that were verified and kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// Their hash.
    pub sha256: Sha256Hash,
    /// What they are.
    pub blob: Blob,
}

/// Why bytes were not kept.
#[derive(Debug, thiserror::Error)]
pub enum ReceiveError {
    /// Something was changed on the way, or another file was sent.
    #[error("the bytes have the hash {actual}, not {promised}")]
    WrongHash {
        /// What was promised.
        promised: Sha256Hash,
        /// What came.
        actual: Sha256Hash,
    },
    /// More than [`BLOB_MAX`].
    #[error("{size} bytes are too many; at most {BLOB_MAX} are taken")]
    TooLarge {
        /// In bytes.
        size: u64,
    },
    /// Not a picture that is taken.
    #[error(transparent)]
    NotAnImage(#[from] NotAnImage),
    /// They could not be written.
    #[error(transparent)]
    Blob(#[from] BlobError),
    /// They could not be recorded.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ReceiveError {
    /// Whether the bytes themselves are at fault, so that they are dropped and must be sent anew.
    pub fn is_final(&self) -> bool {
        match self {
            Self::WrongHash { .. } | Self::TooLarge { .. } | Self::NotAnImage(_) => true,
            Self::Blob(_) | Self::Store(_) => false,
        }
    }
}

/// Takes `bytes` in, which were promised to have the hash `promised`. The file is safe before the database says so;
/// the same again does no harm.
pub async fn receive(
    app: &App,
    organization: OrganizationId,
    promised: Sha256Hash,
    bytes: Bytes,
) -> Result<Received, ReceiveError> {
    let size = bytes.len() as u64;
    if size > BLOB_MAX {
        return Err(ReceiveError::TooLarge { size });
    }
    let looked_at = bytes.clone();
    let (actual, picture) = on_decoder(move || {
        let actual = Sha256Hash::of(&looked_at);
        let picture = (actual == promised).then(|| Picture::decode(&looked_at));
        (actual, picture)
    })
    .await?;
    let Some(picture) = picture else {
        return Err(ReceiveError::WrongHash { promised, actual });
    };
    let blob = Blob { size, mime: picture?.info.mime.to_owned() };
    app.blobs.put(organization, promised, Variant::Sealed, bytes).await?;
    let (noted, now) = (blob.clone(), app.clock.now());
    app.store
        .tx(move |tx| {
            Box::pin(async move { service::proof_received(tx, organization, promised, &noted, now).await })
        })
        .await?;
    Ok(Received { sha256: promised, blob })
}
