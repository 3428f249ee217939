//! Devices, put into the words that a dispatcher needs: is everything here, what is missing, who must act.

use waybill_domain::calls::LaneStatus;

/// What stands out about a device, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Reports of it could not be read, or could not be sent: somebody must ask the driver what happened.
    Missing,
    /// Exceptions of it wait for a person.
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
            Self::Missing
        } else if lane.open_exceptions > 0 {
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
    lanes.retain(|lane| lane.successor.is_none() || lane.pending_uploads + lane.unreadable + lane.voided > 0);
    lanes.sort_by_key(|lane| (Standing::of(lane), lane.age_s));
    lanes
}

/// All devices in a few figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fleet {
    /// Those worth a line.
    pub devices: usize,
    /// Those of them of which everything is here.
    pub whole: usize,
    /// Files to come.
    pub files: u64,
    /// Their size, in bytes.
    pub bytes: u64,
    /// Reports that could not be read or sent.
    pub stuck: u64,
    /// Open exceptions.
    pub conflicts: u64,
}

/// The figures of `lanes`. Exceptions are a member's, so those of a member with two devices count once.
pub fn fleet(lanes: &[LaneStatus]) -> Fleet {
    let lanes = worth_a_line(lanes.to_vec());
    let mut sum = Fleet { devices: lanes.len(), ..Fleet::default() };
    let mut counted = Vec::new();
    for lane in &lanes {
        sum.whole += usize::from(lane.pending_uploads + lane.unreadable + lane.voided == 0);
        sum.files += lane.pending_uploads;
        sum.bytes += lane.pending_bytes;
        sum.stuck += lane.unreadable + lane.voided;
        if !counted.contains(&lane.member) {
            counted.push(lane.member);
            sum.conflicts += lane.open_exceptions;
        }
    }
    sum
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

    #[test]
    fn exceptions_of_a_member_with_two_devices_count_once() {
        let one = LaneStatus { open_exceptions: 3, ..lane(0) };
        let two = LaneStatus { pending_uploads: 1, pending_bytes: 10, ..one.clone() };
        let sum = fleet(&[one, two]);
        assert_eq!((sum.devices, sum.whole, sum.conflicts), (2, 1, 3));
        assert_eq!((sum.files, sum.bytes), (1, 10));
    }
}
