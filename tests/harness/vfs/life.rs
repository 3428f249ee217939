//! In which life of a disk a thread opened its database.
//!
//! Handles know their life; paths do not. A connection that is being closed while the power goes would otherwise take away
//! the log that the next life has under the same name. Connections have a thread each, so a thread's life is theirs.

use std::{cell::RefCell, collections::BTreeMap, sync::Arc};

/// Tells disks apart, for as long as they live.
pub(super) type DiskId = usize;

thread_local! {
    static LIVES: RefCell<BTreeMap<DiskId, u64>> = const { RefCell::new(BTreeMap::new()) };
}

pub(super) fn id<T>(disk: &Arc<T>) -> DiskId {
    Arc::as_ptr(disk).cast::<u8>() as DiskId
}

/// This thread has opened a database in that life.
pub(super) fn begin(disk: DiskId, life: u64) {
    LIVES.with_borrow_mut(|lives| lives.insert(disk, life));
}

/// Whether what this thread has open belongs to an earlier life.
pub(super) fn is_over(disk: DiskId, life: u64) -> bool {
    LIVES.with_borrow(|lives| lives.get(&disk).is_some_and(|mine| *mine != life))
}
