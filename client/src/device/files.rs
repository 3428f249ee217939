//! Files that are either wholly there or not at all, also after a power cut.

use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

/// Writes `bytes` to `path`: temp file, fsync, rename, fsync of the folder. Only the user may read it.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let temp = temp_path(path);
    let written = write_temp(&temp, bytes).and_then(|()| fs::rename(&temp, path));
    if written.is_err() {
        // Half a file is worth nothing and may be what fills the disk.
        let _ = fs::remove_file(&temp);
        return written;
    }
    path.parent().map_or(Ok(()), sync_dir)
}

fn temp_path(path: &Path) -> PathBuf {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    path.with_file_name(format!(".{name}.{}.tmp", uuid::Uuid::new_v4().simple()))
}

fn write_temp(temp: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(temp)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// How long ago `path` was written last; `None` where it is not there, or the clock was set back since.
pub fn age(path: &Path) -> Option<Duration> {
    let written = fs::metadata(path).and_then(|meta| meta.modified()).ok()?;
    SystemTime::now().duration_since(written).ok()
}

/// Makes a rename in `folder` last.
pub fn sync_dir(folder: &Path) -> io::Result<()> {
    // Windows cannot open folders as files; there the rename itself is journalled.
    if cfg!(windows) { Ok(()) } else { File::open(folder)?.sync_all() }
}

/// Makes `folder` and what leads to it, readable only by the user.
pub fn private_dir(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Removes temp files that a crash left in `folder`.
pub fn sweep_temps(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with('.') && name.ends_with(".tmp") {
            let _ = fs::remove_file(entry.path());
        }
    }
}
