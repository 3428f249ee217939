//! The normal distribution: from a share to a quantile, and back.

/// The quantile of `p`, between 0 and 1: Wichura's algorithm AS 241 (PPND7), good to 7 digits.
pub(super) fn quantile(p: f64) -> f64 {
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180_625 - q * q;
        let above = ((59.109_374_72 * r + 159.291_132_02) * r + 50.434_271_938) * r + 3.387_132_717_9;
        let below = ((67.187_563_6 * r + 78.757_757_664) * r + 17.895_169_469) * r + 1.0;
        return q * above / below;
    }
    let r = (-(if q < 0.0 { p } else { 1.0 - p }).max(1e-300).ln()).sqrt();
    let value = if r <= 5.0 {
        let r = r - 1.6;
        (((0.170_238_211_03 * r + 1.306_728_481_6) * r + 2.756_815_39) * r + 1.423_437_277_7)
            / ((0.120_211_329_75 * r + 0.737_001_642_5) * r + 1.0)
    } else {
        let r = r - 5.0;
        (((0.017_337_203_997 * r + 0.428_682_943_37) * r + 3.081_226_386) * r + 6.657_905_115)
            / ((0.012_258_202_635 * r + 0.241_978_947_25) * r + 1.0)
    };
    if q < 0.0 { -value } else { value }
}

/// The share below `x`: Abramowitz and Stegun 26.2.17, good to 7 decimals.
pub(super) fn share(x: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.231_641_9 * x.abs());
    let poly = t
        * (0.319_381_530
            + t * (-0.356_563_782 + t * (1.781_477_937 + t * (-1.821_255_978 + t * 1.330_274_429))));
    let above = (-x * x / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt() * poly;
    if x < 0.0 { above } else { 1.0 - above }
}

#[cfg(test)]
mod tests {
    use super::{quantile, share};

    #[test]
    fn the_quantiles_are_those_of_the_tables() {
        for (p, z) in
            [(0.5, 0.0), (0.9, 1.281_551_6), (0.025, -1.959_964), (0.999, 3.090_232), (1e-9, -5.997_807)]
        {
            assert!((quantile(p) - z).abs() < 1e-5, "{p}: {}", quantile(p));
        }
    }

    #[test]
    fn shares_undo_quantiles() {
        for k in 1..200 {
            let p = f64::from(k) / 200.0;
            assert!((share(quantile(p)) - p).abs() < 1e-6);
        }
    }
}
