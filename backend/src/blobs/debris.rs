//! What a killed server leaves behind: files that were being written, bytes that nobody names.

use std::{fs, io, path::Path, time::Duration};

/// Removes files in `folder` that are older than `age` and that `unwanted` (by their name) says are nobody's; how many.
pub(super) fn remove_old(folder: &Path, age: Duration, unwanted: impl Fn(&str) -> bool) -> io::Result<usize> {
    let mut removed = 0;
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
        Err(error) => return Err(error),
    };
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        let Some(name) = name.to_str().filter(|name| unwanted(name)) else { continue };
        // A file that was renamed meanwhile is no debris.
        let Ok(meta) = entry.metadata() else { continue };
        let old = meta.modified()?.elapsed().is_ok_and(|passed| passed > age);
        if old && meta.is_file() && fs::remove_file(entry.path()).is_ok() {
            tracing::debug!(name, "removed what a killed server left");
            removed += 1;
        }
    }
    Ok(removed)
}
