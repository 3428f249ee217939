//! The pin of a stop, and the address that it was set for: whoever writes another address must say where that is.

use waybill_domain::{Point, calls::PlaceKind};

use super::{StopDraft, write_point};

impl StopDraft {
    /// With this address as it is being typed; the pin stays where it is.
    pub fn typed(self, address: String) -> Self {
        Self { address, ..self }
    }

    /// With a pin that a person set, or said is right: it is that of the address as it stands.
    pub fn pinned(self, coordinates: String) -> Self {
        let pinned_for = self.address.trim().to_owned();
        Self { coordinates, pinned_for, pin_kind: None, ..self }
    }

    /// With an address and its place, which is known so exactly.
    pub fn placed(self, address: String, point: Point, kind: PlaceKind) -> Self {
        let draft = Self { address, ..self }.pinned(write_point(point));
        Self { pin_kind: Some(kind), ..draft }
    }

    /// As the address is left: a pin that was there before any address is the pin of this one.
    pub fn settled(self) -> Self {
        if !self.has_pin() || !self.pinned_for.is_empty() {
            return self;
        }
        Self { pinned_for: self.address.trim().to_owned(), ..self }
    }

    /// Whether the pin is that of another address.
    pub fn is_stale(&self) -> bool {
        let words = |text: &str| text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
        let (now, then) = (words(&self.address), words(&self.pinned_for));
        self.has_pin() && !now.is_empty() && !then.is_empty() && now != then
    }

    /// How exactly the place of the pin is known, where that is not the door.
    pub fn rough_pin(&self) -> Option<PlaceKind> {
        let exact = |kind: &PlaceKind| matches!(kind, PlaceKind::House | PlaceKind::Venue);
        self.pin_kind.filter(|kind| self.has_pin() && !self.is_stale() && !exact(kind))
    }

    pub(super) fn has_pin(&self) -> bool {
        !self.coordinates.trim().is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const POINT: Point = Point { lat: 52.52, lon: 13.405 };

    fn placed(kind: PlaceKind) -> StopDraft {
        StopDraft::default().placed("Main Street 5".to_owned(), POINT, kind)
    }

    #[test]
    fn a_pin_belongs_to_the_address_that_it_was_set_for() {
        let draft = placed(PlaceKind::House);
        assert!(!draft.is_stale() && draft.rough_pin().is_none());
        assert!(!draft.clone().typed(" main  street 5".to_owned()).is_stale(), "the same in other letters");
        let moved = draft.typed("Side Street 7".to_owned());
        assert!(moved.is_stale());
        assert!(!moved.clone().typed("Main Street 5".to_owned()).is_stale(), "and back");
        let coordinates = moved.coordinates.clone();
        assert!(!moved.pinned(coordinates).is_stale(), "somebody says that it is right");
    }

    #[test]
    fn a_pin_may_come_before_its_address() {
        let draft = StopDraft::default().pinned(write_point(POINT)).typed("Main".to_owned());
        let draft = draft.typed("Main Street".to_owned());
        assert!(!draft.is_stale());
        assert!(draft.settled().typed("Side Street".to_owned()).is_stale(), "and is that one's from then on");
    }

    #[test]
    fn a_pin_on_the_street_is_told_from_one_at_the_door() {
        let draft = placed(PlaceKind::Street);
        assert_eq!(draft.rough_pin(), Some(PlaceKind::Street));
        assert_eq!(draft.pinned("52.52, 13.41".to_owned()).rough_pin(), None);
        assert_eq!(placed(PlaceKind::Interpolated).rough_pin(), Some(PlaceKind::Interpolated));
    }
}
