//! The index while others change it.

use std::{
    sync::{
        Barrier,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use waybill_domain::Point;
use waybill_routing::nearby::{Change, Filter, LiveIndex};

use super::fleet::{driver, member, organization};

const HERE: Point = Point { lat: 53.55, lon: 10.0 };

#[test]
fn a_driver_who_keeps_crossing_cells_is_found_exactly_once_by_every_query() {
    let index = LiveIndex::default();
    for n in 0..20 {
        index.put(driver(n, 53.55 + n as f64 * 0.000_1, 10.0));
    }
    let (over, begin) = (AtomicBool::new(false), Barrier::new(3));
    thread::scope(|scope| {
        scope.spawn(|| {
            begin.wait();
            for turn in 0..20_000_u32 {
                let lon = if turn % 2 == 0 { 10.02 } else { 9.98 };
                assert_eq!(index.apply(&[Change::Move(member(3), Point { lat: 53.55, lon })]), 1);
            }
            over.store(true, Ordering::Release);
        });
        for _ in 0..2 {
            scope.spawn(|| {
                let (mut found, filter) = (Vec::new(), Filter::of(organization(1)));
                begin.wait();
                while !over.load(Ordering::Acquire) {
                    index.nearest(HERE, 3_000.0, 30, &filter, &mut found);
                    assert_eq!(found.len(), 20, "{found:?}");
                    assert_eq!(found.iter().filter(|near| near.driver == member(3)).count(), 1);
                }
            });
        }
    });
}

#[test]
fn changes_made_together_are_seen_together() {
    let index = LiveIndex::default();
    let both = |lon: f64| [1, 2].map(|n| Change::Put(driver(n, 53.55, lon)));
    index.apply(&both(10.0));
    let over = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            for turn in 0..20_000_u32 {
                index.apply(&both(if turn % 2 == 0 { 10.2 } else { 10.0 }));
            }
            over.store(true, Ordering::Release);
        });
        let (mut found, filter) = (Vec::new(), Filter::of(organization(1)));
        while !over.load(Ordering::Acquire) {
            index.nearest(HERE, 3_000.0, 10, &filter, &mut found);
            assert!(found.len() != 1, "one went without the other");
        }
    });
}

#[test]
fn what_was_changed_is_seen_by_the_next_query() {
    let (index, filter, mut found) = (LiveIndex::default(), Filter::of(organization(1)), Vec::new());
    for turn in 0..100_u32 {
        let point = Point { lat: 53.55, lon: 10.0 + f64::from(turn) * 0.01 };
        assert!(index.put(driver(1, point.lat, point.lon)));
        index.nearest(point, 1.0, 1, &filter, &mut found);
        assert_eq!(found.len(), 1, "turn {turn}");
        assert_eq!((index.len(), index.contains(member(1))), (1, true));
    }
    assert!(index.moved(member(1), HERE) && index.remove(member(1)) && !index.remove(member(1)));
    assert!(!index.moved(member(1), HERE));
    index.nearest(HERE, 1e9, 1, &filter, &mut found);
    assert!(found.is_empty() && index.is_empty());
}
