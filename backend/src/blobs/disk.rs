//! Blobs as files. A file is either whole or not there: temp file, fsync, rename, fsync of the folder.

use std::{
    fs::{self, File},
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use bytes::Bytes;
use waybill_domain::{OrganizationId, proof::Sha256Hash};
use waybill_door::settle;

use super::{
    debris::remove_old,
    store::{BlobError, Variant},
};

/// Where files are written before they get their name.
const TEMP: &str = "blobs/.half-written";
/// A file that stands there for so long was left by a server that was killed.
const HALF_WRITTEN: Duration = Duration::from_secs(3_600);

/// Files below one folder.
#[derive(Clone, Debug)]
pub struct Disk {
    dir: Arc<PathBuf>,
}

impl Disk {
    /// Makes the folders where they are missing.
    pub(super) fn open(dir: &Path) -> Result<Self, BlobError> {
        for name in ["blobs", "copies", TEMP] {
            fs::create_dir_all(dir.join(name))?;
        }
        remove_old(&dir.join(TEMP), HALF_WRITTEN, |_| true)?;
        Ok(Self { dir: Arc::new(dir.to_owned()) })
    }

    pub(super) async fn put(
        &self,
        organization: OrganizationId,
        sha256: Sha256Hash,
        variant: Variant,
        bytes: Bytes,
    ) -> Result<(), BlobError> {
        let path = self.path(organization, sha256, variant);
        let temp = self.dir.join(TEMP).join(uuid::Uuid::now_v7().simple().to_string());
        blocking(move || write_whole(&temp, &path, &bytes)).await
    }

    pub(super) async fn get(
        &self,
        organization: OrganizationId,
        sha256: Sha256Hash,
        variant: Variant,
    ) -> Result<Option<Bytes>, BlobError> {
        let path = self.path(organization, sha256, variant);
        blocking(move || match fs::read(&path) {
            Ok(bytes) => Ok(Some(Bytes::from(bytes))),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        })
        .await
    }

    pub(super) async fn remove(
        &self,
        organization: OrganizationId,
        sha256: Sha256Hash,
        variant: Variant,
    ) -> Result<(), BlobError> {
        let path = self.path(organization, sha256, variant);
        blocking(move || match fs::remove_file(&path) {
            Ok(()) => path.parent().map_or(Ok(()), sync_folder),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
        })
        .await
    }

    /// Writes and removes a small file, so that a full or read-only disk is noticed before a photo is lost to it.
    pub(super) async fn ready(&self) -> Result<(), BlobError> {
        let path = self.dir.join(TEMP).join(uuid::Uuid::now_v7().simple().to_string());
        blocking(move || {
            fs::write(&path, b"ready")?;
            fs::remove_file(&path)
        })
        .await
    }

    fn path(&self, organization: OrganizationId, sha256: Sha256Hash, variant: Variant) -> PathBuf {
        let hex = sha256.to_string();
        let (head, tail) = hex.split_at(2);
        let (folder, name) = match variant {
            Variant::Sealed => ("blobs", tail.to_owned()),
            Variant::Copy(width) => ("copies", format!("{tail}-{width}.jpg")),
        };
        self.dir.join(folder).join(organization.to_string()).join(head).join(name)
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T, BlobError> {
    match settle(tokio::task::spawn_blocking(work)).await {
        Ok(result) => Ok(result?),
        Err(gone) => Err(BlobError::Io(io::Error::other(gone))),
    }
}

fn write_whole(temp: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().ok_or_else(|| io::Error::from(ErrorKind::InvalidInput))?;
    make_folder(folder)?;
    let written = write_synced(temp, bytes).and_then(|()| fs::rename(temp, path));
    if written.is_err() {
        // Half a file must not stay behind; the first error is the one worth telling.
        let _ = fs::remove_file(temp);
    }
    written?;
    sync_folder(folder)
}

fn write_synced(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// A new folder is only there after a crash if the folder above it was synced too.
fn make_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    if let Some(parent) = folder.parent() {
        make_folder(parent)?;
    }
    match fs::create_dir(folder) {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error),
    }
    folder.parent().map_or(Ok(()), sync_folder)
}

fn sync_folder(folder: &Path) -> io::Result<()> {
    // Only Unix lets a folder be opened and synced.
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}
