//! The set of static files, before and while it is written.

use std::{
    collections::BTreeMap,
    fs,
    hash::{DefaultHasher, Hasher},
    io::Write as _,
    path::Path,
    process::Stdio,
};

use anyhow::Context as _;

use crate::process::command;

/// Files by their path in the folder, without a slash in front.
#[derive(Default)]
pub(super) struct Dist {
    files: BTreeMap<String, Vec<u8>>,
}

impl Dist {
    /// Adds a file under a fixed name.
    pub(super) fn add(&mut self, path: &str, bytes: Vec<u8>) {
        self.files.insert(path.to_owned(), bytes);
    }

    /// Adds a file whose name changes with its content, so that it may be cached for ever, and gives its absolute
    /// path on the site.
    pub(super) fn add_hashed(&mut self, name: &str, bytes: Vec<u8>) -> String {
        let mut hasher = DefaultHasher::new();
        hasher.write(&bytes);
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        let path = format!("assets/{stem}-{:016x}.{extension}", hasher.finish());
        self.add(&path, bytes);
        format!("/{path}")
    }

    /// One line for each of the files: its name, its size and its size as it travels.
    pub(super) fn sizes(&self, paths: &[&str]) -> Vec<String> {
        let line = |path: &&str| {
            let bytes = self.files.get(path.trim_start_matches('/'))?;
            let kilo = |size: usize| format!("{:.1} kB", size as f64 / 1000.0);
            let packed = gzip_size(bytes).map_or_else(|| "unknown".to_owned(), kilo);
            Some(format!("{:<40} {:>10} raw {:>10} gzip", path, kilo(bytes.len()), packed))
        };
        paths.iter().filter_map(line).collect()
    }

    /// Makes the folder hold exactly these files; gives how many had to be written or removed.
    pub(super) fn write(&self, folder: &Path) -> anyhow::Result<usize> {
        let mut changed = 0;
        for (path, bytes) in &self.files {
            let file = folder.join(path);
            if fs::read(&file).is_ok_and(|present| present == *bytes) {
                continue;
            }
            if let Some(parent) = file.parent() {
                fs::create_dir_all(parent)?;
            }
            fs::write(&file, bytes).with_context(|| format!("could not write {}", file.display()))?;
            changed += 1;
        }
        Ok(changed + self.remove_others(folder, "")?)
    }

    fn remove_others(&self, folder: &Path, prefix: &str) -> anyhow::Result<usize> {
        let mut removed = 0;
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                removed += self.remove_others(&entry.path(), &format!("{path}/"))?;
                // Fails while files are left in it, which is then right.
                let _ = fs::remove_dir(entry.path());
            } else if !self.files.contains_key(&path) {
                fs::remove_file(entry.path())?;
                removed += 1;
            }
        }
        Ok(removed)
    }
}

/// What gzip makes of the bytes; `None` where there is no gzip.
fn gzip_size(bytes: &[u8]) -> Option<usize> {
    let mut gzip =
        command("gzip").args(["-9", "-c"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().ok()?;
    let mut input = gzip.stdin.take()?;
    let bytes = bytes.to_vec();
    let writer = std::thread::spawn(move || input.write_all(&bytes));
    let output = gzip.wait_with_output().ok()?;
    writer.join().ok()?.ok()?;
    Some(output.stdout.len())
}
