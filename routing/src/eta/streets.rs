//! What single streets are like.
//!
//! A whole way tells how a fleet drives; which of its streets were slow it does not tell. A track does. Of each street it is
//! learned by how much it takes longer, by the map, than the rest of the same way: so what is special about the hour, the
//! driver or the day stays out of it.

use super::{
    learned::Learned,
    model::Key,
    modelled::{Modelled, Passage},
    track::Track,
};

/// Less of a way than this within a square says nothing of it, in seconds: fixes are as far apart.
const LEAST_S: f64 = 8.0;
/// Fewer streets cannot be told from the way as a whole.
const LEAST_STREETS: usize = 3;
/// How far one passage of a street is from another: the standard deviation of the logarithm.
const PASSAGE: f64 = 0.15;

impl Learned {
    /// How long a way takes by the map and by what its streets are like, in seconds.
    pub fn seconds(&self, way: &Modelled) -> f64 {
        let more =
            |(street, seconds): &(Key, f32)| f64::from(*seconds) * (self.speed.part(*street).exp() - 1.0);
        way.seconds + way.streets.iter().map(more).sum::<f64>()
    }

    /// Which share of a way, by its time, leads through streets that are known.
    pub fn familiar(&self, way: &Modelled) -> f64 {
        let known = |(street, seconds): &(Key, f32)| f64::from(*seconds) * self.speed.sure(*street);
        (way.streets.iter().map(known).sum::<f64>() / way.seconds.max(1.0)).min(1.0)
    }

    /// Takes in how long the streets of a way took; the parts of the speed model that changed.
    pub fn passed(&mut self, track: &Track<'_>) -> Vec<Key> {
        let mut passed = track.passed();
        passed.retain(|(passage, seconds)| passage.until - passage.from >= LEAST_S && *seconds > 0.0);
        if passed.len() < LEAST_STREETS {
            return Vec::new();
        }
        let ratio = |(passage, seconds): &(Passage, f64)| (seconds / (passage.until - passage.from)).ln();
        // The median: who rested for a while did so in one street.
        let mut others: Vec<f64> =
            passed.iter().map(|one| ratio(one) - self.speed.part(one.0.street)).collect();
        let (_, whole, _) = others.select_nth_unstable_by(passed.len() / 2, f64::total_cmp);
        for one in &passed {
            self.speed.adjust(one.0.street, ratio(one) - *whole, PASSAGE);
        }
        passed.into_iter().map(|(passage, _)| passage.street).collect()
    }
}
