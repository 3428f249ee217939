//! Lines as short strings.

use proptest::prelude::*;
use waybill_domain::{
    Point,
    polyline::{decode, encode},
};

#[test]
fn the_example_of_the_format_is_read_and_written() {
    let line = [(38.5, -120.2), (40.7, -120.95), (43.252, -126.453)].map(|(lat, lon)| Point { lat, lon });
    assert_eq!(encode(&line, 5), "_p~iF~ps|U_ulLnnqC_mqNvxq`@");
    assert_eq!(decode("_p~iF~ps|U_ulLnnqC_mqNvxq`@", 5), Ok(line.to_vec()));
}

#[test]
fn a_line_that_breaks_off_is_refused() {
    for text in ["_p~iF~ps|U_ulL", "_p~iF~ps|", "_", "\u{1}\u{1}", "ü", "~~~~~~~~~~~~~~~~~~~~"] {
        assert!(decode(text, 5).is_err(), "{text:?}");
    }
}

proptest! {
    #[test]
    fn a_line_comes_back_as_it_went(line in prop::collection::vec((-90.0..90.0, -180.0..180.0), 0..30)) {
        let line: Vec<Point> = line.into_iter().map(|(lat, lon)| Point { lat, lon }).collect();
        let back = decode(&encode(&line, 6), 6).expect("it was just written");
        prop_assert_eq!(back.len(), line.len());
        for (there, here) in back.iter().zip(&line) {
            prop_assert!((there.lat - here.lat).abs() < 1e-6 && (there.lon - here.lon).abs() < 1e-6);
        }
    }

    #[test]
    fn nothing_that_is_written_makes_the_reader_fall(text in ".{0,40}") {
        let _ = decode(&text, 6);
    }
}
