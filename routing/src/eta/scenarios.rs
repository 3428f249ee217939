//! A hundred scenarios, the same for every question, so that an estimate changes only where what is known changes.

use std::sync::OnceLock;

use rand::{SeedableRng as _, rngs::SmallRng, seq::SliceRandom as _};

/// How many.
pub(super) const COUNT: usize = 100;
/// How many things may be uncertain before their draws come round again.
const DIMENSIONS: usize = 256;

/// For each uncertain thing its share, between 0 and 1, in each scenario: a Latin hypercube (McKay, Beckman and Conover
/// 1979). Every hundredth of every distribution is in exactly one scenario, so a hundred do what thousands of independent
/// draws would.
pub(super) fn shares(dimension: usize) -> &'static [f64; COUNT] {
    static TABLE: OnceLock<Vec<[f64; COUNT]>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut random = SmallRng::seed_from_u64(0);
        let column = |_| {
            let mut column = std::array::from_fn(|k| (k as f64 + 0.5) / COUNT as f64);
            column.shuffle(&mut random);
            column
        };
        (0..DIMENSIONS).map(column).collect()
    });
    &table[dimension % DIMENSIONS]
}
