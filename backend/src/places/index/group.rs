//! Streets, from the pieces that a map has of them: pieces of one name that lie together are one street, and houses
//! belong to the street of their name beside them.

use std::collections::HashMap;

use waybill_domain::{Point, line};
use waybill_routing::features::{Address, Road};

use crate::places::words::words;

/// The side of a cell, in degrees: about 220 m. Pieces of one name in neighbouring cells are one street.
const CELL: f64 = 0.002;
/// How many cells around a house its street is looked for.
const REACH: i32 = 4;
/// A house that names no street belongs to the named one within so many metres.
const NAMELESS: f64 = 60.0;

/// A street with its houses.
#[derive(Debug, Default)]
pub(super) struct Group {
    pub(super) name: String,
    pub(super) other_names: Vec<String>,
    pub(super) parts: Vec<Vec<Point>>,
    /// Indices of addresses.
    pub(super) houses: Vec<usize>,
}

type Cell = (i32, i32);

fn cell(point: Point) -> Cell {
    let narrow = point.lat.to_radians().cos().max(0.05);
    ((point.lat / CELL).floor() as i32, (point.lon * narrow / CELL).floor() as i32)
}

fn around(cell: Cell, reach: i32) -> impl Iterator<Item = Cell> {
    (-reach..=reach).flat_map(move |down| (-reach..=reach).map(move |right| (cell.0 + down, cell.1 + right)))
}

/// The points of a line, and more where they are far apart.
fn dense(line: &[Point]) -> Vec<Point> {
    let mut points = line.to_vec();
    for pair in line.windows(2) {
        let pieces = (pair[0].distance_m(pair[1]) / 150.0).floor() as usize;
        points
            .extend((1..=pieces).map(|at| line::towards(pair[0], pair[1], at as f64 / (pieces + 1) as f64)));
    }
    points
}

/// Puts streets and houses together. Houses without any street are left out.
pub(super) fn group(roads: &[Road], addresses: &[Address]) -> Vec<Group> {
    let mut grouping = Grouping::default();
    for road in roads.iter().filter(|road| !road.name.is_empty()) {
        grouping.road(road);
    }
    let mut alone = Vec::new();
    for (at, address) in addresses.iter().enumerate() {
        let found = if address.street.is_empty() {
            grouping.nearest(address.point)
        } else {
            grouping.beside(&key(&address.street), address.point)
        };
        match found {
            Some(group) => grouping.groups[group].houses.push(at),
            None if address.street.is_empty() => {}
            None => alone.push(at),
        }
    }
    // Houses whose street is not on the map, or is called otherwise there, make a street of their own.
    for at in alone {
        let address = &addresses[at];
        let group = grouping.make(&address.street, &[], &[address.point]);
        grouping.groups[group].houses.push(at);
    }
    grouping.groups.retain(|group| !group.parts.is_empty() || !group.houses.is_empty());
    grouping.groups
}

/// What makes two names the same.
fn key(name: &str) -> String {
    words(name).join(" ")
}

#[derive(Default)]
struct Grouping {
    groups: Vec<Group>,
    names: HashMap<String, u32>,
    /// Which groups of a name have a point in a cell.
    cells: HashMap<(u32, Cell), usize>,
    /// Where a group went that became part of another.
    led_on: HashMap<usize, usize>,
    /// All points of streets, for houses that name none.
    points: HashMap<Cell, Vec<(usize, Point)>>,
}

impl Grouping {
    fn name(&mut self, key: String) -> u32 {
        let next = self.names.len() as u32;
        *self.names.entry(key).or_insert(next)
    }

    fn road(&mut self, road: &Road) {
        let points = dense(&road.line);
        let group = self.make(&road.name, &road.other_names, &points);
        self.groups[group].parts.push(road.line.clone());
        for point in points {
            self.points.entry(cell(point)).or_default().push((group, point));
        }
    }

    /// The group of this name at these points; those that they connect become one.
    fn make(&mut self, name: &str, other_names: &[String], points: &[Point]) -> usize {
        let number = self.name(key(name));
        let mut touched: Vec<usize> = points
            .iter()
            .flat_map(|&point| around(cell(point), 1))
            .filter_map(|cell| self.cells.get(&(number, cell)))
            .map(|&group| self.root(group))
            .collect();
        touched.sort_unstable();
        touched.dedup();
        let group = touched.first().copied().unwrap_or_else(|| {
            self.groups.push(Group { name: name.to_owned(), ..Group::default() });
            self.groups.len() - 1
        });
        for &other in touched.iter().skip(1) {
            self.merge(group, other);
        }
        for other in other_names {
            if !self.groups[group].other_names.contains(other) {
                self.groups[group].other_names.push(other.clone());
            }
        }
        for &point in points {
            self.cells.insert((number, cell(point)), group);
        }
        group
    }

    /// Moves everything of `from` to `into`. Who names `from` is led on from there.
    fn merge(&mut self, into: usize, from: usize) {
        let taken = std::mem::take(&mut self.groups[from]);
        self.led_on.insert(from, into);
        let group = &mut self.groups[into];
        group.parts.extend(taken.parts);
        group.houses.extend(taken.houses);
        group.other_names.extend(taken.other_names);
    }

    fn root(&self, mut group: usize) -> usize {
        while let Some(&next) = self.led_on.get(&group) {
            group = next;
        }
        group
    }

    /// The group of this name nearest to a house.
    fn beside(&self, key: &str, point: Point) -> Option<usize> {
        let number = *self.names.get(key)?;
        let here = cell(point);
        (0..=REACH).find_map(|reach| {
            around(here, reach)
                .find_map(|cell| self.cells.get(&(number, cell)).map(|&group| self.root(group)))
        })
    }

    /// The street nearest to a house that names none.
    fn nearest(&self, point: Point) -> Option<usize> {
        let near = around(cell(point), 1).filter_map(|cell| self.points.get(&cell)).flatten();
        let near = near.map(|(group, at)| (at.distance_m(point), self.root(*group)));
        // Its points are up to 150 m apart.
        let mut near: Vec<(f64, usize)> = near.filter(|(off, _)| *off < NAMELESS + 80.0).collect();
        near.sort_by(|a, b| a.0.total_cmp(&b.0));
        near.dedup_by_key(|candidate| candidate.1);
        let off = |group: usize| {
            let parts = self.groups[group].parts.iter().filter_map(|part| line::nearest(part, point));
            parts.map(|found| found.off).min_by(f64::total_cmp).unwrap_or(f64::INFINITY)
        };
        let found = near.into_iter().map(|(_, group)| (off(group), group)).min_by(|a, b| a.0.total_cmp(&b.0));
        found.filter(|(off, _)| *off <= NAMELESS).map(|(_, group)| group)
    }
}
