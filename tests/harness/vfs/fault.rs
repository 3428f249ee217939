//! What goes wrong, and when.

/// A way in which SQLite touches the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Touch {
    /// A file is opened or made.
    Open,
    /// Bytes are read.
    Read,
    /// Bytes are written.
    Write,
    /// What was written is made to last.
    Sync,
    /// A file is cut to a size.
    Truncate,
    /// A file is removed.
    Delete,
    /// The shared memory beside the write-ahead log is mapped.
    Shared,
}

impl Touch {
    /// Everything that changes what a power cut would leave.
    pub const CHANGES: &[Self] = &[Self::Write, Self::Sync, Self::Truncate, Self::Delete];
    /// Everything.
    pub const ALL: &[Self] =
        &[Self::Open, Self::Read, Self::Write, Self::Sync, Self::Truncate, Self::Delete, Self::Shared];
}

/// How it goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The disk answers with an error; nothing was done.
    Io,
    /// The disk says that it is full; nothing was done.
    Full,
    /// Only the first sectors of a write land, then the disk answers with an error. Anything else fails as with `Io`.
    Torn,
    /// The power goes. Nothing works until [`super::Disk::cut_power`] brings it back.
    PowerOff,
    /// The process is killed: nothing works until [`super::Disk::kill`], but all that was written is there.
    Killed,
}

/// One thing that will go wrong.
#[derive(Clone, Copy, Debug)]
pub struct Fault {
    /// Which touches count.
    pub on: &'static [Touch],
    /// It happens at this one of them, counted from 1 and from when the fault was set.
    pub nth: u64,
    /// What happens.
    pub what: Failure,
    /// It stays so: every later one of them fails too.
    pub lasting: bool,
}

impl Fault {
    /// `what` once, at the `nth` change of the disk.
    pub fn once(nth: u64, what: Failure) -> Self {
        Self { on: Touch::CHANGES, nth, what, lasting: false }
    }

    /// `what` from the `nth` change of the disk on.
    pub fn from(nth: u64, what: Failure) -> Self {
        Self { lasting: true, ..Self::once(nth, what) }
    }
}

/// A fault and how far it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Armed {
    fault: Fault,
    seen: u64,
}

impl Armed {
    pub(super) fn new(fault: Fault) -> Self {
        Self { fault, seen: 0 }
    }

    /// Counts a touch; what goes wrong with it.
    pub(super) fn meet(&mut self, touch: Touch) -> Option<Failure> {
        if !self.fault.on.contains(&touch) {
            return None;
        }
        self.seen += 1;
        let now = self.seen == self.fault.nth || (self.fault.lasting && self.seen > self.fault.nth);
        now.then_some(self.fault.what)
    }

    /// Whether it has happened.
    pub(super) fn has_struck(&self) -> bool {
        self.seen >= self.fault.nth
    }
}
