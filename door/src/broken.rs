//! Protections that a simulation can switch off.

/// One protection against loss. With it off, a simulation must find something wrong; if it does not, its checks are
/// worth nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Break {
    /// The server forgets which commands it has taken in.
    Dedupe,
    /// The phone counts a command as arrived when it is sent.
    Ack,
    /// The phone drops what the server says about deliveries of which something waits here.
    Rebase,
    /// Commits are not on the disk when they say so.
    Fsync,
    /// The server does not say that a delivery was taken away.
    Revoke,
    /// The phone does not notice that the server's log is another one.
    Epoch,
    /// Neither the server nor the phone notices that a copy of the phone speaks in its lane.
    Fork,
}

impl Break {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Dedupe, Self::Ack, Self::Rebase, Self::Fsync, Self::Revoke, Self::Epoch, Self::Fork];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dedupe => "dedupe",
            Self::Ack => "ack",
            Self::Rebase => "rebase",
            Self::Fsync => "fsync",
            Self::Revoke => "revoke",
            Self::Epoch => "epoch",
            Self::Fork => "fork",
        }
    }
}

impl std::str::FromStr for Break {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let names = Self::ALL.map(Self::name).join(", ");
        Self::ALL.into_iter().find(|one| one.name() == name).ok_or(format!("must be one of {names}"))
    }
}
