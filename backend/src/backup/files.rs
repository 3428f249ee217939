//! Files and folders that survive a power cut.

use std::{
    fs::{self, File},
    io::{self, Read as _, Write as _},
    path::Path,
};

use sha2::{Digest as _, Sha256};

/// Copies a file and syncs it; its SHA-256 in hex, of what was read.
pub(super) fn copy(from: &Path, to: &Path) -> io::Result<String> {
    let (mut source, mut target) = (File::open(from)?, File::create(to)?);
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 256 * 1024];
    loop {
        let n = source.read(&mut buffer)?;
        if n == 0 {
            break;
        }
        hasher.update(&buffer[..n]);
        target.write_all(&buffer[..n])?;
    }
    target.sync_all()?;
    Ok(hex::encode(hasher.finalize()))
}

/// The SHA-256 of a file in hex.
pub(super) fn hash(path: &Path) -> io::Result<String> {
    let mut source = File::open(path)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 256 * 1024];
    loop {
        let n = source.read(&mut buffer)?;
        if n == 0 {
            return Ok(hex::encode(hasher.finalize()));
        }
        hasher.update(&buffer[..n]);
    }
}

/// Temp file, fsync, rename, fsync of the folder.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let temp = path.with_extension("half-written");
    let mut file = File::create(&temp)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&temp, path)?;
    path.parent().map_or(Ok(()), sync_folder)
}

/// Makes what was renamed or made in `folder` last.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    // Only Unix lets a folder be opened and synced.
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// The same for `folder` and all folders in it.
pub(super) fn sync_tree(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            sync_tree(&entry.path())?;
        }
    }
    sync_folder(folder)
}
