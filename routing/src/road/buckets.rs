//! Where the entries of each rank are, in a list that is sorted by rank.

use std::ops::Range;

/// Which part of the list each rank has. A new list costs what it is long, however large the graph.
#[derive(Default)]
pub(super) struct Buckets {
    parts: Vec<Part>,
    round: u32,
}

#[derive(Clone, Copy, Default)]
struct Part {
    round: u32,
    from: u32,
    until: u32,
}

impl Buckets {
    /// Begins anew with a list of these ranks, of which there are `most` different ones.
    pub(super) fn fill(&mut self, most: usize, sorted: impl Iterator<Item = u32>) {
        self.parts.resize(most, Part::default());
        if self.round == u32::MAX {
            self.parts.fill(Part::default());
            self.round = 0;
        }
        self.round += 1;
        for (at, rank) in sorted.enumerate() {
            let part = &mut self.parts[rank as usize];
            if part.round != self.round {
                *part = Part { round: self.round, from: at as u32, until: at as u32 };
            }
            part.until += 1;
        }
    }

    /// The entries of this rank.
    pub(super) fn of(&self, rank: u32) -> Range<usize> {
        let part = self.parts[rank as usize];
        if part.round == self.round { part.from as usize..part.until as usize } else { 0..0 }
    }
}

#[cfg(test)]
mod tests {
    use super::Buckets;

    #[test]
    fn a_new_list_knows_nothing_of_the_one_before() {
        let mut buckets = Buckets::default();
        buckets.fill(5, [0, 0, 3].into_iter());
        assert_eq!((buckets.of(0), buckets.of(1), buckets.of(3)), (0..2, 0..0, 2..3));
        buckets.fill(5, [1, 3, 3].into_iter());
        assert_eq!((buckets.of(0), buckets.of(1), buckets.of(3)), (0..0, 0..1, 1..3));
    }
}
