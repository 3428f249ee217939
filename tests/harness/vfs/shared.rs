//! The shared memory beside a write-ahead log: regions that all connections map, and eight locks.

use std::{cell::UnsafeCell, fmt, sync::Arc};

use super::lock::HandleId;

const LOCKS: usize = 8;

/// A piece of memory that several connections write to through pointers.
pub(super) struct Region(Box<[UnsafeCell<u64>]>);

// SAFETY: only SQLite touches the memory, through the pointer, and orders its accesses by its own locks and barriers, as
// it does with a mapped file.
unsafe impl Send for Region {}
// SAFETY: as above.
unsafe impl Sync for Region {}

impl Region {
    /// Zeroed, and aligned for whatever SQLite keeps in it.
    fn new(size: usize) -> Self {
        Self((0..size.div_ceil(8)).map(|_| UnsafeCell::new(0)).collect())
    }

    pub(super) fn pointer(&self) -> *mut std::ffi::c_void {
        self.0.as_ptr().cast_mut().cast()
    }
}

impl fmt::Debug for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Region({} bytes)", self.0.len() * 8)
    }
}

#[derive(Debug, Default)]
struct Slot {
    shared: Vec<HandleId>,
    exclusive: Option<HandleId>,
}

/// The shared memory of one database.
#[derive(Debug, Default)]
pub(super) struct Shared {
    regions: Vec<Arc<Region>>,
    slots: [Slot; LOCKS],
    users: Vec<HandleId>,
}

impl Shared {
    /// The region `n`, made where it is missing and `extend` says so.
    pub(super) fn map(&mut self, who: HandleId, n: usize, size: usize, extend: bool) -> Option<Arc<Region>> {
        if !self.users.contains(&who) {
            self.users.push(who);
        }
        while extend && self.regions.len() <= n {
            self.regions.push(Arc::new(Region::new(size)));
        }
        self.regions.get(n).cloned()
    }

    /// Takes the locks `range`, or says that somebody else has one.
    pub(super) fn lock(&mut self, who: HandleId, range: std::ops::Range<usize>, exclusive: bool) -> bool {
        let slots = &mut self.slots[range];
        let free = |slot: &Slot| {
            slot.exclusive.is_none_or(|id| id == who)
                && (!exclusive || slot.shared.iter().all(|id| *id == who))
        };
        if !slots.iter().all(free) {
            return false;
        }
        for slot in slots {
            if exclusive {
                slot.exclusive = Some(who);
            } else if !slot.shared.contains(&who) {
                slot.shared.push(who);
            }
        }
        true
    }

    /// Gives the locks `range` back.
    pub(super) fn unlock(&mut self, who: HandleId, range: std::ops::Range<usize>) {
        for slot in &mut self.slots[range] {
            slot.shared.retain(|id| *id != who);
            slot.exclusive = slot.exclusive.filter(|id| *id != who);
        }
    }

    /// A connection goes. The first one that comes after the last has gone finds nothing, as with a real file.
    pub(super) fn unmap(&mut self, who: HandleId) {
        self.unlock(who, 0..LOCKS);
        self.users.retain(|id| *id != who);
        if self.users.is_empty() {
            self.regions.clear();
        }
    }
}
