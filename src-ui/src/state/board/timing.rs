//! How a delivery stands against its window.

use waybill_domain::{Delivery, State, Timestamp};

/// How a delivery stands against its window. Durations in milliseconds, never negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timing {
    /// Open, and the window ends in so long.
    Due(i64),
    /// Open, and the window ended so long ago.
    Late(i64),
    /// Open, and nobody said by when.
    Anytime,
    /// Over, within the window or without one.
    DoneInTime(Timestamp),
    /// Over, so long after the window's end.
    DoneLate(Timestamp, i64),
    /// Called off.
    Cancelled,
}

impl Timing {
    /// How `delivery` stands at `now`.
    pub fn of(delivery: &Delivery, now: Timestamp) -> Self {
        let until = delivery.dropoff.window.until;
        if delivery.state == State::Cancelled {
            return Self::Cancelled;
        }
        if delivery.state == State::Completed {
            let at = delivery.times.completed.unwrap_or(now);
            return match until {
                Some(until) if at > until => Self::DoneLate(at, at.since(until)),
                _ => Self::DoneInTime(at),
            };
        }
        match until {
            Some(until) if now > until => Self::Late(now.since(until)),
            Some(until) => Self::Due(until.since(now)),
            None => Self::Anytime,
        }
    }

    /// Whether something went, or goes, wrong with the time.
    pub fn is_late(self) -> bool {
        matches!(self, Self::Late(_) | Self::DoneLate(..))
    }
}
