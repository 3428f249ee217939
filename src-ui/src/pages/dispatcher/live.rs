//! Keeps the board true: first everything, page by page, then what changed, whenever the server says so.

use std::{cell::Cell, rc::Rc};

use waybill_domain::{
    calls::{ListDeliveries, ListMembers, ListPositions, driver::Network},
    protocol::Poke,
};
use yew::prelude::*;

use crate::{
    bridge::{
        self, CallError,
        events::Event,
        format::now,
        spawn_local,
        timer::{self, Interval},
    },
    hooks::use_live,
    state::board::{Action, Board, Density, Link},
};

/// The largest page the server gives.
const PAGE: u32 = 500;
/// The first page is smaller: something is on the screen sooner.
const FIRST_PAGE: u32 = 100;
/// Lateness is looked at again this often.
const TICK_MS: u32 = 10_000;
/// While the live connection is gone, or nothing could be loaded, the server is asked this often.
const POLL_MS: u32 = 15_000;
const RETRY_MS: u32 = 2_000;

/// One feed per board. All clones work on the same.
#[derive(Clone)]
struct Feed {
    board: UseReducerDispatcher<Board>,
    state: Rc<FeedState>,
}

#[derive(Default)]
struct FeedState {
    /// The log's sequence up to which everything has been asked for.
    seq: Cell<Option<u64>>,
    /// A question is under way.
    asking: Cell<bool>,
    /// Something changed while it was.
    again: Cell<bool>,
    lost: Cell<bool>,
    gone: Cell<bool>,
    loading: Cell<bool>,
}

impl Feed {
    /// Reads everything. Rows that change meanwhile are caught up from the sequence of the first page.
    async fn load(&self) -> Result<(), CallError> {
        let mut cursor = None;
        let mut first = None;
        loop {
            let limit = Some(if cursor.is_none() { FIRST_PAGE } else { PAGE });
            let page = bridge::call(&ListDeliveries { cursor, limit, ..Default::default() }).await?;
            first.get_or_insert(page.seq);
            cursor = page.next.clone();
            self.board.dispatch(Action::Page(page));
            if cursor.is_none() || self.state.gone.get() {
                break;
            }
        }
        self.state.seq.set(first);
        self.catch_up();
        Ok(())
    }

    async fn people(&self) -> Result<(), CallError> {
        self.board.dispatch(Action::Members(bridge::call(&ListMembers {}).await?));
        self.board.dispatch(Action::Positions(bridge::call(&ListPositions {}).await?));
        Ok(())
    }

    /// Begins the first load, unless it is under way.
    fn start(&self) {
        if self.state.loading.replace(true) {
            return;
        }
        let (feed, people) = (self.clone(), self.clone());
        spawn_local(async move {
            if let Err(error) = feed.load().await {
                feed.board.dispatch(Action::Failed(error.message));
            }
            feed.state.loading.set(false);
        });
        spawn_local(async move {
            // Without names and positions the board still works; they are asked for again after the next loss.
            let _ = people.people().await;
        });
    }

    /// Reads what changed. Pokes that come while it does are answered by one more round, however many they are.
    fn catch_up(&self) {
        let state = &self.state;
        if state.seq.get().is_none() || state.gone.get() {
            return;
        }
        if state.asking.replace(true) {
            state.again.set(true);
            return;
        }
        let feed = self.clone();
        spawn_local(async move {
            let answer = feed.changes().await;
            let state = &feed.state;
            state.asking.set(false);
            match answer {
                Ok(()) if state.again.take() => feed.catch_up(),
                Ok(()) => {}
                // Without a live connection the next poll asks again; with one, nobody else would.
                Err(error) if error.can_retry() && !state.lost.get() => {
                    timer::sleep(RETRY_MS).await;
                    feed.catch_up();
                }
                Err(_) => {}
            }
        });
    }

    async fn changes(&self) -> Result<(), CallError> {
        let changed_after = self.state.seq.get();
        let (mut cursor, mut seen) = (None, None);
        loop {
            let ask = ListDeliveries { changed_after, cursor, limit: Some(PAGE), ..Default::default() };
            let page = bridge::call(&ask).await?;
            seen.get_or_insert(page.seq);
            cursor = page.next.clone();
            self.board.dispatch(Action::CaughtUp(page));
            if cursor.is_none() {
                break;
            }
        }
        self.state.seq.set(seen.max(changed_after));
        Ok(())
    }

    fn hear(&self, event: Event) {
        match event {
            Event::Live(true) => self.back(),
            Event::Live(false) => self.lose(),
            Event::Status(status) => match status.network {
                Network::Offline => self.lose(),
                Network::Online | Network::Sending if self.state.lost.get() => self.back(),
                _ => {}
            },
            Event::Changed => self.catch_up(),
            // Links are followed by the app's frame.
            Event::Link(_) => {}
            Event::Poke(Poke::Hello { seq } | Poke::Changed { seq, .. }) => {
                if self.state.seq.get().is_some_and(|known| seq > known) {
                    self.catch_up();
                }
            }
            Event::Poke(Poke::Position(position)) => {
                self.board.dispatch(Action::Positions(vec![position]));
            }
            Event::Poke(Poke::Expected { delivery, etas }) => {
                self.board.dispatch(Action::Expected(delivery, etas));
            }
            Event::Poke(Poke::Other) => {}
        }
    }

    fn lose(&self) {
        self.state.lost.set(true);
        self.board.dispatch(Action::Link(Link::Lost(now())));
    }

    fn back(&self) {
        self.state.lost.set(false);
        self.board.dispatch(Action::Link(Link::Live));
        if self.state.seq.get().is_none() {
            self.board.dispatch(Action::Reload);
            self.start();
            return;
        }
        self.catch_up();
        let feed = self.clone();
        spawn_local(async move {
            // Positions that were missed come with the next fix of each driver anyway.
            let _ = feed.people().await;
        });
    }
}

/// The board, kept true while the component is there; and a way to try again after a failed first load.
#[hook]
pub(super) fn use_board_feed(density: Density) -> (UseReducerHandle<Board>, Callback<()>) {
    let board = use_reducer(|| Board::new(now(), density));
    let feed = {
        let board = board.dispatcher();
        use_memo((), move |()| Feed { board, state: Rc::default() })
    };
    {
        let feed = (*feed).clone();
        use_effect_with((), move |()| {
            feed.start();
            let (ticking, polling) = (feed.clone(), feed.clone());
            let tick = Interval::new(TICK_MS, move || ticking.board.dispatch(Action::Tick(now())));
            let poll = Interval::new(POLL_MS, move || {
                let state = &polling.state;
                if state.seq.get().is_none() && !state.loading.get() {
                    polling.board.dispatch(Action::Reload);
                    polling.start();
                } else if state.lost.get() {
                    polling.catch_up();
                }
            });
            move || {
                feed.state.gone.set(true);
                drop((tick, poll));
            }
        });
    }
    let hearing = (*feed).clone();
    use_live(Callback::from(move |event| hearing.hear(event)));
    let retry = {
        let feed = (*feed).clone();
        Callback::from(move |()| {
            feed.board.dispatch(Action::Reload);
            feed.start();
        })
    };
    (board, retry)
}
