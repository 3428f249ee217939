//! Which rows of a long table are in sight, so that only those are in the document.

use std::ops::Range;

/// Rows kept ready above and below what is in sight.
const SPARE: usize = 6;

/// How tall a row is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Density {
    /// Two lines: address and recipient, time and proof.
    #[default]
    Comfortable,
    /// One line.
    Compact,
}

impl Density {
    /// In CSS pixels.
    pub fn row_height(self) -> f64 {
        match self {
            Self::Comfortable => 48.0,
            Self::Compact => 32.0,
        }
    }

    /// The name in styles and in what is remembered.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Comfortable => "comfortable",
            Self::Compact => "compact",
        }
    }

    /// The other one.
    pub fn other(self) -> Self {
        match self {
            Self::Comfortable => Self::Compact,
            Self::Compact => Self::Comfortable,
        }
    }
}

/// The rows to have in the document, and the empty space that stands for the others. Heights in CSS pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Visible {
    /// Places in the order.
    pub rows: Range<usize>,
    /// Above them.
    pub above: f64,
    /// Below them.
    pub below: f64,
}

impl Visible {
    /// Of `len` rows, in a view `height` tall that is scrolled down by `top`.
    pub fn of(len: usize, row_height: f64, top: f64, height: f64) -> Self {
        let first = ((top.max(0.0) / row_height) as usize).saturating_sub(SPARE).min(len);
        let shown = (height.max(0.0) / row_height).ceil() as usize + 1 + 2 * SPARE;
        // Starts at an even row and ends at an even one: stripes and reuse of rows stay put while scrolling.
        let first = first - first % 2;
        let end = (first + shown + shown % 2).min(len);
        Self { rows: first..end, above: first as f64 * row_height, below: (len - end) as f64 * row_height }
    }
}

/// Where to scroll so that row `place` is wholly in sight; `None` if it is.
pub fn scroll_to(place: usize, row_height: f64, top: f64, height: f64) -> Option<f64> {
    let (from, to) = (place as f64 * row_height, (place + 1) as f64 * row_height);
    if from < top {
        Some(from)
    } else if to > top + height {
        Some(to - height)
    } else {
        None
    }
}
