//! Archives that are there, and such that are not what they should be.

use std::fs;

use waybill_domain::Point;
use waybill_tiles::{Archive, Geometry, MAX_ZOOM, MIN_ZOOM, Shape, TilesError, write};

use crate::drawn::{CORNERS, Map, line, shape};

fn shapes() -> Vec<Shape> {
    let street = line(&[(52.4, 13.3), (52.6, 13.5)]);
    let town = Geometry::Point(Point { lat: 52.5, lon: 13.4 });
    vec![shape("road", "primary", "B 1", MIN_ZOOM, street), shape("place", "city", "Berlin", MIN_ZOOM, town)]
}

#[tokio::test]
async fn an_archive_says_what_it_covers() {
    let map = Map::of(&shapes()).await;
    assert_eq!(map.archive.zooms(), (MIN_ZOOM, MAX_ZOOM));
    assert_eq!(map.archive.bounds(), CORNERS);
    let gzipped = map.archive.gzipped(6, 34, 20).await.expect("readable").expect("Berlin");
    assert_eq!(gzipped[..2], [0x1f, 0x8b]);
}

#[tokio::test]
async fn no_number_of_a_tile_does_harm() {
    let map = Map::of(&shapes()).await;
    for (zoom, x, y) in
        [(5, 17, 10), (6, 0, 0), (6, 64, 0), (15, 17_603, 10_744), (31, 0, 0), (255, u32::MAX, u32::MAX)]
    {
        assert!(map.archive.tile(zoom, x, y).await.expect("no error").is_none(), "{zoom}/{x}/{y}");
    }
}

#[tokio::test]
async fn the_same_shapes_make_the_same_archive_and_each_zoom_is_told() {
    let map = Map::of(&shapes()).await;
    let again = map.dir.path().join("again");
    let mut told = Vec::new();
    write(&again, &shapes(), CORNERS, |zoom, tiles| told.push((zoom, tiles > 0))).expect("it is written");
    assert!(fs::read(&again).expect("read") == fs::read(map.dir.path().join("map.pmtiles")).expect("read"));
    assert_eq!(told, (MIN_ZOOM..=MAX_ZOOM).map(|zoom| (zoom, true)).collect::<Vec<_>>());
}

#[tokio::test]
async fn what_is_not_a_whole_archive_says_so() {
    let map = Map::of(&shapes()).await;
    let whole = fs::read(map.dir.path().join("map.pmtiles")).expect("read");
    let other = map.dir.path().join("other");
    let mut torn = whole.clone();
    torn[127..2_000].fill(0xff);
    for (bytes, words) in [
        (whole[..whole.len() - 1].to_vec(), "bytes"),
        (Vec::new(), "bytes"),
        (vec![b'x'; whole.len()], "not a whole archive"),
        (torn, "not a whole archive"),
    ] {
        fs::write(&other, bytes).expect("written");
        let error = Archive::open(&other, map.bytes).await.expect_err("it is broken");
        assert!(error.to_string().contains(words) && error.to_string().contains("other"), "{error}");
    }
    let gone = Archive::open(&map.dir.path().join("gone"), 1).await.expect_err("it is not there");
    assert!(matches!(gone, TilesError::Io { .. }), "{gone}");
    let nowhere = write(&map.dir.path().join("no folder/map"), &shapes(), CORNERS, |_, _| {});
    assert!(matches!(nowhere, Err(TilesError::Io { .. })));
}
