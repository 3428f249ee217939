//! Copies of phones: one lives on twice, or is put back as it was.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::{Arc, PoisonError},
};

use anyhow::{Context as _, Result};
use sqlx::Row as _;
use waybill_client::secrets::MemorySecrets;
use waybill_domain::proof::Sha256Hash;

use super::{check::lanes_of, phone::Phone, world::World};
use crate::vfs::Image;

/// Everything on a phone at one moment, also of one that runs.
pub(super) struct Copy {
    /// Where the phone's files were.
    data: PathBuf,
    databases: Image,
    /// What is below the phone's folder, by its path there: bytes, or a folder.
    entries: BTreeMap<PathBuf, Option<Vec<u8>>>,
    keystore: Arc<MemorySecrets>,
}

impl Phone {
    /// A copy as of now.
    pub(super) fn copy(&self) -> Result<Copy> {
        let mut entries = BTreeMap::new();
        read_below(&self.data, Path::new(""), &mut entries)?;
        let keystore = self.secrets.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(Copy {
            data: self.data.clone(),
            databases: self.disk.image(),
            entries,
            keystore: Arc::new(MemorySecrets::clone(&keystore)),
        })
    }

    /// Becomes what `original` is, at some moment of the day. Some ways of moving to another device leave the keystore
    /// behind.
    pub(super) async fn become_twin(&self, world: &World, original: &Self) -> Result<()> {
        // Every second one late: where nobody gives another command after a fork, nothing hides what it left behind.
        let day = world.day_ms;
        let at = if world.dice.chance(0.5) { day / 20 * 19..=day } else { 0..=day };
        tokio::time::sleep(world.dice.millis(at)).await;
        let with_keys = world.dice.chance(0.7);
        world.history.say(&self.name, format!("is a copy of {}, keys too: {with_keys}", original.name));
        let copy = original.copy()?;
        *self.secrets.lock().unwrap_or_else(PoisonError::into_inner) =
            if with_keys { Arc::clone(&copy.keystore) } else { Arc::default() };
        self.write(&copy)
    }

    /// Puts back what was asked for, if anything was, now that the phone is off. What it alone had is gone with it, and
    /// is no longer owed.
    pub(super) fn take_back(&self, world: &World) -> Result<()> {
        let copy = self.put_back.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(copy) = copy else { return Ok(()) };
        let old_keys = world.dice.chance(0.5);
        world.history.say(&self.name, format!("is put back as it was, keys too: {old_keys}"));
        let known = world.net.post.commands(self.organization)?;
        let before = self.bytes_waiting()?;
        self.write(&copy)?;
        if old_keys {
            *self.secrets.lock().unwrap_or_else(PoisonError::into_inner) = copy.keystore;
        }
        let after = self.bytes_waiting()?;
        {
            let mut ledger = world.ledger.open();
            ledger.deeds.retain(|id, deed| deed.by != self.name || known.contains(id));
            ledger.gone.extend(before.into_iter().filter(|bytes| !after.contains(bytes)));
        }
        // What the copy has queued is owed, in every lane of it.
        for lane in lanes_of(self).unwrap_or_default() {
            self.note_queue(world, lane);
        }
        Ok(())
    }

    /// Files that are not yet on the server, as far as the phone knows.
    fn bytes_waiting(&self) -> Result<Vec<Sha256Hash>> {
        let mut waiting = Vec::new();
        for lane in lanes_of(self).unwrap_or_default() {
            for row in self.rows(lane, "select sha256 from blobs where state <> 'safe'") {
                waiting.push(row.get::<&str, _>("sha256").parse()?);
            }
        }
        Ok(waiting)
    }

    fn write(&self, copy: &Copy) -> Result<()> {
        let here = |name: &str| {
            let below =
                Path::new(name).strip_prefix(&copy.data).context("a database outside the phone's folder");
            below.map(|below| self.data.join(below).to_string_lossy().into_owned())
        };
        let mut databases = Image::new();
        for (name, bytes) in &copy.databases {
            databases.insert(here(name)?, bytes.clone());
        }
        self.disk.restore(&databases);
        if self.data.exists() {
            fs::remove_dir_all(&self.data)?;
        }
        fs::create_dir_all(&self.data)?;
        // A folder comes before what is in it.
        for (path, bytes) in &copy.entries {
            let path = self.data.join(path);
            match bytes {
                Some(bytes) => fs::write(path, bytes)?,
                None => fs::create_dir(path)?,
            }
        }
        Ok(())
    }
}

fn read_below(root: &Path, below: &Path, entries: &mut BTreeMap<PathBuf, Option<Vec<u8>>>) -> Result<()> {
    let folder = root.join(below);
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = below.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            entries.insert(path.clone(), None);
            read_below(root, &path, entries)?;
        } else {
            entries.insert(path, Some(fs::read(entry.path())?));
        }
    }
    Ok(())
}
