//! Who is in which cell.

use std::collections::HashMap;

use waybill_domain::{
    MemberId, OrganizationId, Point,
    dispatch::{Load, Vehicle},
};

use super::{
    cells::{Cell, Cells},
    driver::Driver,
    spot::Spot,
};

/// Cells whose row and column end in the same bits share a bucket. 128 by 128 buckets hold a city without sharing.
const BITS: u32 = 7;

/// An index over drivers, for one thread; [`super::LiveIndex`] shares it. Drivers are kept bucket by bucket, so a query
/// reads neighbouring memory, and a driver who moves within a cell is only overwritten.
pub struct Grid {
    pub(super) cells: Cells,
    pub(super) buckets: Vec<Vec<Entry>>,
    slots: Vec<Slot>,
    unused: Vec<u32>,
    by_id: HashMap<MemberId, u32>,
    organizations: HashMap<OrganizationId, u32>,
}

/// A driver, as a query reads them: in one cache line.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    pub(super) spot: Spot,
    pub(super) cell: Cell,
    pub(super) slot: u32,
    pub(super) organization: u32,
    pub(super) free: Load,
    pub(super) vehicle: Vehicle,
    pub(super) on_shift: bool,
}

/// Where a driver's entry is.
struct Slot {
    id: MemberId,
    bucket: u32,
    position: u32,
}

/// What happens to an index.
#[derive(Clone, Copy, Debug)]
pub enum Change {
    /// A driver is there, or is another way than before.
    Put(Driver),
    /// A driver who is there moved; nothing happens where they are not.
    Move(MemberId, Point),
    /// A driver is gone.
    Remove(MemberId),
}

impl Grid {
    /// An empty index with cells of `cell_m` metres, at least 10. A cell should hold a few drivers where most are.
    pub fn new(cell_m: f64) -> Self {
        Self {
            cells: Cells::new(cell_m.max(10.0)),
            buckets: (0..1 << (2 * BITS)).map(|_| Vec::new()).collect(),
            slots: Vec::new(),
            unused: Vec::new(),
            by_id: HashMap::new(),
            organizations: HashMap::new(),
        }
    }

    /// How many drivers there are.
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    /// Whether `driver` is there.
    pub fn contains(&self, driver: MemberId) -> bool {
        self.by_id.contains_key(&driver)
    }

    /// Does what `change` says; false where the driver it names is not there, or where the point is not on the earth,
    /// and then nothing is changed.
    pub fn apply(&mut self, change: &Change) -> bool {
        match change {
            Change::Put(driver) => self.put(driver),
            Change::Move(id, point) => self.relocate(*id, *point),
            Change::Remove(id) => self.remove(*id),
        }
    }

    fn put(&mut self, driver: &Driver) -> bool {
        if !is_on_earth(driver.point) {
            return false;
        }
        let next = self.organizations.len() as u32;
        let organization = *self.organizations.entry(driver.organization).or_insert(next);
        let slot = match self.by_id.get(&driver.id) {
            Some(slot) => {
                let slot = *slot;
                self.take(slot);
                slot
            }
            None => self.new_slot(driver.id),
        };
        self.place(Entry {
            spot: driver.point.into(),
            cell: self.cells.of(driver.point),
            slot,
            organization,
            free: driver.free,
            vehicle: driver.vehicle,
            on_shift: driver.on_shift,
        });
        true
    }

    fn relocate(&mut self, id: MemberId, point: Point) -> bool {
        let Some(&slot) = self.by_id.get(&id) else { return false };
        if !is_on_earth(point) {
            return false;
        }
        let (spot, cell) = (point.into(), self.cells.of(point));
        let Slot { bucket, position, .. } = self.slots[slot as usize];
        let entry = &mut self.buckets[bucket as usize][position as usize];
        if bucket_of(cell) == bucket as usize {
            (entry.spot, entry.cell) = (spot, cell);
        } else {
            let moved = Entry { spot, cell, ..*entry };
            self.take(slot);
            self.place(moved);
        }
        true
    }

    fn remove(&mut self, id: MemberId) -> bool {
        let Some(slot) = self.by_id.remove(&id) else { return false };
        self.take(slot);
        self.unused.push(slot);
        true
    }

    /// The short name of an organization that has, or had, drivers here.
    pub(super) fn organization(&self, organization: OrganizationId) -> Option<u32> {
        self.organizations.get(&organization).copied()
    }

    /// Whose entry it is.
    pub(super) fn id(&self, entry: &Entry) -> MemberId {
        self.slots[entry.slot as usize].id
    }

    /// The drivers in `cell`.
    pub(super) fn in_cell(&self, cell: Cell) -> impl Iterator<Item = &Entry> {
        self.buckets[bucket_of(cell)].iter().filter(move |entry| entry.cell == cell)
    }

    fn new_slot(&mut self, id: MemberId) -> u32 {
        let slot = Slot { id, bucket: 0, position: 0 };
        let n = match self.unused.pop() {
            Some(n) => {
                self.slots[n as usize] = slot;
                n
            }
            None => {
                self.slots.push(slot);
                self.slots.len() as u32 - 1
            }
        };
        self.by_id.insert(id, n);
        n
    }

    fn place(&mut self, entry: Entry) {
        let bucket = bucket_of(entry.cell);
        let slot = &mut self.slots[entry.slot as usize];
        (slot.bucket, slot.position) = (bucket as u32, self.buckets[bucket].len() as u32);
        self.buckets[bucket].push(entry);
    }

    fn take(&mut self, slot: u32) {
        let Slot { bucket, position, .. } = self.slots[slot as usize];
        let entries = &mut self.buckets[bucket as usize];
        entries.swap_remove(position as usize);
        if let Some(moved) = entries.get(position as usize) {
            self.slots[moved.slot as usize].position = position;
        }
    }
}

fn bucket_of(cell: Cell) -> usize {
    let low = (1 << BITS) - 1;
    ((cell.row & low) << BITS | (cell.column & low)) as usize
}

/// A `Point` that was not read from anywhere may hold anything.
fn is_on_earth(point: Point) -> bool {
    Point::new(point.lat, point.lon).is_ok()
}
