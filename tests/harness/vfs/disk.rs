//! The disk: its files, its faults, its power.

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use rand::{SeedableRng as _, rngs::SmallRng};

use super::{
    fault::{Armed, Failure, Fault, Touch},
    file::File,
    glue::Registration,
};

/// Everything on a disk at rest: file names and bytes.
pub type Image = BTreeMap<String, Vec<u8>>;

/// A disk under SQLite. Dropping it takes its name away; what is still open on it goes on working.
#[derive(Debug)]
pub struct Disk {
    state: Arc<Mutex<State>>,
    registration: Registration,
}

/// What a disk is made of.
#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) files: BTreeMap<String, File>,
    /// Removed without syncing the folder: a power cut may bring them back.
    ghosts: BTreeMap<String, File>,
    armed: Option<Armed>,
    touched: u64,
    /// Handles of an earlier life find nothing but errors.
    pub(super) life: u64,
    pub(super) off: bool,
    lying: bool,
    capacity: Option<u64>,
    pub(super) handles: u64,
}

impl Disk {
    /// An empty disk.
    pub fn new() -> Self {
        let state = Arc::new(Mutex::new(State::default()));
        Self { registration: Registration::new(&state), state }
    }

    /// What `vfs=` finds it by.
    pub fn name(&self) -> &str {
        self.registration.name()
    }

    /// Sets what will go wrong next; the count begins anew.
    pub fn fail(&self, fault: Fault) {
        let mut state = self.lock();
        state.armed = Some(Armed::new(fault));
    }

    /// Nothing more goes wrong. Whether the fault had happened.
    pub fn heal(&self) -> bool {
        self.lock().armed.take().is_some_and(|armed| armed.has_struck())
    }

    /// Whether the power is off, or the process killed, by a [`Fault`].
    pub fn is_off(&self) -> bool {
        self.lock().off
    }

    /// How often the disk was changed so far: writes, syncs, truncations and removals.
    pub fn changes(&self) -> u64 {
        self.lock().touched
    }

    /// From now on the disk says that it has synced and has not, as cheap ones do.
    pub fn lie_about_syncs(&self, lying: bool) {
        self.lock().lying = lying;
    }

    /// At most `bytes` fit on the disk; what would be more is refused as full. `None`: no limit.
    pub fn limit(&self, bytes: Option<u64>) {
        self.lock().capacity = bytes;
    }

    /// Bytes of all files.
    pub fn used(&self) -> u64 {
        self.lock().used()
    }

    /// The power goes and comes back. Whatever is open finds only errors; of what was not synced, `seed` decides what is
    /// left.
    pub fn cut_power(&self, seed: u64) {
        let mut rng = SmallRng::seed_from_u64(seed);
        let mut state = self.lock();
        let ghosts = std::mem::take(&mut state.ghosts);
        let old = std::mem::take(&mut state.files);
        let left = |(name, file): (String, File), rng: &mut SmallRng| {
            file.after_power_cut(rng).map(|bytes| (name, File::at_rest(bytes)))
        };
        let mut files: BTreeMap<_, _> = old.into_iter().filter_map(|file| left(file, &mut rng)).collect();
        for (name, file) in ghosts {
            if !files.contains_key(&name) && rand::Rng::random_bool(&mut rng, 0.5) {
                files.extend(left((name, file), &mut rng));
            }
        }
        state.begin_life(files);
    }

    /// The process dies: whatever is open finds only errors, and everything that was written is there.
    pub fn kill(&self) {
        let mut state = self.lock();
        let old = std::mem::take(&mut state.files);
        let files = old.into_iter().map(|(name, file)| (name, file.survives_a_kill())).collect();
        state.begin_life(files);
    }

    /// Everything on it, for [`Disk::restore`].
    pub fn image(&self) -> Image {
        let state = self.lock();
        state.files.iter().map(|(name, file)| (name.clone(), file.bytes().to_vec())).collect()
    }

    /// Puts an image on it; whatever is open finds only errors. No fault is set, and nothing is full.
    pub fn restore(&self, image: &Image) {
        let mut state = self.lock();
        let files = image.iter().map(|(name, bytes)| (name.clone(), File::at_rest(bytes.clone())));
        state.begin_life(files.collect());
        state.ghosts.clear();
        state.armed = None;
        state.capacity = None;
        state.lying = false;
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for Disk {
    fn default() -> Self {
        Self::new()
    }
}

impl State {
    /// Counts a touch; what goes wrong with it.
    pub(super) fn touch(&mut self, touch: Touch) -> Option<Failure> {
        if self.off {
            return Some(Failure::Io);
        }
        self.touched += u64::from(Touch::CHANGES.contains(&touch));
        let failure = self.armed.as_mut()?.meet(touch)?;
        self.off |= matches!(failure, Failure::PowerOff | Failure::Killed);
        Some(failure)
    }

    /// Whether `file` may grow to `size`.
    pub(super) fn has_room(&self, file: &str, size: u64) -> bool {
        let here = self.files.get(file).map_or(0, File::len);
        self.capacity.is_none_or(|capacity| size <= here || self.used() - here + size <= capacity)
    }

    /// Makes a file last. The first sync of a new one syncs its folder too, as SQLite does on Unix for its logs, and with
    /// it the names of all that is there.
    pub(super) fn sync(&mut self, name: &str) {
        if self.lying {
            return;
        }
        if self.files.get(name).is_some_and(File::is_new) {
            self.sync_folder(name);
        }
        if let Some(file) = self.files.get_mut(name) {
            file.sync();
        }
    }

    fn sync_folder(&mut self, name: &str) {
        let folder = Path::new(name).parent();
        let beside = |other: &str| Path::new(other).parent() == folder;
        self.files.iter_mut().filter(|(other, _)| beside(other)).for_each(|(_, file)| file.sync_name());
        self.ghosts.retain(|other, _| !beside(other));
    }

    /// Removes a file; without a sync of its folder it may come back.
    pub(super) fn remove(&mut self, name: &str, synced: bool) -> bool {
        let Some(file) = self.files.remove(name) else { return false };
        self.ghosts.insert(name.to_owned(), file);
        if synced && !self.lying {
            self.sync_folder(name);
        }
        true
    }

    fn used(&self) -> u64 {
        self.files.values().map(File::len).sum()
    }

    fn begin_life(&mut self, files: BTreeMap<String, File>) {
        self.files = files;
        self.life += 1;
        self.off = false;
        self.armed = None;
    }
}
