//! A small file system that can really be filled.

use std::{
    fs::{self, File},
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::Result;
use tempfile::TempDir;

/// A tmpfs of a few MB, unmounted when it goes out of scope.
pub struct SmallDisk {
    folder: TempDir,
}

impl SmallDisk {
    /// Mounts one of `bytes`; `None` where this process may not mount, which it then says on standard output.
    pub fn mount(bytes: u64) -> Result<Option<Self>> {
        let folder = tempfile::tempdir()?;
        let mounted = cfg!(target_os = "linux")
            && Command::new("mount")
                .args(["-t", "tmpfs", "-o", &format!("size={bytes},mode=0700"), "tmpfs"])
                .arg(folder.path())
                .stderr(Stdio::null())
                .status()
                .is_ok_and(|status| status.success());
        if !mounted {
            println!("skipped: mounting a small file system is not permitted here");
            return Ok(None);
        }
        Ok(Some(Self { folder }))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Takes all the space that is left.
    pub fn fill(&self) -> Result<Ballast> {
        let path = self.path().join("ballast");
        let mut file = File::options().create(true).append(true).open(&path)?;
        for size in [65_536, 4_096, 512, 64, 1] {
            while file.write_all(&vec![7; size]).is_ok() {}
        }
        Ok(Ballast(path))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Lazily, because a program that is just ending may still hold a file.
        drop(Command::new("umount").arg("-l").arg(self.path()).status());
    }
}

/// What fills a disk. Dropping it makes room.
pub struct Ballast(PathBuf);

impl Drop for Ballast {
    fn drop(&mut self) {
        drop(fs::remove_file(&self.0));
    }
}
