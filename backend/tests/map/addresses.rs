//! Addresses are found, also when they are typed with a mistake, in another order, or not to the end.

use std::time::Instant;

use waybill_backend::{
    map::import,
    places::index::{Index, write},
};
use waybill_demo::Town;
use waybill_domain::{
    Point, Timestamp,
    calls::{FoundPlace, PlaceKind},
};
use waybill_routing::features::{self, Address, Features};

use super::sample::{at, extract, town};
use crate::support::Extract;

async fn small() -> (tempfile::TempDir, Index) {
    indexed(town()).await
}

async fn indexed(extract: Extract) -> (tempfile::TempDir, Index) {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("town.osm.pbf");
    extract.write(&file);
    let imported =
        import(file.as_path(), dir.path(), Timestamp::from_millis(0), |_| ()).await.expect("it is whole");
    let index = Index::open(&imported.places()).await.expect("it was just written");
    (dir, index)
}

async fn first(index: &Index, typed: &str) -> FoundPlace {
    let found = index.search(typed, None, 5).await.expect("readable");
    found.into_iter().next().unwrap_or_else(|| panic!("{typed:?} is not found"))
}

fn point((lat, lon): (f64, f64)) -> Point {
    Point { lat, lon }
}

#[tokio::test]
async fn a_house_is_found_however_it_is_typed() {
    let (_dir, index) = small().await;
    let typed = [
        "Hämeentie 6",
        "hameentie 6",
        "HÄMEENTIE 6, 00530 Lahti",
        "6 Hämeentie",
        "Lahti Hämeentie 6",
        "Hämentie 6",
        "Hämenetie 6",
        "Hameentia 6 Lahti",
        "Hämeent 6",
        "Hämeen tie 6",
        "Tavastvägen 6",
        "00530 hämeentie 6",
    ];
    for typed in typed {
        let found = first(&index, typed).await;
        assert_eq!(
            (found.kind, found.label.as_str()),
            (PlaceKind::House, "Hämeentie 6, 00530 Lahti"),
            "{typed}"
        );
        assert!(found.point.distance_m(point(at(3.0, 0.1))) < 1.0, "{typed}");
    }
    assert_eq!(first(&index, "Puistokatu 1 b").await.number, "1b");
    assert_eq!(first(&index, "Hämeentie 3").await.number, "3a", "the only 3 there is");
    assert_eq!(first(&index, "Hämeentie 10").await.kind, PlaceKind::House, "a building has its number too");
}

#[tokio::test]
async fn a_range_of_numbers_is_on_one_side_of_the_street() {
    let mut extract = town();
    let tags = [("addr:street", "Hämeentie"), ("addr:housenumber", "40-44")];
    extract.node(15, at(9.5, 0.1), &tags);
    let (_dir, index) = indexed(extract).await;
    assert_eq!(first(&index, "Hämeentie 42").await.number, "40-44");
    assert_eq!(first(&index, "Hämeentie 43").await.kind, PlaceKind::Street, "that is across the street");
}

#[tokio::test]
async fn of_many_places_of_one_name_the_nearest_is_found() {
    let mut extract = town();
    // So many villages that only they are looked at, a hundred kilometres away and more; and a hamlet near by.
    for n in 0..400_i64 {
        let place = at(0.0, 1_000.0 + 10.0 * n as f64);
        extract.node(1_000 + n, place, &[("place", "village"), ("name", "Uusikylä")]);
    }
    extract.node(999, at(0.0, 20.0), &[("place", "hamlet"), ("name", "Uusikylä")]);
    let (_dir, index) = indexed(extract).await;
    let (lat, lon) = at(0.0, 19.0);
    let found = index.search("Uusikylä", Some(Point { lat, lon }), 5).await.expect("readable");
    assert!(found[0].point.distance_m(Point { lat, lon }) < 500.0, "{:?}", found[0]);
}

