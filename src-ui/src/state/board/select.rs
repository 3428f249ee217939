//! The keyboard's cursor, the open row, and picking several.

use std::rc::Rc;

use waybill_domain::DeliveryId;

use super::Board;

impl Board {
    /// Where `id` stands among the shown rows.
    pub fn place_of(&self, id: DeliveryId) -> Option<usize> {
        self.order.iter().position(|shown| *shown == id)
    }

    /// Where the cursor stands among the shown rows.
    pub fn cursor_place(&self) -> Option<usize> {
        self.cursor.and_then(|id| self.place_of(id))
    }

    /// What an action is about: what is picked, else what is under the cursor, else what is open.
    pub fn targets(&self) -> Vec<DeliveryId> {
        if self.picked.is_empty() {
            self.cursor.or(self.open).into_iter().collect()
        } else {
            self.picked.iter().copied().collect()
        }
    }

    /// The row that is `by` rows below the cursor (negative: above), or the nearest one there is.
    pub fn stepped(&self, by: isize) -> Option<DeliveryId> {
        let last = self.order.len().checked_sub(1)?;
        let place = match self.cursor_place() {
            Some(place) => place.saturating_add_signed(by).min(last),
            None if by < 0 => last,
            None => 0,
        };
        self.order.get(place).copied()
    }

    pub(super) fn pick(&mut self, id: DeliveryId, range: bool) {
        let ends =
            (range.then_some(self.anchor).flatten().and_then(|from| self.place_of(from)), self.place_of(id));
        let picked = Rc::make_mut(&mut self.picked);
        if let (Some(from), Some(to)) = ends {
            picked.extend(self.order[from.min(to)..=from.max(to)].iter().copied());
        } else if !picked.remove(&id) {
            picked.insert(id);
        }
        self.anchor = Some(id);
        self.cursor = Some(id);
    }

    pub(super) fn pick_all(&mut self) {
        let all = !self.order.is_empty() && self.order.iter().all(|id| self.picked.contains(id));
        self.picked = if all { Rc::default() } else { Rc::new(self.order.iter().copied().collect()) };
    }
}
