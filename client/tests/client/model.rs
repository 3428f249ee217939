//! The schedule against a small model of what surrounds it: whatever happens in whatever order, nothing that waits is
//! forgotten, and push and pull take turns.

use std::collections::BTreeSet;

use proptest::prelude::*;
use waybill_client::sync::{Backlog, Core, Finish, Input, Task};

/// The longest wait after a failure, and half of that for the jitter to be wrong by.
const WAIT_MAX_MS: u64 = 60_000;
/// The longest wait that the model's server asks for.
const ASKED_MAX_MS: u64 = 20_000;

/// Something that happens.
#[derive(Clone, Debug)]
enum Step {
    /// Time goes by.
    Wait(u64),
    /// The driver does something.
    Command,
    /// A photo is committed to.
    Photo,
    /// A fix is kept.
    Fix,
    /// Somebody presses "retry".
    Kick,
    /// The server's log grows, and says so.
    Poke,
    /// The live channel stands.
    Connected,
    /// A task that runs ends well.
    Done(usize),
    /// A task that runs fails: without a network, or with words and perhaps a wait.
    Fail(usize, bool, Option<u64>),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (1..40_000_u64).prop_map(Step::Wait),
        3 => Just(Step::Command),
        1 => Just(Step::Photo),
        1 => Just(Step::Fix),
        1 => Just(Step::Kick),
        2 => Just(Step::Poke),
        1 => Just(Step::Connected),
        6 => (0..7_usize).prop_map(Step::Done),
        4 => (0..7_usize, any::<bool>(), prop::option::of(0..ASKED_MAX_MS))
            .prop_map(|(task, offline, asked)| Step::Fail(task, offline, asked)),
    ]
}

/// The phone and its server, as far as the schedule cares.
struct Model {
    core: Core,
    now: u64,
    running: BTreeSet<Task>,
    /// Commands queued, at the server, and confirmed by a pull.
    queued: usize,
    pushed: usize,
    settled: usize,
    /// What a push or pull under way will have achieved.
    pushing: usize,
    pulling: (usize, u64),
    photos: usize,
    fixes: usize,
    log: u64,
    cursor: u64,
}

impl Model {
    fn new(seed: u64) -> Self {
        let mut model = Self {
            core: Core::new(seed),
            now: 0,
            running: BTreeSet::new(),
            queued: 0,
            pushed: 0,
            settled: 0,
            pushing: 0,
            pulling: (0, 0),
            photos: 0,
            fixes: 0,
            log: 0,
            cursor: 0,
        };
        model.turn();
        model
    }

    /// As the loop does it: the backlog, then what is to be begun.
    fn turn(&mut self) {
        let backlog = Backlog {
            to_push: self.queued - self.pushed,
            unsettled: self.queued - self.settled,
            upload_in_ms: (self.photos > 0).then_some(0),
            fixes: self.fixes,
            cursor: self.cursor,
            ..Backlog::default()
        };
        self.core.handle(Input::Backlog(backlog), self.now);
        for task in self.core.poll(self.now) {
            assert!(self.running.insert(task), "{task:?} is begun twice");
            match task {
                Task::Push => self.pushing = self.queued,
                Task::Pull => self.pulling = (self.pushed, self.log),
                _ => {}
            }
        }
        let both = self.running.contains(&Task::Push) && self.running.contains(&Task::Pull);
        assert!(!both, "push and pull at the same time");
        self.never_forgets();
    }

    /// What waits is under way, or will be within the longest wait.
    fn never_forgets(&self) {
        let waits = self.queued > self.settled || self.photos > 0 || self.fixes > 0;
        let soon = self.core.wake_at().is_some_and(|at| at <= self.now + WAIT_MAX_MS + ASKED_MAX_MS);
        let under_way =
            self.running.iter().any(|task| !matches!(task, Task::Listen | Task::Map | Task::Tiles));
        assert!(!waits || soon || under_way, "something waits, and nothing will happen");
    }

