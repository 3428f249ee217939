//! The folder of the map: one sub-folder an import, and the file that says which one holds.

use std::{
    fs::{self, File, TryLockError},
    io::{self, ErrorKind, Write as _},
    path::{Path, PathBuf},
};

use uuid::Uuid;
use waybill_domain::Timestamp;

use super::{MapError, manifest::Manifest};

const CURRENT: &str = "current.json";
const LOCK: &str = "lock";

/// The folder `map` in the data folder. It need not exist.
#[derive(Clone, Debug)]
pub struct MapFolder {
    root: PathBuf,
}

/// An imported map, as it is on the disk.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    /// The folder of its files.
    pub dir: PathBuf,
    /// What it is.
    pub manifest: Manifest,
}

impl Imported {
    /// The road graph.
    pub fn roads(&self) -> PathBuf {
        self.dir.join("roads.wbg")
    }

    /// The index of places.
    pub fn places(&self) -> PathBuf {
        self.dir.join("places.db")
    }

    /// The archive of vector tiles.
    pub fn tiles(&self) -> PathBuf {
        self.dir.join("map.pmtiles")
    }

    /// The map in one picture.
    pub fn drawing(&self) -> PathBuf {
        self.dir.join("map.geojson")
    }
}

impl MapFolder {
    /// The map's folder in this data folder.
    pub fn of(data: &Path) -> Self {
        Self { root: data.join("map") }
    }

    /// The folder itself.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The map that holds now; `None` where nothing was imported.
    ///
    /// # Errors
    /// Where the file that says so cannot be read.
    pub fn current(&self) -> Result<Option<Imported>, MapError> {
        let path = self.root.join(CURRENT);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(MapError::file(path)(error)),
        };
        let wrong = |message: String| MapError::Manifest { path: path.clone(), message };
        let manifest: Manifest = serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))?;
        if manifest.format != Manifest::FORMAT {
            return Err(MapError::Version { path, found: manifest.format, wanted: Manifest::FORMAT });
        }
        // It names a folder beside itself and nothing else.
        if manifest.folder.is_empty() || manifest.folder.contains(['/', '\\', '.']) {
            return Err(wrong(format!("{:?} is not the name of a folder", manifest.folder)));
        }
        Ok(Some(Imported { dir: self.root.join(&manifest.folder), manifest }))
    }

    /// A folder for a new map. The one in use stays, also when this one takes its place, for those who read it still;
    /// older ones and what failed imports left go.
    ///
    /// # Errors
    /// Where the folder cannot be made, or another import is under way.
    pub fn begin(&self) -> Result<Draft, MapError> {
        fs::create_dir_all(&self.root).map_err(MapError::file(&self.root))?;
        let path = self.root.join(LOCK);
        let lock = File::create(&path).map_err(MapError::file(&path))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(MapError::Busy(self.root.clone())),
            Err(TryLockError::Error(error)) => return Err(MapError::file(path)(error)),
        }
        // A broken pointer must not stand in the way of the import that mends it.
        let current = self.current().ok().flatten().map(|imported| imported.dir);
        self.sweep(current.as_deref()).map_err(MapError::file(&self.root))?;
        let name = Uuid::now_v7().simple().to_string();
        let dir = self.root.join(&name);
        fs::create_dir(&dir).map_err(MapError::file(&dir))?;
        Ok(Draft { root: self.root.clone(), name, dir, published: false, _lock: lock })
    }

    fn sweep(&self, keep: Option<&Path>) -> io::Result<()> {
        for entry in fs::read_dir(&self.root)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() && keep != Some(&entry.path()) {
                fs::remove_dir_all(entry.path())?;
            }
        }
        Ok(())
    }
}

/// A map in the making. Dropped before it is published, it takes its files along.
#[derive(Debug)]
pub struct Draft {
    root: PathBuf,
    name: String,
    dir: PathBuf,
    published: bool,
    /// Held as long as the import is at work.
    _lock: File,
}

impl Draft {
    /// Where its files will be.
    pub fn files(&self) -> Imported {
        Imported { dir: self.dir.clone(), manifest: Manifest::new("") }
    }

    /// Makes it the map that holds. From now on whoever looks sees all of it.
    ///
    /// # Errors
    /// Where the disk says no; the map before it then still holds.
    pub fn publish(mut self, manifest: Manifest, at: Timestamp) -> Result<Imported, MapError> {
        let manifest = Manifest { folder: self.name.clone(), imported_at: at, ..manifest };
        let path = self.root.join(CURRENT);
        let temp = self.root.join("current.unfinished");
        let written = serde_json::to_vec_pretty(&manifest).map_err(io::Error::from).and_then(|bytes| {
            sync(&self.dir)?;
            let mut file = File::create(&temp)?;
            file.write_all(&bytes)?;
            file.sync_all()?;
            fs::rename(&temp, &path)?;
            self.published = true;
            sync(&self.root)
        });
        if written.is_err() {
            let _ = fs::remove_file(&temp);
        }
        written.map_err(MapError::file(path))?;
        Ok(Imported { dir: self.dir.clone(), manifest })
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.published {
            // What a failed import leaves only takes up room; the next one removes it otherwise.
            let _ = fs::remove_dir_all(&self.dir);
        }
    }
}

/// Writes a file so that it is there after a power cut.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), MapError> {
    let written = File::create(path).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.map_err(MapError::file(path))
}

/// Makes what was renamed or made in `folder` last. Only Unix lets a folder be opened and synced.
fn sync(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}
