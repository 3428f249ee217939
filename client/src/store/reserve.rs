//! Disk space kept back for commands: a photo may be refused on a full disk, a status may not.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

/// Enough for some hundred commands and the growth of the write-ahead log.
const SIZE: usize = 2 * 1024 * 1024;

/// A file that is worth nothing but its size.
#[derive(Debug)]
pub(super) struct Reserve {
    file: PathBuf,
}

impl Reserve {
    pub(super) fn beside(database: &Path) -> Self {
        Self { file: database.with_extension("reserve") }
    }

    /// Frees the space. Whether there was any.
    pub(super) fn release(&self) -> bool {
        fs::remove_file(&self.file).is_ok()
    }

    /// Whether it is there.
    pub(super) fn is_kept(&self) -> bool {
        fs::metadata(&self.file).is_ok_and(|meta| meta.len() == SIZE as u64)
    }

    /// Takes the space again, where the disk has it. Whether it is kept now.
    pub(super) fn refill(&self) -> bool {
        if self.is_kept() {
            return true;
        }
        let written = fs::File::create(&self.file).and_then(|mut file| file.write_all(&vec![0; SIZE]));
        if written.is_err() {
            // Half a reserve would take the very space it is meant to keep.
            let _ = fs::remove_file(&self.file);
        }
        written.is_ok()
    }
}
