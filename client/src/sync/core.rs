//! What to do when: inputs and the time in, tasks out. No clock, no I/O.

use rand::{SeedableRng as _, rngs::SmallRng};
use waybill_domain::calls::driver::Network;

use super::Backoff;

/// Something that is done against the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Task {
    /// Commands go up.
    Push,
    /// The server's truth comes down.
    Pull,
    /// One file goes up.
    Upload,
    /// Fixes go up.
    Fixes,
    /// What rarely changes comes down: the offline map, the colleagues.
    Map,
    /// A piece of the map's tiles comes down.
    Tiles,
    /// The live channel is held open.
    Listen,
}

/// What waits in the database.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backlog {
    /// Envelopes the server does not have.
    pub to_push: usize,
    /// Commands that wait for the page that confirms them.
    pub unsettled: usize,
    /// In how many milliseconds a file may be uploaded; `None` where none waits.
    pub upload_in_ms: Option<u64>,
    /// Fixes; or one, where only the begin or end of work is to be told.
    pub fixes: usize,
    /// The last log sequence that was pulled.
    pub cursor: u64,
    /// The lane cannot go on as it is: the next push puts that right, also where nothing waits.
    pub forked: bool,
}

/// What happens.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// What waits now.
    Backlog(Backlog),
    /// A command was queued, somebody pressed "retry", the network came back.
    Kick,
    /// Something else was queued: time to look at the backlog.
    Wake,
    /// The live channel stands.
    Connected,
    /// The server's log has grown to this sequence.
    Poke(u64),
    /// The map's tiles are here no more.
    TilesGone,
    /// A task ended.
    Finished(Task, Finish),
}

/// How a task ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finish {
    /// As it should.
    Done,
    /// As it should, and there is more of it to do as soon as the line is free.
    More,
    /// Not.
    Failed {
        /// The network, not the request, stood in the way.
        offline: bool,
        /// The server asked to wait this long.
        retry_after_ms: Option<u64>,
    },
    /// The session is over.
    SignInNeeded,
}

const TASKS: [Task; 7] =
    [Task::Push, Task::Pull, Task::Upload, Task::Fixes, Task::Map, Task::Tiles, Task::Listen];
/// With the live channel a pull is only a safety net.
const PULL_LISTENING_MS: u64 = 60_000;
const PULL_ALONE_MS: u64 = 15_000;
const FIXES_EVERY_MS: u64 = 8_000;
const MAP_EVERY_MS: u64 = 6 * 3_600_000;

#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    running: bool,
    not_before: u64,
    backoff: Backoff,
}

/// The schedule of one lane. Times are milliseconds of a clock that never goes back.
#[derive(Debug)]
pub struct Core {
    slots: [Slot; TASKS.len()],
    backlog: Backlog,
    upload_at: Option<u64>,
    pull_wanted: bool,
    pull_next: u64,
    tiles_gone: bool,
    listening: bool,
    ended: bool,
    network: Network,
    rng: SmallRng,
}

impl Core {
    /// Begins with a pull. `seed` is for the jitter.
    pub fn new(seed: u64) -> Self {
        Self {
            slots: [Slot::default(); TASKS.len()],
            backlog: Backlog::default(),
            upload_at: None,
            pull_wanted: true,
            pull_next: 0,
            tiles_gone: false,
            listening: false,
            ended: false,
            network: Network::Unknown,
            rng: SmallRng::seed_from_u64(seed),
        }
    }

    /// Takes an input in.
    pub fn handle(&mut self, input: Input, now: u64) {
        match input {
            Input::Backlog(backlog) => {
                self.backlog = backlog;
                self.upload_at = backlog.upload_in_ms.map(|wait| now.saturating_add(wait));
            }
            Input::Kick => {
                self.clear_waits();
                self.slot(Task::Fixes).not_before = 0;
                self.pull_wanted = true;
            }
            Input::Wake => {}
            Input::Connected => {
                self.listening = true;
                self.reached();
            }
            Input::Poke(seq) => self.pull_wanted |= seq > self.backlog.cursor,
            Input::TilesGone => {
                self.tiles_gone = true;
                self.slot(Task::Tiles).not_before = 0;
            }
            Input::Finished(task, finish) => self.finished(task, finish, now),
        }
    }

    /// The tasks to begin now.
    pub fn poll(&mut self, now: u64) -> Vec<Task> {
        let mut begun = Vec::new();
        for task in TASKS {
            if self.due_at(task).is_some_and(|at| at <= now) {
                self.slot(task).running = true;
                match task {
                    Task::Pull => self.pull_wanted = false,
                    Task::Tiles => self.tiles_gone = false,
                    _ => {}
                }
                begun.push(task);
            }
        }
        begun
    }

