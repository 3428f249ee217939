//! Whoever can die: a phone or the server. Every transaction of it passes here.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::Notify;
use waybill_door::{Fate, Gate, Moment};

use super::{dice::Dice, history::History};

/// One that can die.
#[derive(Debug)]
pub(super) struct Body {
    name: String,
    folder: PathBuf,
    state: Mutex<State>,
    died: Notify,
}

#[derive(Debug, Default)]
struct State {
    dead: bool,
    /// Dies at this gate from now, counted down.
    doom: Option<u64>,
}

impl Body {
    /// Alive, with its databases below `folder`.
    pub(super) fn new(name: &str, folder: &Path) -> Arc<Self> {
        Arc::new(Self {
            name: name.to_owned(),
            folder: folder.to_owned(),
            state: Mutex::default(),
            died: Notify::new(),
        })
    }

    /// Will die at the `nth` gate from now.
    pub(super) fn doom(&self, nth: u64) {
        self.lock().doom = Some(nth);
    }

    /// Will not die.
    pub(super) fn spare(&self) {
        self.lock().doom = None;
    }

    /// Dies now.
    pub(super) fn kill(&self) {
        self.lock().dead = true;
        self.died.notify_one();
    }

    /// Lives again.
    pub(super) fn revive(&self) {
        *self.lock() = State::default();
    }

    /// Resolves when it has died.
    pub(super) async fn death(&self) {
        loop {
            if self.lock().dead {
                return;
            }
            self.died.notified().await;
        }
    }

    /// Whether it dies at this gate, or is dead already; the first time with a line for the history.
    fn meet(&self) -> (bool, bool) {
        let mut state = self.lock();
        if state.dead {
            return (true, false);
        }
        state.doom = state.doom.map(|left| left.saturating_sub(1));
        let dies = state.doom == Some(0);
        state.dead = dies;
        (dies, dies)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// All gates.
pub(super) struct Gates {
    bodies: Mutex<Vec<Arc<Body>>>,
    server: Arc<Body>,
    dice: Dice,
    history: Arc<History>,
}

impl Gates {
    pub(super) fn new(server: &Arc<Body>, dice: Dice, history: &Arc<History>) -> Self {
        let bodies = Mutex::new(vec![Arc::clone(server)]);
        Self { bodies, server: Arc::clone(server), dice, history: Arc::clone(history) }
    }

    /// One more that can die.
    pub(super) fn add(&self, body: &Arc<Body>) {
        self.bodies.lock().unwrap_or_else(PoisonError::into_inner).push(Arc::clone(body));
    }

    fn of(&self, file: &Path) -> Option<Arc<Body>> {
        let bodies = self.bodies.lock().unwrap_or_else(PoisonError::into_inner);
        bodies.iter().find(|body| file.starts_with(&body.folder)).cloned()
    }
}

impl Gate for Gates {
    fn pass(&self, file: &Path, what: &'static str, moment: Moment) -> Fate {
        let Some(body) = self.of(file) else { return Fate::Go };
        let (dead, just_now) = body.meet();
        if just_now {
            let when = match moment {
                Moment::Begin => "before",
                Moment::Worked => "before the commit of",
                Moment::Committed => "right after the commit of",
            };
            self.history.say(&body.name, format!("dies {when} {}", words(what)));
            body.kill();
        }
        if dead {
            return Fate::Die;
        }
        // Requests meet each other between their transactions.
        if moment == Moment::Begin && Arc::ptr_eq(&body, &self.server) && self.dice.chance(0.15) {
            return Fate::Wait(self.dice.millis(1..=40));
        }
        Fate::Go
    }
}

/// `sync::push::take_in` of the compiler's name for its closure.
fn words(what: &str) -> String {
    let path = what.split('<').next().unwrap_or(what);
    let parts: Vec<&str> = path.split("::").filter(|part| !part.starts_with('{')).skip(1).collect();
    parts.join("::")
}
