//! Photos, signatures and drafts: kept at every step, so that a killed app loses nothing.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use waybill_domain::{
    DeliveryId,
    calls::driver::{KeepBlob, ReadBlob, SaveDraft},
    proof::{BlobRef, Sha256Hash},
    rules::Rejected,
};
use waybill_door::settle;

use super::Controller;
use crate::{
    ClientError,
    device::{DeviceError, files},
    lane::Lane,
    photo::{self, PhotoError, Taken},
    shell::{News, Shell},
    store::{blobs, drafts},
    view,
};

impl<S: Shell> Controller<S> {
    /// Keeps a photo or signature: the file first, then its row.
    pub async fn keep_blob(&self, ask: KeepBlob) -> Result<BlobRef, ClientError> {
        let bytes = STANDARD
            .decode(ask.bytes.trim())
            .map_err(|_| ClientError::input("bytes", "must be the file in base64"))?;
        self.keep_bytes(ask.delivery, ask.kind, bytes).await
    }

    /// The same for bytes at hand.
    pub async fn keep_bytes(
        &self,
        delivery: DeliveryId,
        kind: waybill_domain::proof::BlobKind,
        bytes: Vec<u8>,
    ) -> Result<BlobRef, ClientError> {
        let running = self.running()?;
        let lane = &running.lane;
        known(lane, delivery).await?;
        if !lane.store.has_room() {
            return Err(DeviceError::DiskFull.into());
        }
        let taken = Taken { at: lane.now(), fix: self.geo(&running) };
        let folder = lane.folder.clone();
        let kept = tokio::task::spawn_blocking(move || {
            let prepared = photo::prepare(kind, &bytes, taken)?;
            let sha256 = Sha256Hash::of(&prepared.bytes);
            let path = format!("blobs/{sha256}.{}", prepared.extension);
            let file = folder.file(&path);
            files::write_whole(&file, &prepared.bytes).map_err(|e| DeviceError::io(&file, e))?;
            let size = prepared.bytes.len() as u64;
            let blob = BlobRef { sha256, size, mime: prepared.mime.to_owned(), kind };
            Ok::<_, ClientError>((blob, path))
        });
        let (blob, path) = settle(kept).await.map_err(|e| PhotoError::Damaged(e.to_string()))??;
        let (row, now) = (blob.clone(), lane.now());
        lane.store
            .tx(move |c| Box::pin(async move { blobs::keep(c, &row, &path, delivery, now).await }))
            .await?;
        Ok(blob)
    }

    /// A kept file, as base64.
    pub async fn read_blob(&self, ask: ReadBlob) -> Result<String, ClientError> {
        let running = self.running()?;
        let lane = &running.lane;
        let row = lane.store.read(move |c| Box::pin(async move { blobs::get(c, ask.sha256).await })).await?;
        let row = row.ok_or(ClientError::NoSuchFile)?;
        let bytes = settle(tokio::fs::read(lane.folder.file(&row.path))).await;
        Ok(STANDARD.encode(bytes.map_err(|_| ClientError::NoSuchFile)?))
    }

    /// Keeps a draft, or discards it with the files that only it refers to.
    pub async fn save_draft(&self, ask: SaveDraft) -> Result<(), ClientError> {
        let running = self.running()?;
        let lane = &running.lane;
        known(lane, ask.delivery).await?;
        let now = lane.now();
        let unused = lane
            .store
            .tx(move |c| {
                Box::pin(async move {
                    match ask.draft {
                        Some(draft) => {
                            drafts::put(c, ask.delivery, &draft, now).await?;
                            Ok(Vec::new())
                        }
                        None => {
                            drafts::remove(c, ask.delivery).await?;
                            blobs::drop_unused(c, ask.delivery).await
                        }
                    }
                })
            })
            .await?;
        for path in unused {
            let _ = settle(tokio::fs::remove_file(lane.folder.file(&path))).await;
        }
        self.hub.shell.emit(News::Changed);
        Ok(())
    }
}

/// Proof is only kept for a delivery that this device knows.
async fn known(lane: &Lane, delivery: DeliveryId) -> Result<(), ClientError> {
    let (actor, organization) = (lane.actor(), lane.session().organization.id);
    let mine = lane
        .store
        .read(move |c| Box::pin(async move { view::my_delivery(c, delivery, actor, organization).await }))
        .await?;
    mine.map(|_| ()).ok_or(ClientError::Rejected(Rejected::Unknown))
}
