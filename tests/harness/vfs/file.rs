//! One file: what readers see, and what a power cut would leave of it.

use rand::{Rng as _, rngs::SmallRng};

use super::{lock::Locks, shared::Shared};

/// What a disk writes as one: a power cut leaves a sector as it was or as it became, never half.
pub(super) const SECTOR: usize = 512;

/// Something done to a file since its last sync.
#[derive(Clone, Debug)]
enum Change {
    Write { at: usize, bytes: Vec<u8> },
    Truncate(usize),
}

/// A file.
#[derive(Debug, Default)]
pub(super) struct File {
    bytes: Vec<u8>,
    /// As of the last sync; `None` where the file was never synced, so that it may not be there at all.
    durable: Option<Vec<u8>>,
    since: Vec<Change>,
    pub(super) locks: Locks,
    pub(super) shared: Shared,
}

impl File {
    /// A file as it lies on a disk that was just switched on.
    pub(super) fn at_rest(bytes: Vec<u8>) -> Self {
        Self { durable: Some(bytes.clone()), bytes, ..Self::default() }
    }

    /// The same after its process has died: unlocked and unmapped, but what was not synced is still only in the cache.
    pub(super) fn survives_a_kill(self) -> Self {
        Self { locks: Locks::default(), shared: Shared::default(), ..self }
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(super) fn len(&self) -> u64 {
        self.bytes.len() as u64
    }

    pub(super) fn write(&mut self, at: usize, bytes: &[u8]) {
        write(&mut self.bytes, at, bytes);
        self.since.push(Change::Write { at, bytes: bytes.to_vec() });
    }

    pub(super) fn truncate(&mut self, size: usize) {
        self.bytes.resize(size, 0);
        self.since.push(Change::Truncate(size));
    }

    /// Its name lasts, whatever of its bytes does.
    pub(super) fn sync_name(&mut self) {
        self.durable.get_or_insert_default();
    }

    /// Whether a power cut may leave nothing of it, not even the name.
    pub(super) fn is_new(&self) -> bool {
        self.durable.is_none()
    }

    pub(super) fn sync(&mut self) {
        let durable = self.durable.get_or_insert_default();
        for change in self.since.drain(..) {
            match change {
                Change::Write { at, bytes } => write(durable, at, &bytes),
                Change::Truncate(size) => durable.resize(size, 0),
            }
        }
    }

    /// What a power cut leaves: the file as it was synced, and of what came later whatever happened to land.
    pub(super) fn after_power_cut(&self, rng: &mut SmallRng) -> Option<Vec<u8>> {
        if self.durable.is_none() && rng.random_bool(0.5) {
            return None;
        }
        let mut left = self.durable.clone().unwrap_or_default();
        // Sometimes nothing landed, sometimes all but the last, sometimes any sectors at all.
        let chance = [0.0, 0.1, 0.5, 0.9, 1.0][rng.random_range(0..5)];
        for change in &self.since {
            match change {
                Change::Write { at, bytes } => {
                    for (at, sector) in sectors(*at, bytes) {
                        if rng.random_bool(chance) {
                            write(&mut left, at, sector);
                        }
                    }
                }
                Change::Truncate(size) if rng.random_bool(chance) => left.resize(*size, 0),
                Change::Truncate(_) => {}
            }
        }
        Some(left)
    }
}

/// The pieces of a write that lie in different sectors.
fn sectors(at: usize, bytes: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let mut done = 0;
    std::iter::from_fn(move || {
        let from = at + done;
        let piece = bytes.get(done..)?.get(..(SECTOR - from % SECTOR).min(bytes.len() - done))?;
        done += piece.len();
        (!piece.is_empty()).then_some((from, piece))
    })
}

fn write(file: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    if file.len() < at {
        file.resize(at, 0);
    }
    let (inside, beyond) = bytes.split_at(bytes.len().min(file.len() - at));
    file[at..at + inside.len()].copy_from_slice(inside);
    file.extend_from_slice(beyond);
}
