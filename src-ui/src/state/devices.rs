//! Devices, put into the words that a dispatcher needs: is everything here, what is missing, who must act.

use waybill_domain::calls::LaneStatus;

/// What stands out about a device, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Envelopes could not be read, or could not be sent: a person must look.
    Stuck,
    /// Reports of it wait for a person.
    NeedsLook,
    /// Revoked, or its member disabled: it only hands in what it still has.
    Draining,
    /// Files that its commands commit to have not come.
    Waiting,
    /// Everything that it said came in whole.
    Whole,
}

impl Standing {
    /// Of one lane.
    pub fn of(lane: &LaneStatus) -> Self {
        if lane.unreadable + lane.voided > 0 {
            Self::Stuck
        } else if lane.open_exceptions + lane.quarantined > 0 {
            Self::NeedsLook
        } else if lane.revoked || lane.disabled {
            Self::Draining
        } else if lane.pending_uploads > 0 {
            Self::Waiting
        } else {
            Self::Whole
        }
    }
}

/// The lanes that are worth a line, the gravest first and then those heard of last: a lane that another one took the
/// place of is only worth it while something of it is missing.
pub fn worth_a_line(mut lanes: Vec<LaneStatus>) -> Vec<LaneStatus> {
    lanes.retain(|lane| lane.successor.is_none() || Standing::of(lane) != Standing::Whole);
    lanes.sort_by_key(|lane| (Standing::of(lane), lane.age_s));
    lanes
}

#[cfg(test)]
mod tests {
    use waybill_domain::{LaneId, MemberId, Timestamp};

    use super::*;

    fn lane(age_s: u64) -> LaneStatus {
        LaneStatus {
            lane: LaneId(uuid::Uuid::nil()),
            member: MemberId(uuid::Uuid::nil()),
            member_name: String::new(),
            disabled: false,
            device: String::new(),
            device_name: String::new(),
            platform: String::new(),
            revoked: false,
            signed_in: true,
            last_seq: 9,
            backed_up_seq: 0,
            last_seen_at: Timestamp::default(),
            age_s,
            successor: None,
            pending_uploads: 0,
            pending_bytes: 0,
            open_exceptions: 0,
            rejected: 0,
            quarantined: 0,
            unreadable: 0,
            voided: 0,
            needs_review: 0,
            applied_late: 0,
            duplicates: 0,
        }
    }

    #[test]
    fn what_must_be_looked_at_stands_above_what_comes_by_itself() {
        let waiting = LaneStatus { pending_uploads: 2, ..lane(1) };
        let stuck = LaneStatus { voided: 1, ..lane(2) };
        let replaced = LaneStatus { successor: Some(LaneId(uuid::Uuid::nil())), ..lane(3) };
        let half = LaneStatus { pending_uploads: 1, ..replaced.clone() };
        let ages: Vec<u64> = worth_a_line(vec![lane(0), waiting, stuck, replaced, half])
            .iter()
            .map(|lane| lane.age_s)
            .collect();
        assert_eq!(ages, [2, 1, 3, 0]);
    }
}
