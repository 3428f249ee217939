//! The index while positions come in.
//!
//! There are two copies (the left-right technique: Ramalhete and Correia, 2015). Queries read the front one; a change goes to the
//! back one, which then becomes the front, and the other copy gets the same change before the next one. So a query
//! never waits for a change, not even for a thread that was put to sleep in the middle of one; it sees every driver exactly
//! once, in one place, as it was between two changes; and only a change waits, for queries that still read the back copy.
//! Locks on cells would be cheaper to write to, but a driver who crosses from one cell to another during a query could be
//! seen twice or not at all. The price is the second copy, 5 MB for 30,000 drivers, and that each change is made twice.

use std::sync::{
    Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, TryLockError,
    atomic::{AtomicUsize, Ordering},
};

use waybill_domain::{MemberId, Point};

use super::{
    driver::{Driver, Filter, Near},
    grid::{Change, Grid},
};

/// Metres: a city's fleet has a few drivers in a cell.
const CELL_M: f64 = 400.0;

/// An index that many threads ask and change at once.
pub struct LiveIndex {
    copies: [RwLock<Grid>; 2],
    /// The copy that queries read.
    front: AtomicUsize,
    /// Changes that the back copy has not had yet. Whoever holds it is the only one who changes.
    behind: Mutex<Vec<Change>>,
}

impl Default for LiveIndex {
    fn default() -> Self {
        Self::new(CELL_M)
    }
}

impl LiveIndex {
    /// An empty index; `cell_m` as in [`Grid::new`].
    pub fn new(cell_m: f64) -> Self {
        Self {
            copies: [RwLock::new(Grid::new(cell_m)), RwLock::new(Grid::new(cell_m))],
            front: AtomicUsize::new(0),
            behind: Mutex::new(Vec::new()),
        }
    }

    /// A driver is there, or is another way than before. False: the point is not on the earth.
    pub fn put(&self, driver: Driver) -> bool {
        self.apply(&[Change::Put(driver)]) == 1
    }

    /// A driver moved. False: they are not there, or the point is not on the earth.
    pub fn moved(&self, driver: MemberId, point: Point) -> bool {
        self.apply(&[Change::Move(driver, point)]) == 1
    }

    /// A driver is gone. False: they were not there.
    pub fn remove(&self, driver: MemberId) -> bool {
        self.apply(&[Change::Remove(driver)]) == 1
    }

    /// All of `changes`, which queries see together. Returns how many of them changed something.
    pub fn apply(&self, changes: &[Change]) -> usize {
        let mut behind = self.behind();
        let back = 1 - self.front.load(Ordering::Acquire);
        let mut grid = self.copies[back].write().unwrap_or_else(PoisonError::into_inner);
        for change in behind.drain(..) {
            grid.apply(&change);
        }
        let applied = changes.iter().filter(|change| grid.apply(change)).count();
        drop(grid);
        self.front.store(back, Ordering::Release);
        behind.extend_from_slice(changes);
        applied
    }

    /// [`Grid::nearest`], on what is known at this moment.
    pub fn nearest(&self, from: Point, within_m: f64, count: usize, filter: &Filter, found: &mut Vec<Near>) {
        self.read().nearest(from, within_m, count, filter, found);
    }

    /// How many drivers there are.
    pub fn len(&self) -> usize {
        self.read().len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether `driver` is there.
    pub fn contains(&self, driver: MemberId) -> bool {
        self.read().contains(driver)
    }

    /// The front copy. It is being written to only if the front changed since it was looked up, so this does not wait.
    fn read(&self) -> RwLockReadGuard<'_, Grid> {
        loop {
            let front = self.front.load(Ordering::Acquire);
            let grid = match self.copies[front].try_read() {
                Ok(grid) => grid,
                Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
                Err(TryLockError::WouldBlock) => continue,
            };
            // Otherwise it may hold a change that is not published, and the next query would not see it again.
            if self.front.load(Ordering::Acquire) == front {
                return grid;
            }
        }
    }

    fn behind(&self) -> MutexGuard<'_, Vec<Change>> {
        self.behind.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
