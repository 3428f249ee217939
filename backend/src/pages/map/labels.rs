//! Street names: a few, where they fit, never upside down.

use std::collections::HashSet;

use super::{frame::Frame, shapes::Shape};

/// Most names in one picture.
const MOST: usize = 16;
/// Width of a letter and room around a name, in pixels.
const LETTER: f64 = 6.2;
const ROOM: f64 = 18.0;
/// Nothing is closer to a name than this, in pixels: another name, the pin, the driver.
const APART: f64 = 84.0;

/// A name and where it stands.
pub(crate) struct Label<'a> {
    /// The street's name.
    pub(crate) text: &'a str,
    /// Its middle.
    pub(crate) at: [f64; 2],
    /// Degrees, clockwise; -90 to 90.
    pub(crate) turn: f64,
}

/// Names for the streets in the picture, main roads first, apart from each other and from `taken`.
pub(crate) fn place<'a>(roads: &[&'a Shape], frame: &Frame, taken: &[[f64; 2]]) -> Vec<Label<'a>> {
    let mut spots: Vec<(f64, Label<'a>)> = roads
        .iter()
        .filter(|road| !road.name.is_empty())
        .flat_map(|road| road.lines.iter().map(move |line| (road, line)))
        .flat_map(|(road, line)| line.windows(2).filter_map(move |pair| spot(road, pair, frame)))
        .collect();
    spots.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let mut names = HashSet::new();
    let mut used = taken.to_vec();
    let mut labels = Vec::new();
    for (_, label) in spots {
        let crowded = used.iter().any(|other| (other[0] - label.at[0]).hypot(other[1] - label.at[1]) < APART);
        if crowded || !names.insert(label.text) {
            continue;
        }
        used.push(label.at);
        labels.push(label);
        if labels.len() == MOST {
            break;
        }
    }
    labels
}

/// The middle of a straight piece that is long enough for the name; with how good it is: near the centre and on a
/// main road is best.
fn spot<'a>(road: &'a Shape, pair: &[[f64; 2]], frame: &Frame) -> Option<(f64, Label<'a>)> {
    let (a, b) = (frame.project(pair[0]), frame.project(pair[1]));
    let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
    let needed = LETTER * road.name.chars().count() as f64 + ROOM;
    let at = [f64::midpoint(a[0], b[0]), f64::midpoint(a[1], b[1])];
    if dx.hypot(dy) < needed || !frame.contains(at) {
        return None;
    }
    let mut turn = dy.atan2(dx).to_degrees();
    if turn > 90.0 {
        turn -= 180.0;
    } else if turn <= -90.0 {
        turn += 180.0;
    }
    let class = road.layer as u8;
    let worth = 400.0 * f64::from(class) - at[0].hypot(at[1]);
    Some((worth, Label { text: &road.name, at, turn }))
}