#[tokio::test]
async fn a_house_that_the_map_does_not_have_is_between_its_neighbours() {
    let (_dir, index) = small().await;
    let found = first(&index, "Hämeentie 12").await;
    assert_eq!((found.kind, found.number.as_str()), (PlaceKind::Interpolated, "12"));
    // Between 10, at 4.1, and 18, at 9: a quarter of the way, and beside the street like them.
    assert!(found.point.distance_m(point(at(5.3, 0.12))) < 20.0, "{found:?}");
    let line = first(&index, "Puistokatu 24").await;
    assert_eq!(line.kind, PlaceKind::Interpolated);
    assert!(line.point.distance_m(point(at(0.1, 7.0))) < 5.0, "half-way along the line of numbers: {line:?}");
    let nowhere = first(&index, "Hämeentie 500").await;
    assert_eq!((nowhere.kind, nowhere.label.as_str()), (PlaceKind::Street, "Hämeentie, 00530 Lahti"));
}

#[tokio::test]
async fn places_have_names_and_nonsense_is_not_found() {
    let (_dir, index) = small().await;
    let town = first(&index, "lahtis").await;
    assert_eq!((town.kind, town.label.as_str()), (PlaceKind::Locality, "Lahti"));
    assert_eq!(first(&index, "kahvila arjy").await.label, "Kahvila Ärjy, Lahti");
    assert_eq!(first(&index, "kahv").await.kind, PlaceKind::Venue, "while it is being typed");
    for nonsense in ["xyzzy", "\"*", "' OR 1 --", "AND NOT (", "12", "*"] {
        let found = index.search(nonsense, None, 5).await.expect("no error");
        assert!(found.is_empty(), "{nonsense}: {found:?}");
    }
}

#[tokio::test]
async fn a_place_has_the_address_of_its_house_else_its_street_else_its_town() {
    let (_dir, index) = small().await;
    let at_place = async |east: f64, north: f64| {
        let found = index.reverse(point(at(east, north))).await.expect("readable");
        found.map(|found| (found.kind, found.label))
    };
    let some = |kind, label: &str| Some((kind, label.to_owned()));
    assert_eq!(at_place(3.0, 0.2).await, some(PlaceKind::House, "Hämeentie 6, 00530 Lahti"));
    assert_eq!(at_place(7.0, 0.2).await, some(PlaceKind::Street, "Hämeentie, 00530 Lahti"));
    assert_eq!(at_place(12.0, 12.0).await, some(PlaceKind::Locality, "Lahti"));
    assert_eq!(at_place(5_000.0, 5_000.0).await, None);
}

#[tokio::test]
async fn of_two_streets_of_one_name_the_nearer_is_likelier() {
    let dir = tempfile::tempdir().expect("a folder");
    let street = |lon: f64, city: &str| Address {
        number: "5".to_owned(),
        street: "Church Lane".to_owned(),
        city: city.to_owned(),
        postcode: String::new(),
        point: Point { lat: 51.0, lon },
        interpolated: false,
    };
    let features =
        Features { addresses: vec![street(0.0, "Easton"), street(1.0, "Weston")], ..Features::default() };
    let path = dir.path().join("places.db");
    write(&path, &features).await.expect("written");
    let index = Index::open(&path).await.expect("an index");
    for (lon, city) in [(0.1, "Easton"), (0.9, "Weston")] {
        let near = Some(Point { lat: 51.0, lon });
        let found = index.search("5 church lane", near, 5).await.expect("readable");
        let cities: Vec<&str> = found.iter().map(|found| found.city.as_str()).collect();
        assert_eq!((cities.len(), cities[0]), (2, city), "both are found, the near one first");
    }
}

