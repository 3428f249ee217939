//! The map's tiles on this device: one archive, kept whole or not at all.

mod files;

use std::{
    collections::BTreeMap,
    io,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use tokio::task::spawn_blocking;
use waybill_domain::calls::TileSet;
use waybill_door::settle;
use waybill_tiles::{Archive, TilesError};

use crate::device::DeviceError;
use files::TileFiles;

/// The tiles of one organization.
pub(crate) struct LocalTiles {
    files: TileFiles,
    /// The archive stays open from tile to tile. Whoever exchanges its file holds this.
    open: tokio::sync::Mutex<Option<Arc<OpenTiles>>>,
    /// What is coming down.
    wanted: Mutex<Option<TileSet>>,
    /// How often each version turned out to be broken.
    broken: Mutex<BTreeMap<String, u32>>,
}

/// An archive that is open.
pub(crate) struct OpenTiles {
    pub(crate) set: TileSet,
    archive: Archive,
}

impl OpenTiles {
    /// A tile, uncompressed; `None` where nothing is in it.
    pub(crate) async fn tile(&self, zoom: u8, x: u32, y: u32) -> Result<Option<Bytes>, TilesError> {
        settle(self.archive.tile(zoom, x, y)).await
    }
}

impl LocalTiles {
    /// Their files are beside the map's.
    pub(crate) fn beside(map: &Path) -> Self {
        Self {
            files: TileFiles::beside(map),
            open: tokio::sync::Mutex::default(),
            wanted: Mutex::default(),
            broken: Mutex::default(),
        }
    }

    /// The archive; `None` where none is kept.
    pub(crate) async fn open(&self) -> Result<Option<Arc<OpenTiles>>, TilesError> {
        let mut open = self.open.lock().await;
        if let Some(open) = &*open {
            return Ok(Some(Arc::clone(open)));
        }
        let Some(set) = self.files.kept() else { return Ok(None) };
        match self.read(set).await {
            Ok(tiles) => Ok(Some(Arc::clone(open.insert(tiles)))),
            Err((set, error)) => {
                if is_broken(&error) {
                    self.files.forget();
                    self.broke(&set);
                }
                Err(error)
            }
        }
    }

    /// An archive that turned out to be broken is kept no longer.
    pub(crate) async fn discard(&self, broken: &Arc<OpenTiles>) {
        let mut open = self.open.lock().await;
        if open.as_ref().is_some_and(|open| Arc::ptr_eq(open, broken)) {
            *open = None;
            self.files.forget();
            self.broke(&broken.set);
        }
    }

    /// A version that broke twice is not fetched again as long as the app runs: it is broken on the server, and would
    /// come down again and again.
    pub(crate) fn given_up(&self, set: &TileSet) -> bool {
        self.times_broken().get(&set.version).is_some_and(|times| *times > 1)
    }

    fn broke(&self, set: &TileSet) {
        *self.times_broken().entry(set.version.clone()).or_default() += 1;
    }

    fn times_broken(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, u32>> {
        self.broken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The tiles that are kept, and how long ago the server said that they are its.
    pub(crate) fn kept(&self) -> Option<(TileSet, Duration)> {
        Some((self.files.kept()?, self.files.age()?))
    }

    /// The tiles that are coming down.
    pub(crate) fn wanted(&self) -> Option<TileSet> {
        self.wanted.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Begins with these, or goes on with them; what there is of others goes, but for those that are kept.
    pub(crate) fn want(&self, set: &TileSet) {
        let kept = self.files.kept();
        self.files.sweep(&kept.iter().chain([set]).collect::<Vec<_>>());
        *self.wanted.lock().unwrap_or_else(PoisonError::into_inner) = Some(set.clone());
    }

    /// Goes on with them no more. What is here of them stays.
    pub(crate) fn pause(&self) {
        *self.wanted.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// The same, and what has come down of them goes.
    pub(crate) fn drop_part(&self) {
        self.pause();
        self.files.sweep(&self.files.kept().iter().collect::<Vec<_>>());
    }

    /// Bytes of the archive that are here.
    pub(crate) fn here(&self, set: &TileSet) -> u64 {
        self.files.here(set)
    }

    /// A piece of the archive has come down.
    pub(crate) async fn write(&self, set: &TileSet, from: u64, bytes: Bytes) -> Result<(), DeviceError> {
        let (files, set, path) = (self.files.clone(), set.clone(), self.files.archive(set));
        let written = settle(spawn_blocking(move || files.write(&set, from, &bytes))).await;
        written.unwrap_or_else(|gone| Err(DeviceError::io(&path, io::Error::other(gone))))
    }

    /// All of it is here: it takes the place of the one before. `false` where it is no archive.
    pub(crate) async fn finish(&self, set: &TileSet) -> Result<bool, DeviceError> {
        let mut open = self.open.lock().await;
        self.files.rename(set)?;
        let tiles = match self.read(set.clone()).await {
            Ok(tiles) => tiles,
            Err((set, error)) => {
                tracing::warn!(%error, "the map's tiles cannot be read as they came");
                self.broke(&set);
                return Ok(false);
            }
        };
        self.files.keep(set)?;
        *open = Some(tiles);
        self.pause();
        self.files.sweep(&[set]);
        Ok(true)
    }

    /// The server says that the tiles here are still its own.
    pub(crate) fn confirm(&self, set: &TileSet) -> Result<(), DeviceError> {
        self.files.keep(set)
    }

    /// Keeps none any more.
    pub(crate) async fn forget(&self) {
        *self.open.lock().await = None;
        self.pause();
        self.files.forget();
    }

    async fn read(&self, set: TileSet) -> Result<Arc<OpenTiles>, (TileSet, TilesError)> {
        match settle(Archive::open(&self.files.archive(&set), set.bytes)).await {
            Ok(archive) => Ok(Arc::new(OpenTiles { set, archive })),
            Err(error) => Err((set, error)),
        }
    }
}

/// Whether only another copy can help.
pub(crate) fn is_broken(error: &TilesError) -> bool {
    match error {
        TilesError::Io { error, .. } => error.kind() == io::ErrorKind::NotFound,
        TilesError::Broken { .. } | TilesError::Encode(_) => true,
    }
}
