//! Extracts that are not what they should be.

use std::{fs, path::Path};

use waybill_routing::road::osm::{ImportError, read};

use super::data::extract;

fn error(path: &Path) -> ImportError {
    read(path, |_| ()).expect_err("the file is broken")
}

#[test]
fn an_extract_that_is_cut_short_is_said_to_be() {
    let Some(path) = extract("andorra.osm.pbf") else { return };
    let whole = fs::read(&path).expect("the extract");
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join("short.osm.pbf");
    for share in [0.2, 0.5, 0.9, 0.999] {
        let length = (whole.len() as f64 * share) as usize;
        fs::write(&copy, &whole[..length]).expect("there is room");
        let error = error(&copy);
        let ImportError::CutShort { at, size, .. } = error else { panic!("{share}: {error}") };
        assert_eq!(size, length as u64);
        assert!(at < size);
        assert!(error.to_string().contains("is cut short: it breaks off after byte"), "{error}");
    }
    let last: Vec<usize> = (1..60).map(|less| whole.len() - less).collect();
    for length in last {
        fs::write(&copy, &whole[..length]).expect("there is room");
        assert!(matches!(error(&copy), ImportError::CutShort { .. }), "{length}");
    }
}

#[test]
fn an_extract_with_changed_bytes_never_makes_the_reader_fall() {
    let Some(path) = extract("andorra.osm.pbf") else { return };
    let whole = fs::read(&path).expect("the extract");
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join("damaged.osm.pbf");
    let mut refused = 0;
    for at in (0..whole.len()).step_by(whole.len() / 60) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        fs::write(&copy, &bytes).expect("there is room");
        refused += usize::from(read(&copy, |_| ()).is_err());
    }
    assert!(refused > 55, "compressed blocks have a checksum of their own: {refused}");
}

#[test]
fn another_format_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("map.osm.pbf");
    let cases: [(&[u8], &str); 6] = [
        (b"", "it is empty"),
        (b"<?xml version='1.0'?><osm/>", "it is XML"),
        (b"\x1f\x8b\x08\0\0\0", "it is gzip"),
        (b"BZh91AY", "it is bzip2"),
        (b"PK\x03\x04", "it is a ZIP archive"),
        (b"\x89PNG\r\n", "it does not begin with an OSMHeader block"),
    ];
    for (bytes, words) in cases {
        fs::write(&path, bytes).expect("there is room");
        let error = error(&path).to_string();
        assert!(
            error.contains("is not an OpenStreetMap extract in PBF format") && error.contains(words),
            "{error}"
        );
    }
    let error = error(&folder.path().join("nothing.osm.pbf")).to_string();
    assert!(error.contains("nothing.osm.pbf: "), "{error}");
}

#[test]
fn an_extract_without_roads_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("sea.osm.pbf");
    fs::write(&path, sea()).expect("there is room");
    let error = error(&path);
    assert!(matches!(error, ImportError::NoRoads { elements: 1, .. }), "{error:?}");
    assert!(
        error
            .to_string()
            .ends_with("has no roads: of its 1 elements none is a highway or a ferry that can be used")
    );
}

#[test]
fn progress_reaches_the_end_and_never_goes_back() {
    let Some(path) = extract("andorra.osm.pbf") else { return };
    let mut seen = Vec::new();
    read(&path, |progress| seen.push(progress)).expect("the extract is whole");
    assert!(seen.is_sorted_by(|a, b| a.done <= b.done));
    let last = seen.last().expect("there was progress");
    assert_eq!(last.done, last.total);
}

/// A whole file, with one node and nothing else: protocol buffers, written by hand.
fn sea() -> Vec<u8> {
    fn field(number: u8, bytes: &[u8]) -> Vec<u8> {
        [&[number << 3 | 2, bytes.len() as u8], bytes].concat()
    }
    fn block(kind: &str, content: &[u8]) -> Vec<u8> {
        let blob = field(1, content);
        let header = [field(1, kind.as_bytes()), vec![3 << 3, blob.len() as u8]].concat();
        [&(header.len() as u32).to_be_bytes()[..], &header, &blob].concat()
    }
    let header = [field(4, b"OsmSchema-V0.6"), field(4, b"DenseNodes")].concat();
    let node = [1 << 3, 2, 8 << 3, 2, 9 << 3, 2];
    let data = [field(1, &field(1, b"")), field(2, &field(1, &node))].concat();
    [block("OSMHeader", &header), block("OSMData", &data)].concat()
}
