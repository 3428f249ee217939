//! A mean that one odd value does not move far, and that forgets slowly.

/// A value further from the mean than this many standard deviations counts as if it were just so far (Huber, "Robust
/// estimation of a location parameter", 1964, with his 1.5).
const CLIP: f64 = 1.5;

/// A running mean of the last so many values.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Running {
    /// How many values it stands for.
    pub n: f64,
    /// Their mean.
    pub mean: f64,
}

impl Running {
    /// Takes a value in. `spread` is the standard deviation of one value; what is older than `memory` values counts less
    /// and less.
    pub fn add(&mut self, value: f64, spread: f64, memory: f64) {
        self.n = (self.n + 1.0).min(memory);
        let reach = CLIP * spread;
        self.mean += (value - self.mean).clamp(-reach, reach) / self.n;
    }

    /// The mean, drawn towards zero as if `prior` values of zero had come first (James and Stein 1961; with a normal
    /// prior it is the posterior mean, and `prior` the variance of a value over that of the means).
    pub fn shrunk(&self, prior: f64) -> f64 {
        self.mean * self.n / (self.n + prior)
    }
}
