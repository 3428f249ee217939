//! Any history of changes, any question, anywhere on the earth: the index says what the list says.

use proptest::prelude::*;
use waybill_domain::Point;
use waybill_routing::nearby::{Change, Filter, Grid};

use super::fleet::{List, driver, member, organization, same};

/// Where cells are awkward: towns, both poles, the antimeridian, the corners of longitude and latitude. A coarse raster
/// makes equal places, and so equal distances, common.
fn point() -> impl Strategy<Value = Point> {
    let centre = prop_oneof![
        4 => Just((53.55, 10.0)),
        2 => Just((-16.8, 179.99)),
        2 => Just((66.0, -180.0)),
        2 => Just((89.999, 30.0)),
        2 => Just((-89.99, -120.0)),
        1 => Just((0.0, 0.0)),
        1 => (-90.0..=90.0, -180.0..=180.0),
    ];
    let raster = (-20_i32..=20, -20_i32..=20);
    (centre, raster, prop_oneof![Just(0.001), Just(0.02), Just(0.5)]).prop_map(
        |((lat, lon), (n, e), step)| {
            let lat: f64 = lat + f64::from(n) * step;
            let lon: f64 = lon + f64::from(e) * step;
            let lon = if lon > 180.0 {
                lon - 360.0
            } else if lon < -180.0 {
                lon + 360.0
            } else {
                lon
            };
            Point { lat: lat.clamp(-90.0, 90.0), lon }
        },
    )
}

fn change() -> impl Strategy<Value = Change> {
    let who = 0_u128..120;
    prop_oneof![
        6 => (who.clone(), point(), 1_u128..3, any::<bool>()).prop_map(|(n, point, of, on_shift)| {
            let organization = organization(of);
            Change::Put(waybill_routing::nearby::Driver { point, organization, on_shift, ..driver(n, 0.0, 0.0) })
        }),
        3 => (who.clone(), point()).prop_map(|(n, point)| Change::Move(member(n), point)),
        1 => who.prop_map(|n| Change::Remove(member(n))),
    ]
}

fn within() -> impl Strategy<Value = f64> {
    prop_oneof![Just(0.0), 10.0..5_000.0, 5_000.0..300_000.0, 300_000.0..21_000_000.0, Just(f64::INFINITY),]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn the_index_finds_exactly_whom_a_look_at_every_driver_finds(
        history in prop::collection::vec(change(), 0..250),
        questions in prop::collection::vec((point(), within(), 0_usize..15), 1..12),
        cell_m in prop_oneof![Just(100.0), Just(400.0), Just(50_000.0)],
    ) {
        let (mut grid, mut list) = (Grid::new(cell_m), List::default());
        for change in &history {
            grid.apply(change);
            list.apply(change);
        }
        prop_assert_eq!(grid.len(), list.0.len());
        let mut found = Vec::new();
        for (from, within_m, count) in questions {
            let filter = Filter::of(organization(1));
            grid.nearest(from, within_m, count, &filter, &mut found);
            let expected = list.nearest(from, within_m, count, &filter);
            prop_assert!(same(&found, &expected), "{from:?} {within_m} {count}: {found:?}, not {expected:?}");
        }
    }
}

#[test]
fn a_crowded_town_and_a_wide_country_are_searched_exactly() {
    // 400 m apart in town, then ever sparser: most rings around most questions are empty.
    let (mut grid, mut list) = (Grid::new(400.0), List::default());
    for n in 0..6_000_u32 {
        let turn = f64::from(n) * 2.399_963;
        let far = (f64::from(n) / 6_000.0).powi(4) * 8.0;
        let change =
            Change::Put(driver(u128::from(n), 53.55 + far * turn.sin(), 10.0 + 1.7 * far * turn.cos()));
        grid.apply(&change);
        list.apply(&change);
    }
    let (filter, mut found) = (Filter::of(organization(1)), Vec::new());
    for n in 0..300_u32 {
        let away = f64::from(n) / 40.0;
        let from =
            Point { lat: 53.55 + away * (f64::from(n)).sin(), lon: 10.0 + away * (f64::from(n)).cos() };
        for (within_m, count) in [(3_000.0, 10), (30_000.0, 3), (900_000.0, 10), (60_000.0, 10_000)] {
            grid.nearest(from, within_m, count, &filter, &mut found);
            assert!(
                same(&found, &list.nearest(from, within_m, count, &filter)),
                "{from:?} {within_m} {count}"
            );
        }
    }
}

#[test]
fn drivers_at_one_place_come_in_the_order_of_their_ids() {
    let mut grid = Grid::new(400.0);
    for n in [7, 3, 9, 1, 5] {
        grid.apply(&Change::Put(driver(n, 53.55, 10.0)));
    }
    let mut found = Vec::new();
    grid.nearest(Point { lat: 53.56, lon: 10.0 }, 5_000.0, 3, &Filter::of(organization(1)), &mut found);
    let ids: Vec<_> = found.iter().map(|near| near.driver).collect();
    assert_eq!(ids, [member(1), member(3), member(5)]);
}

#[test]
fn what_is_not_on_the_earth_is_refused_and_changes_nothing() {
    let mut grid = Grid::new(400.0);
    assert!(grid.apply(&Change::Put(driver(1, 53.55, 10.0))));
    for (lat, lon) in [(f64::NAN, 10.0), (53.0, f64::INFINITY), (90.1, 0.0), (0.0, -180.1)] {
        assert!(!grid.apply(&Change::Put(driver(1, lat, lon))));
        assert!(!grid.apply(&Change::Move(member(1), Point { lat, lon })));
        let mut found = Vec::new();
        grid.nearest(Point { lat, lon }, 1e9, 5, &Filter::of(organization(1)), &mut found);
        assert!(found.is_empty());
    }
    let mut found = Vec::new();
    for within_m in [f64::NAN, -1.0] {
        grid.nearest(Point { lat: 53.55, lon: 10.0 }, within_m, 5, &Filter::of(organization(1)), &mut found);
        assert!(found.is_empty());
    }
    grid.nearest(Point { lat: 53.55, lon: 10.0 }, 0.0, 5, &Filter::of(organization(1)), &mut found);
    assert_eq!(found.len(), 1);
}
