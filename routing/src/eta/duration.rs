//! How long something takes: close to log-normal, but for what takes far longer than it should.

use super::{
    model::Fit,
    normal::{quantile, share},
};

/// What is more than so many standard deviations above what is expected of it takes far longer. Means do not follow it
/// further than that ([`super::Running`]).
pub(super) const FAR: f64 = 1.5;
/// The share of a normal distribution that is no further above its mean.
const NEAR_SHARE: f64 = 0.933_193;
/// The mean of a normal distribution's values that are no further above its mean.
const NEAR_MEAN: f64 = -0.138_8;
/// What takes longer than it ever should goes on for at least this long, in seconds.
const AT_LEAST_S: f64 = 30.0;

/// What takes far longer: peaks over a threshold (Pickands 1975), exponential in the logarithm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Tail {
    /// The share that does.
    pub(super) share: f64,
    /// By how many standard deviations more than [`FAR`], on average.
    pub(super) excess: f64,
}

impl Tail {
    /// That of a normal distribution.
    pub(super) const NORMAL: Self = Self { share: 1.0 - NEAR_SHARE, excess: 0.44 };

    /// Where the middle of the others lies, in standard deviations from a mean that follows each of these up to [`FAR`]:
    /// a mean of nothing is `(1 - share) * (middle + NEAR_MEAN) + share * FAR`, near enough.
    fn middle(self) -> f64 {
        (Self::NORMAL.share - self.share) * (FAR - NEAR_MEAN)
    }
}

/// The logarithm of a duration in seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Duration {
    pub(super) fit: Fit,
    pub(super) tail: Tail,
}

impl Duration {
    /// What is left, in seconds, when so many have gone by: the quantile of `part` of that.
    pub(super) fn left(&self, elapsed: f64, part: f64) -> f64 {
        let seconds = |p: f64| (self.fit.mean + self.fit.spread * self.quantile(p)).exp();
        if elapsed <= 0.0 {
            return seconds(part);
        }
        let gone = self.share((elapsed.ln() - self.fit.mean) / self.fit.spread);
        let left = seconds((gone + part * (1.0 - gone)).min(1.0 - 1e-9)) - elapsed;
        left.max(if gone > 0.9 { AT_LEAST_S } else { 0.0 })
    }

    /// The quantile of `p`, in standard deviations from the mean.
    fn quantile(&self, p: f64) -> f64 {
        let Tail { share, excess } = self.tail;
        let (near, middle) = (1.0 - share, self.tail.middle());
        if p < near {
            middle + quantile(p / near * self::share(FAR - middle))
        } else {
            FAR - excess * ((1.0 - p) / share).ln()
        }
    }

    /// The share that is no more than `z` standard deviations above the mean.
    fn share(&self, z: f64) -> f64 {
        let Tail { share: far, excess } = self.tail;
        let middle = self.tail.middle();
        if z < FAR {
            share(z - middle) / share(FAR - middle) * (1.0 - far)
        } else {
            1.0 - far * ((FAR - z) / excess).exp()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Duration, FAR, Fit, Tail};

    fn duration(share: f64, excess: f64) -> Duration {
        Duration { fit: Fit { mean: 5.0, spread: 0.4 }, tail: Tail { share, excess } }
    }

    #[test]
    fn quantiles_grow_and_shares_undo_them() {
        for (share, excess) in [(0.02, 0.2), (0.0668, 0.44), (0.15, 1.2)] {
            let duration = duration(share, excess);
            let mut before = f64::NEG_INFINITY;
            for k in 1..1_000 {
                let p = f64::from(k) / 1_000.0;
                let z = duration.quantile(p);
                assert!(z >= before, "{p}: {z} after {before}");
                assert!((duration.share(z) - p).abs() < 1e-5, "{p}: {z}");
                before = z;
            }
        }
    }

    #[test]
    fn an_unknown_tail_is_close_to_a_normal_one() {
        let duration = Duration { tail: Tail::NORMAL, ..duration(0.0, 0.0) };
        for (p, z) in [(0.1, -1.282), (0.5, 0.0), (0.9, 1.282), (0.99, 2.326)] {
            assert!((duration.quantile(p) - z).abs() < 0.05, "{p}: {}", duration.quantile(p));
        }
    }

    #[test]
    fn who_is_in_the_tail_stays_the_longer_the_longer_it_is() {
        let duration = duration(0.1, 1.0);
        let at = |z: f64| (5.0 + 0.4 * z).exp();
        let (near, far) = (duration.left(at(FAR), 0.5), duration.left(at(FAR + 1.0), 0.5));
        assert!(far > 1.3 * near && near > 60.0, "{near} {far}");
        assert_eq!(duration.left(0.0, 0.45), duration.left(-1.0, 0.45));
    }
}