    /// When to poll again, if nothing happens before.
    pub fn wake_at(&self) -> Option<u64> {
        TASKS.into_iter().filter_map(|task| self.due_at(task)).min()
    }

    /// What is known of the network.
    pub fn network(&self) -> Network {
        let sending = self.runs(Task::Push) || self.runs(Task::Upload);
        if self.ended {
            Network::SignInNeeded
        } else if sending && self.network != Network::Offline {
            Network::Sending
        } else {
            self.network
        }
    }

    /// Whether something other than the live channel is under way or about to be.
    pub fn is_busy(&self, now: u64) -> bool {
        TASKS
            .into_iter()
            .filter(|task| !matches!(task, Task::Listen | Task::Map | Task::Tiles))
            .any(|task| self.runs(task) || self.due_at(task).is_some_and(|at| at <= now))
    }

    fn due_at(&self, task: Task) -> Option<u64> {
        // Without a session only what happened is handed in, by the lane's own signature.
        if self.runs(task) || (self.ended && task != Task::Push) {
            return None;
        }
        let slot = &self.slots[task as usize];
        let pushable = self.backlog.to_push > 0 || self.backlog.forked;
        match task {
            // Push and pull take turns: a page must not be older than the answer to a push.
            Task::Push => (pushable && !self.runs(Task::Pull)).then_some(slot.not_before),
            Task::Pull => {
                let push_first = pushable && !self.slots[Task::Push as usize].backoff.is_failing();
                let due =
                    if self.pull_wanted { slot.not_before } else { self.pull_next.max(slot.not_before) };
                (!self.runs(Task::Push) && !push_first).then_some(due)
            }
            Task::Upload => self.upload_at.map(|at| at.max(slot.not_before)),
            Task::Fixes => (self.backlog.fixes > 0).then_some(slot.not_before),
            // A large thing that nobody waits for: all that matters goes first, between any two pieces.
            Task::Tiles => {
                let taken = [Task::Push, Task::Pull, Task::Upload].into_iter().any(|task| self.runs(task));
                (!taken).then_some(slot.not_before)
            }
            Task::Map | Task::Listen => Some(slot.not_before),
        }
    }

    fn finished(&mut self, task: Task, finish: Finish, now: u64) {
        self.slot(task).running = false;
        if task == Task::Listen {
            self.listening = false;
        }
        match finish {
            Finish::Done => self.done(task, now),
            Finish::More => {
                self.done(task, now);
                self.slot(task).not_before = now;
            }
            Finish::Failed { offline, retry_after_ms } => {
                if offline {
                    self.network = Network::Offline;
                } else {
                    self.reached();
                }
                self.pull_wanted |= task == Task::Pull;
                let slot = &mut self.slots[task as usize];
                slot.not_before = now.saturating_add(slot.backoff.fail(retry_after_ms, &mut self.rng));
            }
            Finish::SignInNeeded => {
                self.ended = true;
                let slot = &mut self.slots[task as usize];
                slot.not_before = now.saturating_add(slot.backoff.fail(None, &mut self.rng));
            }
        }
    }

    fn done(&mut self, task: Task, now: u64) {
        let pause = match task {
            Task::Push | Task::Upload | Task::Pull => 0,
            Task::Fixes => FIXES_EVERY_MS,
            // Gone while this ran, which may have found them there.
            Task::Tiles if self.tiles_gone => 0,
            Task::Map | Task::Tiles => MAP_EVERY_MS,
            Task::Listen => 1_000,
        };
        let slot = self.slot(task);
        slot.backoff.reset();
        slot.not_before = now.saturating_add(pause);
        match task {
            Task::Push => self.pull_wanted = true,
            Task::Pull => {
                let every = if self.listening { PULL_LISTENING_MS } else { PULL_ALONE_MS };
                self.pull_next = now.saturating_add(every);
            }
            Task::Upload | Task::Fixes | Task::Map | Task::Tiles | Task::Listen => {}
        }
        if task != Task::Listen {
            self.reached();
        }
    }

    /// The server answers: what waited for the network need not wait longer.
    fn reached(&mut self) {
        if self.network == Network::Offline {
            self.clear_waits();
        }
        self.network = Network::Online;
    }

    fn clear_waits(&mut self) {
        for slot in self.slots.iter_mut().filter(|slot| slot.backoff.is_failing()) {
            slot.backoff.reset();
            slot.not_before = 0;
        }
    }

    fn runs(&self, task: Task) -> bool {
        self.slots[task as usize].running
    }

    fn slot(&mut self, task: Task) -> &mut Slot {
        &mut self.slots[task as usize]
    }
}
