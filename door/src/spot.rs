//! Waiting on the spot.

use std::{
    cell::Cell,
    future::{Future, poll_fn},
    pin::pin,
    sync::Arc,
    task::{Context, Poll, Wake, Waker},
    thread::{self, Thread},
};

use crate::simulated;

/// Waits for work that another thread finishes. In a simulation on the spot, so that nothing else happens meanwhile; it
/// must not need anything else of this thread's runtime.
pub async fn settle<F: Future>(work: F) -> F::Output {
    if simulated() { wait(work) } else { work.await }
}

/// Waits on the spot.
pub fn wait<F: Future>(work: F) -> F::Output {
    let (mut work, waker) = (pin!(work), Waker::from(Arc::new(Unpark(thread::current()))));
    loop {
        match work.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(done) => return done,
            Poll::Pending => thread::park(),
        }
    }
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

thread_local! {
    static HELD: Cell<u32> = const { Cell::new(0) };
}

/// As long as this lives, whoever holds it waits for nothing but other threads.
#[derive(Debug)]
pub struct Hold(());

impl Hold {
    /// Takes hold.
    pub fn new() -> Self {
        HELD.with(|held| held.set(held.get() + 1));
        Self(())
    }
}

impl Default for Hold {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        HELD.with(|held| held.set(held.get() - 1));
    }
}

/// Runs `work`, which waits on the spot as long as it has a [`Hold`], and else like any other.
pub async fn on_the_spot<F: Future>(work: F) -> F::Output {
    let (mut work, waker) = (pin!(work), Waker::from(Arc::new(Unpark(thread::current()))));
    poll_fn(|context| {
        let mut polled = work.as_mut().poll(context);
        while polled.is_pending() && HELD.with(Cell::get) > 0 {
            polled = work.as_mut().poll(&mut Context::from_waker(&waker));
            if polled.is_pending() && HELD.with(Cell::get) > 0 {
                thread::park();
            } else if polled.is_pending() {
                // What it waits for now must wake its task, not this thread.
                polled = work.as_mut().poll(context);
            }
        }
        polled
    })
    .await
}
