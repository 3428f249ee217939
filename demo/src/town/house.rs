//! House numbers along the streets, and the buildings behind them.

use rand::{Rng, rngs::SmallRng};

use super::{
    Class,
    bins::Bins,
    curve,
    ground::{Ground, rectangle},
    network::Street,
    plane::{Xy, xy},
};

/// Buildings behind numbers: where its door is, which numbers it has.
pub(crate) struct Lot {
    pub(crate) street: usize,
    pub(crate) number: u32,
    pub(crate) door: Xy,
}

/// All numbers and all footprints.
#[derive(Default)]
pub(crate) struct Houses {
    pub(crate) lots: Vec<Lot>,
    pub(crate) buildings: Vec<Vec<Xy>>,
}

/// Sheds of the harbour and of the works: corner, turn in radians, how many side by side, how many rows.
const YARDS: &[(Xy, f64, u32, u32)] = &[
    (xy(-1_080.0, -1_130.0), 0.38, 6, 3),
    (xy(1_700.0, 330.0), 0.2, 4, 4),
    (xy(-330.0, -930.0), 0.4, 3, 2),
    (xy(1_820.0, 40.0), 0.1, 4, 3),
];

/// A footprint taken as the circle around it.
type Circle = (Xy, f64);

struct Builder<'a> {
    ground: &'a Ground,
    roads: Bins<(Xy, f64)>,
    taken: Bins<Circle>,
    out: Houses,
}

/// Metres from the middle of the road to the front of the houses.
fn setback(class: Class, remoteness: f64) -> f64 {
    let road = match class {
        Class::Primary => 12.0,
        Class::Secondary => 10.0,
        Class::Residential => 7.5,
    };
    road + 5.0 * remoteness
}

/// Builds along `streets`, the main ones first, so that their corners are theirs.
pub(crate) fn build(rng: &mut SmallRng, ground: &Ground, streets: &[Street]) -> Houses {
    let mut roads = Bins::new(30.0);
    for street in streets {
        let half = setback(street.class, 0.0) - 2.5;
        let length = curve::length(&street.line);
        let mut along = 0.0;
        while along < length {
            let place = curve::at(&street.line, along).0;
            roads.insert(place, (place, half));
            along += 7.0;
        }
    }
    let mut builder = Builder { ground, roads, taken: Bins::new(30.0), out: Houses::default() };
    for &(at, turn, columns, rows) in YARDS {
        builder.yard(rng, at, turn, columns, rows);
    }
    let mut order: Vec<usize> = (0..streets.len()).collect();
    order.sort_by_key(|&i| (streets[i].class, i));
    for i in order {
        builder.side(rng, streets, i, 1.0);
        builder.side(rng, streets, i, -1.0);
    }
    builder.out
}

impl Builder<'_> {
    /// One side of a street: odd numbers on the left, even ones on the right.
    fn side(&mut self, rng: &mut SmallRng, streets: &[Street], index: usize, left: f64) {
        let street = &streets[index];
        let length = curve::length(&street.line);
        let mut number = if left > 0.0 { 1 } else { 2 };
        let mut along = 14.0;
        while along < length - 10.0 {
            let remoteness = self.ground.remoteness(curve::at(&street.line, along).0);
            // Terraces of several numbers in the old town, single houses at the edge.
            let homes = if remoteness < 0.33 { rng.random_range(2..=5) } else { rng.random_range(1..=3) };
            let frontage = if remoteness < 0.33 { 9.0 } else { 11.0 + 3.0 * remoteness };
            let width = frontage * f64::from(homes);
            let middle = along + width / 2.0;
            let (place, direction) = curve::at(&street.line, middle);
            let depth = rng.random_range(9.0..13.0);
            let front = setback(street.class, remoteness) + rng.random_range(0.0..1.5);
            let outwards = direction.left() * left;
            let centre = place + outwards * (front + depth / 2.0);
            if middle > length - 12.0 || !self.fits(centre, outwards, width, depth) {
                along += 6.0;
                continue;
            }
            along +=
                width + if remoteness < 0.33 { 3.0 } else { 7.0 + 14.0 * remoteness * rng.random::<f64>() };
            self.taken.insert(centre, (centre, width.max(depth) / 2.0));
            // Main streets have no gaps: the addresses that the demo names are there.
            let gap = street.class == Class::Residential && rng.random_bool(0.07 + 0.12 * remoteness);
            if !gap {
                let turn = direction.y.atan2(direction.x);
                self.out.buildings.push(rectangle(centre, turn, width, depth));
                for home in 0..homes {
                    let shift = (f64::from(home) + 0.5) * frontage - width / 2.0;
                    let door = place + outwards * front + direction * shift;
                    self.out.lots.push(Lot { street: index, number, door });
                    number += 2;
                }
            } else {
                number += 2 * homes;
            }
        }
    }

    /// Large sheds without numbers.
    fn yard(&mut self, rng: &mut SmallRng, corner: Xy, turn: f64, columns: u32, rows: u32) {
        let (along, up) = (xy(turn.cos(), turn.sin()), xy(-turn.sin(), turn.cos()));
        for row in 0..rows {
            for column in 0..columns {
                let centre = corner + along * (f64::from(column) * 74.0) + up * (f64::from(row) * 52.0);
                let (width, depth) = (rng.random_range(38.0..60.0), rng.random_range(22.0..36.0));
                if rng.random_bool(0.85) && self.fits(centre, up, width, depth) {
                    self.taken.insert(centre, (centre, xy(width, depth).length() / 1.7));
                    self.out.buildings.push(rectangle(centre, turn, width, depth));
                }
            }
        }
    }

    fn fits(&self, centre: Xy, outwards: Xy, width: f64, depth: f64) -> bool {
        // Looked at closely, since a side street may run between the corners.
        let (along, deep) = (outwards.left() * width, outwards * (depth / 2.0));
        let pieces = (width / 7.0).ceil() as usize;
        let mut places = (0..=pieces)
            .map(|i| centre + along * (i as f64 / pieces as f64 - 0.5))
            .flat_map(|middle| [middle - deep, middle, middle + deep]);
        places.all(|place| {
            self.ground.is_buildable(place)
                && self.roads.near(place, 20.0).all(|&(road, half)| road.distance(place) > half)
        }) && self
            .taken
            .near(centre, 60.0)
            .all(|&(other, radius)| other.distance(centre) > (radius + width.max(depth) / 2.0) * 0.86 + 1.5)
    }
}
