//! The hot path asks the allocator for nothing.
//!
//! The counter is per thread, so that tests beside this one do not count.
#![allow(
    unsafe_code,
    reason = "an allocator cannot be written without it; this one only counts and passes on"
)]

use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::Cell,
};

use waybill_domain::Point;
use waybill_routing::nearby::{Change, Filter, LiveIndex};

use super::fleet::{driver, member, organization};

struct Counting;

thread_local! {
    static ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
}

// SAFETY: every call goes to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.with(|count| count.set(count.get() + 1));
        // SAFETY: the caller keeps `alloc`'s contract.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps `dealloc`'s contract.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn allocations(work: impl FnOnce()) -> u64 {
    let before = ALLOCATIONS.with(Cell::get);
    work();
    ALLOCATIONS.with(Cell::get) - before
}

#[test]
fn queries_and_moves_allocate_nothing() {
    assert_eq!(allocations(|| drop(std::hint::black_box(Box::new(1)))), 1, "the counter counts");
    let index = LiveIndex::default();
    for n in 0..2_000_u32 {
        let (row, column) = (n / 50, n % 50);
        index.put(driver(u128::from(n), 53.5 + f64::from(row) * 0.002, 10.0 + f64::from(column) * 0.003));
    }
    let rounds = |found: &mut Vec<_>| {
        for n in 0..2_000_u32 {
            let at = |n: u32| Point {
                lat: 53.5 + f64::from(n / 50) * 0.002,
                lon: 10.0 + f64::from(n % 50) * 0.003,
            };
            // To a neighbour's place and back again: across cells, none of which ever holds more than it did.
            index.apply(&[Change::Move(member(u128::from(n)), at((n + 7) % 2_000))]);
            index.apply(&[Change::Move(member(u128::from(n)), at(n))]);
            index.nearest(at(n), 3_000.0, 10, &Filter::of(organization(1)), found);
            assert_eq!(found.len(), 10);
            index.nearest(at(n), 1e9, 10, &Filter::of(organization(1)), found);
        }
    };
    let mut found = Vec::with_capacity(10);
    // Cells get their room the first time that they are full.
    rounds(&mut found);
    assert_eq!(allocations(|| rounds(&mut found)), 0);
}
