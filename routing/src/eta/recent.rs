//! How the roads are just now, beside what is usual at this hour.

/// How long a jam is felt: after so many seconds a deviation has fallen to a third.
const MEMORY_S: f64 = 3_600.0;
/// How far a fleet's roads are off their usual state: the standard deviation of the logarithm.
const STATE: f64 = 0.12;

/// The roads' present deviation, which comes and goes: an autoregressive state of first order, followed by a Kalman
/// filter (Kalman 1960; one number in, one number out).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Recent {
    /// The logarithm by which ways take longer than usual, at `at`.
    pub mean: f64,
    /// How sure that is: its variance.
    pub variance: f64,
    /// When that was, in milliseconds since 1970.
    pub at: i64,
}

/// The share of a deviation that is left after so many seconds.
fn kept(seconds: f64) -> f64 {
    (-seconds / MEMORY_S).exp()
}

/// What so many seconds add to a deviation that is known: its variance.
pub(super) fn drift(seconds: f64) -> f64 {
    STATE * STATE * (1.0 - kept(seconds).powi(2))
}

impl Default for Recent {
    fn default() -> Self {
        Self { mean: 0.0, variance: STATE * STATE, at: 0 }
    }
}

impl Recent {
    /// What is expected at another moment: the mean and the variance of the deviation.
    pub fn at(&self, ms: i64) -> (f64, f64) {
        let seconds = (ms - self.at).max(0) as f64 / 1_000.0;
        let kept = kept(seconds);
        (self.mean * kept, self.variance * kept * kept + drift(seconds))
    }

    /// Takes in by how much a way that ended at `ms` deviates from what is usual; `spread` is the standard deviation of
    /// one way. One that ended before the last one taken in says little that is new, and is taken as if it ended then.
    pub fn learn(&mut self, ms: i64, value: f64, spread: f64) {
        let ms = ms.max(self.at);
        let (mean, variance) = self.at(ms);
        let gain = variance / (variance + spread * spread).max(f64::MIN_POSITIVE);
        let reach = 2.0 * (variance + spread * spread).sqrt();
        let mean = mean + gain * (value - mean).clamp(-reach, reach);
        *self = Self { mean, variance: variance * (1.0 - gain), at: ms };
    }
}