    fn take(&mut self, step: &Step) {
        match *step {
            Step::Wait(ms) => self.now += ms,
            Step::Command => {
                self.queued += 1;
                self.core.handle(Input::Kick, self.now);
            }
            Step::Photo => self.photos += 1,
            Step::Fix => {
                self.fixes += 1;
                self.core.handle(Input::Wake, self.now);
            }
            Step::Kick => self.core.handle(Input::Kick, self.now),
            Step::Poke => {
                self.log += 1;
                self.core.handle(Input::Poke(self.log), self.now);
            }
            Step::Connected => {
                if self.running.contains(&Task::Listen) {
                    self.core.handle(Input::Connected, self.now);
                }
            }
            Step::Done(n) => {
                if let Some(task) = self.nth(n) {
                    self.done(task);
                }
            }
            Step::Fail(n, offline, retry_after_ms) => {
                if let Some(task) = self.nth(n) {
                    self.running.remove(&task);
                    let failed = Finish::Failed { offline, retry_after_ms };
                    self.core.handle(Input::Finished(task, failed), self.now);
                }
            }
        }
        self.turn();
    }

    fn nth(&self, n: usize) -> Option<Task> {
        self.running.iter().nth(n).copied()
    }

    fn done(&mut self, task: Task) {
        self.running.remove(&task);
        match task {
            Task::Push => {
                self.log += u64::from(self.pushing > self.pushed);
                self.pushed = self.pushing;
            }
            Task::Pull => (self.settled, self.cursor) = self.pulling,
            Task::Upload => self.photos = self.photos.saturating_sub(1),
            Task::Fixes => self.fixes = 0,
            _ => {}
        }
        self.core.handle(Input::Finished(task, Finish::Done), self.now);
    }

    fn is_drained(&self) -> bool {
        self.queued == self.settled && self.photos == 0 && self.fixes == 0 && self.cursor == self.log
    }

    /// From now on everything works. How long it took until nothing waited, in milliseconds.
    fn heal(&mut self) -> u64 {
        let healed = self.now;
        while !self.is_drained() {
            assert!(self.now < healed + 10 * WAIT_MAX_MS, "it never drains");
            let ends = |task: &Task| !matches!(task, Task::Listen);
            while let Some(task) = self.running.iter().copied().find(ends) {
                self.done(task);
                self.turn();
            }
            if !self.is_drained() {
                self.now = self.core.wake_at().unwrap_or(u64::MAX).max(self.now + 1);
                self.turn();
            }
        }
        self.now - healed
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_waits_is_forgotten_whatever_happens(
        seed in any::<u64>(),
        steps in prop::collection::vec(step(), 0..120),
    ) {
        let mut model = Model::new(seed);
        for step in &steps {
            model.take(step);
        }
        // So that a pull must come through before all is well.
        model.take(&Step::Poke);
        let took = model.heal();
        // The longest wait of a failed task, what the server asked for, and a pull's own rhythm.
        prop_assert!(took <= 2 * WAIT_MAX_MS + ASKED_MAX_MS, "drained after {took} ms");
        // Once all is well a poke leads to a pull at once, and one that comes during a pull to another.
        model.take(&Step::Poke);
        prop_assert!(model.running.contains(&Task::Pull), "a poke that nobody followed");
        model.take(&Step::Poke);
        model.done(Task::Pull);
        model.turn();
        prop_assert!(model.running.contains(&Task::Pull), "a poke newer than the pull, forgotten");
    }

    #[test]
    fn without_a_session_only_what_happened_is_handed_in(
        seed in any::<u64>(),
        steps in prop::collection::vec(step(), 0..40),
        later in prop::collection::vec(1..600_000_u64, 1..20),
    ) {
        let mut model = Model::new(seed);
        for step in &steps {
            model.take(step);
        }
        if let Some(task) = model.nth(0) {
            model.core.handle(Input::Finished(task, Finish::SignInNeeded), model.now);
            for wait in later {
                model.now += wait;
                model.core.handle(Input::Kick, model.now);
                // By the lane's own signature.
                prop_assert!(model.core.poll(model.now).iter().all(|task| *task == Task::Push));
            }
        }
    }
}
