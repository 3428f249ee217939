//! Numbers as people type them: with a point or a comma.

/// A number, with a point or a comma before its parts; `None` where it is none.
pub(in crate::state) fn read_decimal(text: &str) -> Option<f64> {
    let text = text.trim().replace(',', ".");
    // The library reads `inf` and `1e9` too, which nobody types on purpose.
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    if plain { text.parse().ok() } else { None }
}

/// As [`read_decimal`] reads it, to a thousandth, without zeros that say nothing.
pub(in crate::state) fn write_decimal(value: f64) -> String {
    let text = format!("{value:.3}");
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" { "0".to_owned() } else { short.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_a_point_or_a_comma() {
        assert_eq!(read_decimal(" 2.5 "), Some(2.5));
        assert_eq!(read_decimal("2,5"), Some(2.5));
        assert_eq!(read_decimal("-1"), Some(-1.0));
        for wrong in ["", "1e3", "inf", "NaN", "1.000,5", "2 km"] {
            assert_eq!(read_decimal(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_is_written_is_short_and_reads_the_same() {
        for (value, text) in [(5.0, "5"), (2.5, "2.5"), (0.0, "0"), (-0.0001, "0"), (100.0, "100")] {
            assert_eq!(write_decimal(value), text);
        }
        assert_eq!(read_decimal(&write_decimal(0.123)), Some(0.123));
    }
}