/// What of a list of addresses is found at the first place, as it is typed by `type_it`: the share, and the median and the
/// slowest time of one, in milliseconds.
async fn measure(
    index: &Index,
    addresses: &[&Address],
    type_it: impl Fn(usize, &Address) -> String,
) -> (f64, f64, f64) {
    let (mut found, mut times) = (0, Vec::new());
    for (at, address) in addresses.iter().enumerate() {
        let typed = type_it(at, address);
        // Whoever types looks at the same part of the country, some kilometres away.
        let looks_at = Point { lat: address.point.lat + 0.02, lon: address.point.lon };
        let begun = Instant::now();
        let answer = index.search(&typed, Some(looks_at), 5).await.expect("readable");
        times.push(begun.elapsed().as_secs_f64() * 1e3);
        // The same number twice in one street is two entrances of one house.
        found +=
            usize::from(answer.first().is_some_and(|first| first.point.distance_m(address.point) < 60.0));
    }
    times.sort_by(f64::total_cmp);
    let slowest = times.last().copied().unwrap_or(0.0);
    (found as f64 / addresses.len().max(1) as f64, times[times.len() / 2], slowest)
}

/// One letter of the longest word is left out, doubled, changed or swapped with the next.
fn mistake(at: usize, street: &str) -> String {
    let word = street.split(' ').max_by_key(|word| word.chars().count()).unwrap_or(street);
    let mut letters: Vec<char> = word.chars().collect();
    let place = 1 + at % letters.len().saturating_sub(2).max(1);
    match at % 4 {
        0 => drop(letters.remove(place)),
        1 => letters.insert(place, letters[place]),
        2 => letters[place] = if letters[place] == 'e' { 'a' } else { 'e' },
        _ if place + 1 < letters.len() => letters.swap(place, place + 1),
        _ => letters.swap(place - 1, place),
    }
    street.replacen(word, &letters.into_iter().collect::<String>(), 1)
}

async fn measure_all(name: &str, features: &Features) -> [f64; 4] {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("places.db");
    let counts = write(&path, features).await.expect("written");
    let index = Index::open(&path).await.expect("an index");
    let long = |address: &&Address| address.street.split(' ').any(|word| word.chars().count() > 4);
    let mut all: Vec<&Address> = features.addresses.iter().filter(long).collect();
    let step = (all.len() / 250).max(1);
    all = all.into_iter().step_by(step).collect();
    println!("{name}: {counts:?}, {} asked", all.len());
    let as_written = |_: usize, a: &Address| format!("{} {}", a.street, a.number);
    let mistaken = |at: usize, a: &Address| format!("{} {}", mistake(at, &a.street), a.number);
    let swapped = |_: usize, a: &Address| format!("{} {}", a.number, a.street);
    let short = |_: usize, a: &Address| {
        let letters: String = a.street.chars().take(a.street.chars().count() * 7 / 10).collect();
        format!("{} {}", a.number, letters)
    };
    let rows = [
        ("as written", measure(&index, &all, as_written).await),
        ("with a mistake", measure(&index, &all, mistaken).await),
        ("number first", measure(&index, &all, swapped).await),
        ("seven letters of ten", measure(&index, &all, short).await),
    ];
    for (what, (share, median, slowest)) in &rows {
        println!("{what:>22}: {:5.1} % first, median {median:.2} ms, slowest {slowest:.1} ms", share * 100.0);
    }
    rows.map(|row| row.1.0)
}

#[tokio::test]
async fn nearly_every_address_of_a_town_is_found_first() {
    let features = tokio::task::spawn_blocking(|| Town::generate(7).features()).await.expect("a town");
    let [written, mistaken, swapped, short] = measure_all("the demo town", &features).await;
    assert!(written > 0.99 && swapped > 0.99, "{written} {swapped}");
    assert!(mistaken > 0.95 && short > 0.9, "{mistaken} {short}");
}

#[tokio::test]
async fn nearly_every_address_of_a_real_extract_is_found_first() {
    for name in ["andorra", "helsinki"] {
        let Some(file) = extract(&format!("{name}.osm.pbf")) else { return };
        let features = features::read(&file, |_| ()).expect("it is whole");
        let named = features.addresses.into_iter().filter(|address| !address.street.is_empty()).collect();
        let features = Features { addresses: named, ..features };
        let [written, mistaken, swapped, _] = measure_all(name, &features).await;
        assert!(
            written > 0.95 && swapped > 0.95 && mistaken > 0.85,
            "{name}: {written} {swapped} {mistaken}"
        );
    }
}
