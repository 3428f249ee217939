//! Things sorted into square bins by place, so that neighbours are found without looking at everything.

use std::collections::HashMap;

use super::plane::Xy;

/// Bins of things of type `T`.
pub(crate) struct Bins<T> {
    size: f64,
    bins: HashMap<(i32, i32), Vec<T>>,
}

impl<T> Bins<T> {
    pub(crate) fn new(size: f64) -> Self {
        Self { size, bins: HashMap::new() }
    }

    pub(crate) fn insert(&mut self, place: Xy, thing: T) {
        self.bins.entry(self.bin(place)).or_default().push(thing);
    }

    /// Whatever may lie within `radius` of `place`; some of it a little farther off.
    pub(crate) fn near(&self, place: Xy, radius: f64) -> impl Iterator<Item = &T> {
        let reach = (radius / self.size).ceil() as i32;
        let (column, row) = self.bin(place);
        (row - reach..=row + reach)
            .flat_map(move |row| (column - reach..=column + reach).map(move |column| (column, row)))
            .filter_map(|bin| self.bins.get(&bin))
            .flatten()
    }

    fn bin(&self, place: Xy) -> (i32, i32) {
        ((place.x / self.size).floor() as i32, (place.y / self.size).floor() as i32)
    }
}
