//! A town of a few streets, and real extracts where they are there.

use std::path::PathBuf;

use crate::support::Extract;

/// Where the town's first crossing is.
pub(crate) const CORNER: (f64, f64) = (60.0, 25.0);

/// So many hundred metres east and north of the first crossing.
pub(crate) fn at(east: f64, north: f64) -> (f64, f64) {
    (CORNER.0 + north * 0.000_899_3, CORNER.1 + east * 0.001_798_6)
}

/// Two streets that meet, houses, a lake with an island, a park, a church: something of everything.
pub(crate) fn town() -> Extract {
    let mut extract = Extract::default();
    // Hämeentie runs east, Puistokatu north; both from the first crossing.
    for (id, place) in
        [(1, at(0.0, 0.0)), (2, at(5.0, 0.0)), (3, at(10.0, 0.0)), (4, at(0.0, 5.0)), (5, at(0.0, 10.0))]
    {
        extract.node(id, place, &[]);
    }
    let houses: [(i64, (f64, f64), &str, &str); 5] = [
        (10, at(1.0, 0.1), "Hämeentie", "2"),
        (11, at(3.0, 0.1), "Hämeentie", "6"),
        (12, at(9.0, 0.1), "Hämeentie", "18"),
        (13, at(2.0, -0.1), "Hämeentie", "3a"),
        (14, at(0.1, 2.0), "Puistokatu", "1;1b"),
    ];
    for (id, place, street, number) in houses {
        let tags = [("addr:street", street), ("addr:housenumber", number), ("addr:postcode", "00530")];
        extract.node(id, place, &tags);
    }
    extract.node(20, at(2.0, 2.0), &[("place", "town"), ("name", "Lahti"), ("name:sv", "Lahtis")]);
    extract.node(21, at(4.0, 1.0), &[("amenity", "cafe"), ("name", "Kahvila Ärjy")]);
    // An interpolation line along Puistokatu, between 20 and 28.
    let posts: [(i64, (f64, f64), &str); 2] = [(30, at(0.1, 5.0), "20"), (31, at(0.1, 9.0), "28")];
    for (id, place, number) in posts {
        extract.node(id, place, &[("addr:street", "Puistokatu"), ("addr:housenumber", number)]);
    }
    for (id, place) in [(40, at(6.0, 3.0)), (41, at(9.0, 3.0)), (42, at(9.0, 6.0)), (43, at(6.0, 6.0))] {
        extract.node(id, place, &[]);
    }
    for (id, place) in [(44, at(7.0, 4.0)), (45, at(8.0, 4.0)), (46, at(8.0, 5.0))] {
        extract.node(id, place, &[]);
    }
    for (id, place) in [(50, at(1.0, 6.0)), (51, at(3.0, 6.0)), (52, at(3.0, 8.5))] {
        extract.node(id, place, &[]);
    }
    for (id, place) in [(60, at(4.0, 0.1)), (61, at(4.2, 0.1)), (62, at(4.2, 0.3))] {
        extract.node(id, place, &[]);
    }
    extract
        .way(100, &[1, 2, 3], &[("highway", "secondary"), ("name", "Hämeentie"), ("name:sv", "Tavastvägen")])
        .way(101, &[1, 4, 5], &[("highway", "residential"), ("name", "Puistokatu")])
        .way(102, &[30, 31], &[("addr:interpolation", "even")])
        .way(103, &[40, 41, 42], &[])
        .way(104, &[40, 43, 42], &[])
        .way(105, &[44, 45, 46, 44], &[])
        .way(106, &[50, 51, 52, 50], &[("leisure", "park"), ("name", "Kirkkopuisto")])
        .way(
            107,
            &[60, 61, 62, 60],
            &[("building", "yes"), ("addr:housenumber", "10"), ("addr:street", "Hämeentie")],
        )
        .way(108, &[4, 50], &[("highway", "footway")])
        .relation(
            200,
            &[(103, "outer"), (104, "outer"), (105, "inner")],
            &[("type", "multipolygon"), ("natural", "water"), ("name", "Vesijärvi")],
        );
    extract
}

/// An extract of the shared data; says so where it is not there.
pub(crate) fn extract(name: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("WAYBILL_DATA").map(PathBuf::from);
    let beside = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data"));
    let file = folder.unwrap_or_else(beside).join("osm").join(name);
    if file.exists() {
        return Some(file);
    }
    println!("skipped: {} is not there; WAYBILL_DATA names the folder of the data", file.display());
    None
}
