use waybill_demo::{
    Town,
    track::{GpxError, read_gpx, synthetic},
};

use crate::now;

fn gpx(points: &str) -> String {
    format!(
        r#"<?xml version="1.0"?><gpx version="1.1"><trk><name>x</name><trkseg>{points}</trkseg></trk></gpx>"#
    )
}

#[test]
fn points_with_times_keep_their_pace() {
    let text = gpx(r#"<trkpt lat="42.5" lon="1.5"><ele>1</ele><time>2020-01-01T00:00:00Z</time></trkpt>
           <trkpt lat="42.5005" lon="1.5"><time>2020-01-01T00:00:05Z</time></trkpt>"#);
    let fixes = read_gpx(&text, now()).expect("a track");
    assert_eq!(fixes.len(), 2);
    assert_eq!((fixes[0].at, fixes[1].at), (now(), now().plus_millis(5_000)));
    assert!((fixes[1].speed_mps.expect("a speed") - 11.1).abs() < 0.1);
    assert_eq!(fixes[1].heading_deg, Some(0.0));
}

#[test]
fn points_without_times_go_by_bicycle() {
    let text = gpx(r#"<trkpt lat="42.5" lon="1.5"/><trkpt lat="42.501" lon="1.5"/>"#);
    let fixes = read_gpx(&text, now()).expect("a track");
    assert!((21_000..24_000).contains(&fixes[1].at.since(fixes[0].at)));
}

#[test]
fn a_bad_file_says_what_is_wrong() {
    assert!(matches!(read_gpx("<gpx><trk>", now()), Err(GpxError::Xml(_))));
    assert!(matches!(read_gpx("<gpx/>", now()), Err(GpxError::Empty)));
    let text = gpx(r#"<trkpt lat="42.5" lon="1.5"/><trkpt lat="142.5" lon="1.5"/>"#);
    let error = read_gpx(&text, now()).expect_err("not on the earth");
    assert!(error.to_string().starts_with("trkpt 1: lat and lon must be degrees"), "{error}");
}

#[test]
fn a_synthetic_track_goes_on_along_the_roads() {
    let town = Town::generate(7);
    let fixes = synthetic(&town, 1, now(), 600, 1_000);
    assert_eq!(fixes.len(), 600);
    assert!(fixes.windows(2).all(|pair| pair[0].point.distance_m(pair[1].point) < 25.0));
    let far = fixes.iter().map(|fix| fix.point.distance_m(fixes[0].point)).fold(0.0, f64::max);
    assert!(far > 500.0);
    assert_eq!(fixes, synthetic(&town, 1, now(), 600, 1_000));
}
