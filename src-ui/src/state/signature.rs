//! A signature as strokes, so that it survives turning the phone and can be taken back stroke by stroke.

/// A stroke: points in CSS pixels of the pad on which it was drawn.
pub type Stroke = Vec<(f64, f64)>;

/// Below this much ink, in pixels, it is a slip of the finger and not a signature.
const LEAST_INK: f64 = 40.0;

/// Everything drawn so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ink {
    /// Finished strokes, then the one under the pen.
    pub strokes: Vec<Stroke>,
}

impl Ink {
    /// The pen comes down.
    pub fn down(&mut self, x: f64, y: f64) {
        self.strokes.push(vec![(x, y)]);
    }

    /// The pen moves. Points closer than a pixel add nothing.
    pub fn draw(&mut self, x: f64, y: f64) {
        let Some(stroke) = self.strokes.last_mut() else {
            return;
        };
        let far = stroke.last().is_none_or(|(px, py)| (x - px).hypot(y - py) >= 1.0);
        if far {
            stroke.push((x, y));
        }
    }

    /// Without the last stroke.
    pub fn undo(&mut self) {
        self.strokes.pop();
    }

    /// Length of all strokes, in pixels.
    pub fn length(&self) -> f64 {
        let length = |stroke: &Stroke| -> f64 {
            stroke.windows(2).map(|pair| (pair[1].0 - pair[0].0).hypot(pair[1].1 - pair[0].1)).sum()
        };
        self.strokes.iter().map(length).sum()
    }

    /// Whether there is enough to be a signature.
    pub fn is_enough(&self) -> bool {
        self.length() >= LEAST_INK
    }

    /// Smallest rectangle around the ink: left, top, right, bottom. `None` without ink.
    pub fn bounds(&self) -> Option<(f64, f64, f64, f64)> {
        let mut points = self.strokes.iter().flatten();
        let first = points.next()?;
        Some(points.fold((first.0, first.1, first.0, first.1), |(l, t, r, b), (x, y)| {
            (l.min(*x), t.min(*y), r.max(*x), b.max(*y))
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dot_is_not_a_signature() {
        let mut ink = Ink::default();
        ink.down(5.0, 5.0);
        assert!(!ink.is_enough());
        ink.draw(60.0, 5.0);
        assert!(ink.is_enough());
        assert_eq!(ink.bounds(), Some((5.0, 5.0, 60.0, 5.0)));
        ink.undo();
        assert_eq!(ink, Ink::default());
    }
}
