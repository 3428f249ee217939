//! The files of an organization's tiles, beside its map.
//!
//! ```text
//! STEM.tiles.json        which tiles are here whole
//! STEM.VERSION.pmtiles   their archive
//! STEM.VERSION.part      an archive that is coming down
//! ```

use std::{
    fs::{self, File},
    io::{Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
    time::Duration,
};

use waybill_domain::calls::TileSet;

use crate::device::{DeviceError, files};

/// Where they are.
#[derive(Clone, Debug)]
pub(super) struct TileFiles {
    folder: PathBuf,
    stem: String,
}

impl TileFiles {
    /// Named after the map file.
    pub(super) fn beside(map: &Path) -> Self {
        let stem = map.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        Self { folder: map.parent().unwrap_or(Path::new("")).to_owned(), stem }
    }

    pub(super) fn archive(&self, set: &TileSet) -> PathBuf {
        self.folder.join(format!("{}.{}.pmtiles", self.stem, set.version))
    }

    fn part(&self, set: &TileSet) -> PathBuf {
        self.folder.join(format!("{}.{}.part", self.stem, set.version))
    }

    fn manifest(&self) -> PathBuf {
        self.folder.join(format!("{}.tiles.json", self.stem))
    }

    /// The tiles that are kept, unless no file of the archive's length is there.
    pub(super) fn kept(&self) -> Option<TileSet> {
        let set: TileSet = serde_json::from_slice(&fs::read(self.manifest()).ok()?).ok()?;
        (length(&self.archive(&set)) == Some(set.bytes)).then_some(set)
    }

    /// How long ago the server last said that these are its tiles.
    pub(super) fn age(&self) -> Option<Duration> {
        files::age(&self.manifest())
    }

    /// Bytes of the archive that are here. A file that is too long is none of it.
    pub(super) fn here(&self, set: &TileSet) -> u64 {
        if length(&self.archive(set)) == Some(set.bytes) {
            return set.bytes;
        }
        length(&self.part(set)).filter(|&there| there <= set.bytes).unwrap_or(0)
    }

    /// Writes `bytes` where they belong. They are on the disk when this returns: a power cut leaves no hole behind them.
    pub(super) fn write(&self, set: &TileSet, from: u64, bytes: &[u8]) -> Result<(), DeviceError> {
        let path = self.part(set);
        let mut options = File::options();
        options.create(true).write(true).truncate(from == 0);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let written = options.open(&path).and_then(|mut file| {
            file.seek(SeekFrom::Start(from))?;
            file.write_all(bytes)?;
            file.sync_data()
        });
        written.map_err(|e| DeviceError::io(&path, e))
    }

    /// All of the archive is here: gives it its name.
    pub(super) fn rename(&self, set: &TileSet) -> Result<(), DeviceError> {
        let (part, archive) = (self.part(set), self.archive(set));
        if length(&archive) == Some(set.bytes) {
            return Ok(());
        }
        let renamed = fs::rename(part, &archive).and_then(|()| files::sync_dir(&self.folder));
        renamed.map_err(|e| DeviceError::io(&archive, e))
    }

    /// From here on these are kept.
    pub(super) fn keep(&self, set: &TileSet) -> Result<(), DeviceError> {
        let (path, json) = (self.manifest(), serde_json::json!(set).to_string());
        files::write_whole(&path, json.as_bytes()).map_err(|e| DeviceError::io(&path, e))
    }

    /// Removes archives and parts of all but these.
    pub(super) fn sweep(&self, spared: &[&TileSet]) {
        let spared: Vec<_> = spared.iter().flat_map(|set| [self.archive(set), self.part(set)]).collect();
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        for path in entries.flatten().map(|entry| entry.path()) {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let rest = name.strip_prefix(&self.stem).and_then(|rest| rest.strip_prefix('.'));
            let ours = rest.is_some_and(|rest| rest.ends_with(".pmtiles") || rest.ends_with(".part"));
            if ours && !spared.contains(&path) {
                // What cannot be removed now is tried again with the next version.
                let _ = fs::remove_file(&path);
            }
        }
    }

    /// Keeps none.
    pub(super) fn forget(&self) {
        let _ = fs::remove_file(self.manifest());
        self.sweep(&[]);
    }
}

fn length(file: &Path) -> Option<u64> {
    fs::metadata(file).ok().filter(fs::Metadata::is_file).map(|meta| meta.len())
}
