//! Streets cut where they meet.

use super::{
    geometry::{Spot, metres},
    map::Map,
};
use crate::travel::TravelMode;

/// The pieces of road that one profile uses, each from one junction to the next.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Pieces {
    /// Where each piece's line begins in `line`; one more than there are pieces.
    pub(super) first: Vec<u32>,
    /// The lines, one after the other.
    pub(super) line: Vec<Spot>,
    /// Length of each, in centimetres.
    pub(super) length_cm: Vec<u32>,
}

/// What is needed to build, and not to answer.
pub(super) struct Cut {
    pub(super) pieces: Pieces,
    /// The junctions at both ends of each piece, as nodes of the map.
    pub(super) ends: Vec<[u32; 2]>,
    /// The street each piece is of.
    pub(super) street: Vec<u32>,
}

impl Pieces {
    pub(super) fn len(&self) -> usize {
        self.length_cm.len()
    }

    /// The points of one piece, in its own direction.
    pub(super) fn line(&self, piece: u32) -> &[Spot] {
        &self.line[self.first[piece as usize] as usize..self.first[piece as usize + 1] as usize]
    }

    fn push(&mut self, line: impl Iterator<Item = Spot>) {
        let start = self.line.len();
        self.line.extend(line);
        let length: f64 = self.line[start..].windows(2).map(|pair| metres(pair[0], pair[1])).sum();
        self.length_cm.push((length * 100.0).round().min(f64::from(u32::MAX / 4)) as u32);
        self.first.push(self.line.len() as u32);
    }
}

/// Cuts the streets that `profile` may use at every node where another begins, ends or crosses, where lights stand and
/// where the way is blocked.
pub(super) fn cut(map: &Map, profile: TravelMode) -> Cut {
    let open = |street: &super::map::Street| street.passages[profile as usize].is_open();
    let mut uses = vec![0_u8; map.nodes.len()];
    for street in map.streets.iter().filter(|street| open(street)) {
        for (at, &node) in street.nodes.iter().enumerate() {
            let end = at == 0 || at + 1 == street.nodes.len();
            let count = &mut uses[node as usize];
            *count = count.saturating_add(if end { 2 } else { 1 });
        }
    }
    let mut cut =
        Cut { pieces: Pieces { first: vec![0], ..Pieces::default() }, ends: Vec::new(), street: Vec::new() };
    for (index, street) in map.streets.iter().enumerate().filter(|(_, street)| open(street)) {
        let mut start = 0;
        for at in 1..street.nodes.len() {
            let here = street.nodes[at];
            let node = &map.nodes[here as usize];
            let junction = uses[here as usize] > 1 || node.signal || node.blocked[profile as usize];
            if !junction {
                continue;
            }
            let part = &street.nodes[start..=at];
            cut.pieces.push(part.iter().map(|&node| Spot::from(map.nodes[node as usize].point)));
            cut.ends.push([part[0], here]);
            cut.street.push(index as u32);
            start = at;
        }
    }
    cut
}
