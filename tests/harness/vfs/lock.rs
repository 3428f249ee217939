//! SQLite's file locks: none, shared, reserved, pending, exclusive. <https://www.sqlite.org/lockingv3.html>

/// Numbers a handle on a file.
pub(super) type HandleId = u64;

/// How much of a file a handle has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    #[default]
    None,
    Shared,
    Reserved,
    Pending,
    Exclusive,
}

impl Level {
    pub(super) fn of(number: i32) -> Self {
        match number {
            0 => Self::None,
            1 => Self::Shared,
            2 => Self::Reserved,
            3 => Self::Pending,
            _ => Self::Exclusive,
        }
    }
}

/// Who holds what on one file.
#[derive(Debug, Default)]
pub(super) struct Locks {
    held: Vec<(HandleId, Level)>,
}

impl Locks {
    /// Takes `wanted` for `who`, or says that somebody else stands in the way.
    pub(super) fn take(&mut self, who: HandleId, wanted: Level) -> bool {
        let mine = self.of(who);
        if mine >= wanted {
            return true;
        }
        let others = self.held.iter().filter(|(id, _)| *id != who).map(|(_, level)| *level);
        let strongest = others.max().unwrap_or_default();
        match wanted {
            Level::None | Level::Pending => true,
            // A reader that is in stays in; new ones wait for a writer that is about to write.
            Level::Shared if strongest >= Level::Pending => false,
            Level::Reserved if strongest >= Level::Reserved => false,
            Level::Exclusive if strongest >= Level::Reserved => false,
            Level::Exclusive if strongest >= Level::Shared => {
                self.set(who, Level::Pending);
                false
            }
            Level::Shared | Level::Reserved | Level::Exclusive => {
                self.set(who, wanted);
                true
            }
        }
    }

    /// Gives back what is more than `level`.
    pub(super) fn give_back(&mut self, who: HandleId, level: Level) {
        if self.of(who) > level {
            self.set(who, level);
        }
    }

    /// Whether anybody means to write.
    pub(super) fn is_reserved(&self) -> bool {
        self.held.iter().any(|(_, level)| *level >= Level::Reserved)
    }

    fn of(&self, who: HandleId) -> Level {
        self.held.iter().find(|(id, _)| *id == who).map(|(_, level)| *level).unwrap_or_default()
    }

    fn set(&mut self, who: HandleId, level: Level) {
        self.held.retain(|(id, _)| *id != who);
        if level > Level::None {
            self.held.push((who, level));
        }
    }
}
