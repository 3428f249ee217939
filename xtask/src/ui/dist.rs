//! The set of static files, before and while it is written.

use std::{
    collections::BTreeMap,
    fs,
    hash::{DefaultHasher, Hasher},
    io::Write as _,
    path::Path,
    process::Stdio,
};

use anyhow::{Context as _, bail};

use crate::process::{command, run};

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

    /// Adds the same files packed with brotli, which takes seconds and so is not for the server to do.
    pub(super) fn pack(&mut self, paths: &[&str]) -> anyhow::Result<()> {
        for path in paths.iter().map(|path| path.trim_start_matches('/')) {
            let bytes = self.files.get(path).with_context(|| format!("there is no {path}"))?;
            let packed = brotli(bytes)?;
            self.files.insert(format!("{path}.br"), packed);
        }
        Ok(())
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

/// By Node, which is here anyway.
fn brotli(bytes: &[u8]) -> anyhow::Result<Vec<u8>> {
    const SCRIPT: &str = r#"
        const { readFileSync } = require("fs"), { brotliCompressSync } = require("zlib");
        process.stdout.write(brotliCompressSync(readFileSync(0)));"#;
    let mut node = command("node")
        .args(["-e", SCRIPT])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("could not start node")?;
    // It reads to the end before it writes, so neither waits for the other.
    node.stdin.take().context("node has no input")?.write_all(bytes)?;
    let output = node.wait_with_output().context("node failed")?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        bail!("node could not pack a file: {}", output.status)
    }
}

/// Prints the size of files of the site, as they are and as they travel.
pub(super) fn print_sizes(folder: &Path, paths: &[&str]) -> anyhow::Result<()> {
    const SCRIPT: &str = r#"
        const { readFileSync } = require("fs"), { gzipSync, brotliCompressSync } = require("zlib");
        const [folder, ...paths] = process.argv.slice(1);
        const kB = size => `${(size / 1000).toFixed(1)} kB`.padStart(11);
        for (const path of paths) {
          const bytes = readFileSync(folder + path);
          const sizes = [bytes, gzipSync(bytes, { level: 9 }), brotliCompressSync(bytes)].map(b => kB(b.length));
          console.error(`    ${path.padEnd(40)}${sizes[0]} raw${sizes[1]} gzip${sizes[2]} brotli`);
        }"#;
    run(command("node").args(["-e", SCRIPT]).arg(folder).args(paths))
}
