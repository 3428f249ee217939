//! What is on its way to the server right now. A browser has no queue; this is all that "waits".

use std::cell::RefCell;

use waybill_domain::calls::driver::{WaitingItem, WaitingRoom, WaitingWhat};

thread_local! {
    static ROOM: RefCell<WaitingRoom> = RefCell::new(WaitingRoom::default());
}

/// What is under way.
pub(super) fn room() -> WaitingRoom {
    ROOM.with_borrow(Clone::clone)
}

/// How many things are under way.
pub(super) fn count() -> usize {
    ROOM.with_borrow(|room| room.items.len())
}

/// These things set off.
pub(super) fn begin(items: Vec<WaitingItem>) {
    ROOM.with_borrow_mut(|room| room.items.extend(items));
}

/// So many bytes of it have arrived.
pub(super) fn progress(what: &WaitingWhat, sent: u64) {
    ROOM.with_borrow_mut(|room| {
        if let Some(item) = room.items.iter_mut().find(|item| item.what == *what) {
            item.sent = sent;
        }
    });
}

/// It is over: safe on the server, or not.
pub(super) fn end(what: &WaitingWhat, safe: bool) {
    ROOM.with_borrow_mut(|room| {
        room.items.retain(|item| item.what != *what);
        room.safe_today += usize::from(safe);
    });
}
