//! How far the last backup reaches, for the phones.
//!
//! A backup is made by another process, and the database has one writer: so it leaves a file, and the server takes that
//! up.

use std::{path::Path, time::Duration};

use super::{BackupError, Manifest};
use crate::{
    App,
    store::{
        StoreError,
        backups::{self, Reached},
    },
};

/// Left in the data folder by the last backup.
pub(super) const FILE: &str = "last-backup.json";
/// How often the server looks for it.
const EVERY: Duration = Duration::from_secs(5);

/// Leaves word of a finished backup.
pub(super) fn leave(data: &Path, manifest: &Manifest) -> Result<(), BackupError> {
    manifest.write(data, FILE)
}

/// Takes up the word of the last backup, if there is a new one. Whether there was.
pub async fn note(app: &App) -> Result<bool, StoreError> {
    let path = app.config.data_dir.join(FILE);
    let Ok(json) = std::fs::read(&path) else { return Ok(false) };
    let manifest: Manifest = match serde_json::from_slice(&json) {
        Ok(manifest) => manifest,
        Err(error) => {
            tracing::warn!(%error, file = %path.display(), "the word of the last backup cannot be read");
            return Ok(false);
        }
    };
    let mut snapshot = app.store.snapshot().await?;
    let mut news = false;
    for reach in &manifest.logs {
        let known = backups::last(&mut snapshot, reach.organization).await?;
        news |= known.is_none_or(|known| known.at < manifest.at);
    }
    drop(snapshot);
    if !news {
        return Ok(false);
    }
    app.store
        .tx(move |tx| {
            Box::pin(async move {
                for reach in &manifest.logs {
                    let head = crate::store::log::head(tx.conn(), reach.organization).await;
                    // A log that is not the one that was backed up learns nothing from it.
                    let Ok(head) = head else { continue };
                    let same = crate::store::log::head_at(tx.conn(), reach.organization, reach.seq).await?
                        == reach.head
                        && head.epoch == reach.epoch;
                    if same {
                        let reached =
                            Reached { epoch: reach.epoch.clone(), log_seq: reach.seq, at: manifest.at };
                        backups::note(tx.conn(), reach.organization, &reached).await?;
                        for (lane, seq) in &manifest.lanes {
                            let lane = lane.to_string();
                            backups::note_lane(tx.conn(), reach.organization, &lane, *seq).await?;
                        }
                    }
                }
                Ok::<_, StoreError>(())
            })
        })
        .await?;
    Ok(true)
}

/// Looks for new backups until the server stops.
pub async fn keep_noting(app: App) {
    loop {
        match note(&app).await {
            Ok(true) => tracing::info!("a backup was noted; phones may let go of what it holds"),
            Ok(false) => {}
            Err(error) => tracing::warn!(%error, "the last backup could not be noted"),
        }
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            () = app.stopping.cancelled() => return,
        }
    }
}
