//! Who counts.

use waybill_domain::{
    Point,
    dispatch::{Load, Vehicle, Vehicles},
};
use waybill_routing::nearby::{Change, Driver, Filter, Grid};

use super::fleet::{driver, member, organization};

fn ids(grid: &Grid, filter: &Filter) -> Vec<u128> {
    let mut found = Vec::new();
    grid.nearest(Point { lat: 53.55, lon: 10.0 }, 3_000.0, 10, filter, &mut found);
    (0..10).filter(|n| found.iter().any(|near| near.driver == member(*n))).collect()
}

#[test]
fn only_drivers_who_fit_every_filter_are_found() {
    let mut grid = Grid::new(400.0);
    let full = Load { weight_g: 10_000, volume_cm3: 10_000, count: 0 };
    for driver in [
        driver(0, 53.55, 10.0),
        Driver { on_shift: false, ..driver(1, 53.55, 10.0) },
        Driver { vehicle: Vehicle::Bicycle, ..driver(2, 53.55, 10.0) },
        Driver { free: full, ..driver(3, 53.55, 10.0) },
        Driver { organization: organization(2), ..driver(4, 53.55, 10.0) },
    ] {
        grid.apply(&Change::Put(driver));
    }
    let all = Filter::of(organization(1));
    assert_eq!(ids(&grid, &all), [0, 2, 3]);
    assert_eq!(ids(&grid, &Filter { on_shift: false, ..all }), [0, 1, 2, 3]);
    assert_eq!(ids(&grid, &Filter { vehicles: Vehicles::from_iter([Vehicle::Bicycle]), ..all }), [2]);
    assert_eq!(ids(&grid, &Filter { load: Load { count: 1, ..Load::default() }, ..all }), [0, 2]);
    assert_eq!(
        ids(&grid, &Filter { load: Load { weight_g: 10_001, ..Load::default() }, ..all }),
        [0_u128; 0]
    );
    assert_eq!(ids(&grid, &Filter::of(organization(2))), [4]);
    assert_eq!(ids(&grid, &Filter::of(organization(3))), [0_u128; 0]);
}

#[test]
fn a_driver_who_changes_is_found_as_they_are_now() {
    let mut grid = Grid::new(400.0);
    grid.apply(&Change::Put(driver(1, 53.55, 10.0)));
    grid.apply(&Change::Put(Driver { on_shift: false, ..driver(1, 53.55, 10.0) }));
    assert_eq!(ids(&grid, &Filter::of(organization(1))), [0_u128; 0]);
    grid.apply(&Change::Put(driver(1, 53.551, 10.0)));
    assert_eq!(ids(&grid, &Filter::of(organization(1))), [1]);
    assert!(grid.apply(&Change::Remove(member(1))));
    assert!(!grid.apply(&Change::Move(member(1), Point { lat: 53.55, lon: 10.0 })));
    assert_eq!(ids(&grid, &Filter::of(organization(1))), [0_u128; 0]);
    assert!(grid.is_empty());
}
