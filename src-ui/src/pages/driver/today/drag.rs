//! Moving a row of a list: where it goes while the finger moves. Pure.

/// A row under a finger.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Drag {
    /// Which row.
    pub(super) from: usize,
    /// How far the finger has moved, in pixels; down is positive.
    pub(super) dy: f64,
    /// Height of one row, in pixels.
    pub(super) height: f64,
    /// The first and the last row it may become.
    pub(super) range: (usize, usize),
}

impl Drag {
    /// Which row it would become now.
    pub(super) fn target(&self) -> usize {
        let rows = (self.dy / self.height.max(1.0)).round();
        let target = self.from as f64 + rows;
        target.clamp(self.range.0 as f64, self.range.1 as f64) as usize
    }

    /// How far row `index` is shown from its own place, in pixels: the row under the finger follows it, the others make
    /// room.
    pub(super) fn offset(&self, index: usize) -> f64 {
        let target = self.target();
        if index == self.from {
            let up = (self.range.0 as f64 - self.from as f64) * self.height;
            let down = (self.range.1 as f64 - self.from as f64) * self.height;
            self.dy.clamp(up - self.height / 3.0, down + self.height / 3.0)
        } else if self.from < index && index <= target {
            -self.height
        } else if target <= index && index < self.from {
            self.height
        } else {
            0.0
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drag(from: usize, dy: f64) -> Drag {
        Drag { from, dy, height: 70.0, range: (0, 4) }
    }

    #[test]
    fn the_row_goes_where_the_finger_is() {
        assert_eq!(drag(1, 20.0).target(), 1);
        assert_eq!(drag(1, 80.0).target(), 2);
        assert_eq!(drag(1, -9_000.0).target(), 0);
        assert_eq!(drag(1, 9_000.0).target(), 4);
    }

    #[test]
    fn the_others_make_room() {
        let down = drag(1, 140.0);
        assert_eq!([0, 2, 3, 4].map(|i| down.offset(i)), [0.0, -70.0, -70.0, 0.0]);
        let up = drag(3, -70.0);
        assert_eq!([1, 2, 4].map(|i| up.offset(i)), [0.0, 70.0, 0.0]);
    }
}
