//! The folders.
//!
//! ```text
//! DATA/lock            held while the app runs
//! DATA/device.json     the device's id and its lanes
//! DATA/maps/           offline maps and their tiles, one a server and organization
//! DATA/exports/        what a driver wrote out
//! DATA/lanes/<lane>/   waybill.db and blobs/
//! ```

use std::{
    collections::BTreeSet,
    fs::{self, File, TryLockError},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use waybill_domain::{LaneId, OrganizationId, proof::Sha256Hash};

use super::{DeviceError, files};

/// How long to wait for a process that is just going away.
const LOCK_WAIT: Duration = Duration::from_secs(3);

/// The app's folder, held by this process alone.
#[derive(Debug)]
pub struct DataFolder {
    root: PathBuf,
    _lock: File,
}

impl DataFolder {
    /// Opens the folder, or makes it. Waits a moment where another process is just going away.
    pub fn open(root: &Path) -> Result<Self, DeviceError> {
        for folder in [root.to_owned(), root.join("lanes"), root.join("maps"), root.join("exports")] {
            files::private_dir(&folder).map_err(|e| DeviceError::io(&folder, e))?;
        }
        files::sweep_temps(root);
        let path = root.join("lock");
        let lock = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(|e| DeviceError::io(&path, e))?;
        let started = Instant::now();
        loop {
            match lock.try_lock() {
                Ok(()) => return Ok(Self { root: root.to_owned(), _lock: lock }),
                Err(TryLockError::WouldBlock) if started.elapsed() < LOCK_WAIT => {
                    std::thread::sleep(Duration::from_millis(20));
                }
                Err(TryLockError::WouldBlock) => return Err(DeviceError::AlreadyRunning),
                Err(TryLockError::Error(error)) => return Err(DeviceError::io(&path, error)),
            }
        }
    }

    /// The file that names the device.
    pub fn device_file(&self) -> PathBuf {
        self.root.join("device.json")
    }

    /// The map of an organization on a server.
    pub fn map_file(&self, server_url: &str, organization: OrganizationId) -> PathBuf {
        let server = Sha256Hash::of(server_url.as_bytes()).to_string();
        self.root.join("maps").join(format!("{}-{organization}.json", &server[..12]))
    }

    /// Where exports go.
    pub fn exports(&self) -> PathBuf {
        self.root.join("exports")
    }

    /// A lane's folder.
    pub fn lane(&self, lane: LaneId) -> LaneFolder {
        LaneFolder::new(&self.root, lane)
    }
}

/// The folder of one lane.
#[derive(Clone, Debug)]
pub struct LaneFolder {
    root: PathBuf,
}

impl LaneFolder {
    /// The folder of `lane` below the app's folder.
    pub fn new(data: &Path, lane: LaneId) -> Self {
        Self { root: data.join("lanes").join(lane.to_string()) }
    }

    /// Makes it.
    pub fn create(&self) -> Result<(), DeviceError> {
        let blobs = self.root.join("blobs");
        files::private_dir(&blobs).map_err(|e| DeviceError::io(&blobs, e))?;
        files::sweep_temps(&blobs);
        Ok(())
    }

    /// The database file.
    pub fn database(&self) -> PathBuf {
        self.root.join("waybill.db")
    }

    /// Whether a file of this size is at this path in the lane's folder.
    pub fn holds(&self, relative: &str, size: u64) -> bool {
        self.file(relative).metadata().is_ok_and(|meta| meta.is_file() && meta.len() == size)
    }

    /// Removes proof files that no row names and that are older than `age`: an app that was killed between file and row
    /// leaves them. Young ones stay, should the database be the older of the two.
    pub fn sweep_unnamed(&self, named: &BTreeSet<String>, age: Duration) {
        let Ok(entries) = fs::read_dir(self.root.join("blobs")) else { return };
        for entry in entries.flatten() {
            let path = format!("blobs/{}", entry.file_name().to_string_lossy());
            let modified = entry.metadata().and_then(|meta| meta.modified());
            let old = modified.is_ok_and(|at| at.elapsed().is_ok_and(|passed| passed > age));
            if old && !named.contains(&path) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    /// A file by its path in the lane's folder.
    pub fn file(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }
}
