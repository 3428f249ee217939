//! The waiting room: what is on this device only, summed up.

use waybill_domain::{
    calls::driver::{WaitingItem, WaitingRoom, WaitingWhat},
    proof::BlobKind,
};

/// What waits, by kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Completions and failed attempts.
    pub completions: usize,
    /// Other commands.
    pub steps: usize,
    /// Photos.
    pub photos: usize,
    /// Signatures.
    pub signatures: usize,
    /// Bytes still to send.
    pub bytes: u64,
}

impl Summary {
    /// Of everything in the room.
    pub fn of(room: &WaitingRoom) -> Self {
        let mut sum = Self::default();
        for item in &room.items {
            sum.bytes += item.size.saturating_sub(item.sent);
            match &item.what {
                WaitingWhat::Command { outcome: Some(_), .. } => sum.completions += 1,
                WaitingWhat::Command { .. } => sum.steps += 1,
                WaitingWhat::Blob { kind: BlobKind::Photo, .. } => sum.photos += 1,
                WaitingWhat::Blob { kind: BlobKind::Signature, .. } => sum.signatures += 1,
            }
        }
        sum
    }
}

/// Which photo of its delivery this is, and of how many that wait: "photo 1 of 2". `None` for anything else.
pub fn photo_number(room: &WaitingRoom, index: usize) -> Option<(usize, usize)> {
    let is_photo = |item: &WaitingItem| matches!(item.what, WaitingWhat::Blob { kind: BlobKind::Photo, .. });
    let this = room.items.get(index).filter(|item| is_photo(item))?;
    let same = |item: &&WaitingItem| is_photo(item) && item.delivery == this.delivery;
    let before = room.items[..index].iter().filter(same).count();
    Some((before + 1, room.items.iter().filter(same).count()))
}

/// How much of it has gone up, 0 to 100.
pub fn percent(item: &WaitingItem) -> u8 {
    match item.size {
        0 => 0,
        size => (item.sent.min(size) * 100 / size) as u8,
    }
}

#[cfg(test)]
mod tests {
    use waybill_domain::{CommandId, DeliveryId, Outcome, Timestamp, proof::Sha256Hash};

    use super::*;

    fn item(delivery: u8, what: WaitingWhat) -> WaitingItem {
        WaitingItem {
            what,
            delivery: DeliveryId(uuid::Uuid::from_bytes([delivery; 16])),
            address: String::new(),
            at: Timestamp::default(),
            size: 100,
            sent: 25,
            attempts: 0,
            last_error: String::new(),
        }
    }

    fn photo(delivery: u8) -> WaitingItem {
        let sha256 = Sha256Hash::of(&[delivery]);
        item(delivery, WaitingWhat::Blob { sha256, kind: BlobKind::Photo })
    }

    fn room() -> WaitingRoom {
        let completed = WaitingWhat::Command {
            id: CommandId(uuid::Uuid::nil()),
            name: "completed".to_owned(),
            outcome: Some(Outcome::DeliveredToRecipient),
        };
        let items = vec![item(1, completed), photo(1), photo(2), photo(1)];
        WaitingRoom { items, ..WaitingRoom::default() }
    }

    #[test]
    fn the_room_is_summed_up() {
        let sum = Summary::of(&room());
        assert_eq!((sum.completions, sum.photos, sum.bytes), (1, 3, 300));
    }

    #[test]
    fn photos_are_counted_by_delivery() {
        assert_eq!(photo_number(&room(), 0), None);
        assert_eq!(photo_number(&room(), 3), Some((2, 2)));
        assert_eq!(photo_number(&room(), 2), Some((1, 1)));
        assert_eq!(percent(&photo(1)), 25);
    }
}
