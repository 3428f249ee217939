//! The ground the town stands on: coast, river, lake, woods and parks, and where one may build.

use std::f64::consts::TAU;

use rand::{Rng, rngs::SmallRng};

use super::{
    bins::Bins,
    curve,
    plane::{Xy, xy},
};

/// How far the country around the town is drawn, so that a map wider than the town has no edge.
pub(crate) const COUNTRY: f64 = 9_000.0;
/// The built-up area lies within this many metres east, west, north and south.
pub(crate) const HALF_WIDTH: f64 = 2_150.0;
pub(crate) const HALF_HEIGHT: f64 = 1_650.0;
/// The middle of the old town.
pub(crate) const CENTRE: Xy = xy(330.0, -190.0);
const CELL: f64 = 10.0;
const COLUMNS: usize = (2.0 * HALF_WIDTH / CELL) as usize;
const ROWS: usize = (2.0 * HALF_HEIGHT / CELL) as usize;

/// A piece of green with its name.
pub(crate) struct Park {
    pub(crate) name: &'static str,
    pub(crate) ring: Vec<Xy>,
}

/// Everything that is not road or house.
pub(crate) struct Ground {
    /// From west to east; the sea is south of it.
    pub(crate) coast: Vec<Xy>,
    /// From its source in the north to the sea.
    pub(crate) river: Vec<Xy>,
    pub(crate) lake: Vec<Xy>,
    pub(crate) harbour: Vec<Vec<Xy>>,
    pub(crate) parks: Vec<Park>,
    river_length: f64,
    outline: Vec<Xy>,
    buildable: Vec<bool>,
}

impl Ground {
    pub(crate) fn generate(rng: &mut SmallRng) -> Self {
        let coast = curve::smooth(&wobble(rng, COAST, 30.0), 40.0);
        let river = curve::smooth(&wobble(rng, RIVER, 22.0), 30.0);
        let mut ground = Self {
            coast,
            river_length: curve::length(&river),
            river,
            lake: blob(rng, xy(-1_330.0, -420.0), 150.0, 95.0),
            harbour: HARBOUR.iter().map(|&(at, turn, w, h)| rectangle(at, turn, w, h)).collect(),
            parks: PARKS
                .iter()
                .map(|&(name, at, rx, ry)| Park { name, ring: blob(rng, at, rx, ry) })
                .collect(),
            outline: blob(rng, xy(20.0, -40.0), 2_010.0, 1_400.0),
            buildable: Vec::new(),
        };
        let shores = Shores::of(&ground);
        ground.buildable = (0..COLUMNS * ROWS).map(|i| ground.dry(&shores, centre(i))).collect();
        ground
    }

    /// Half the river's width at `along` metres from its source: wider towards the mouth.
    fn half_width(&self, along: f64) -> f64 {
        let share = along / self.river_length;
        15.0 + 17.0 * share + 90.0 * (share - 0.955).max(0.0) / 0.045
    }

    /// The river as an area.
    pub(crate) fn river_bed(&self) -> Vec<Xy> {
        let mut along = 0.0;
        let (mut left, mut right) = (Vec::new(), Vec::new());
        for i in 0..self.river.len() {
            if i > 0 {
                along += self.river[i - 1].distance(self.river[i]);
            }
            let half = self.half_width(along);
            let before = self.river[i.saturating_sub(1)];
            let after = self.river[(i + 1).min(self.river.len() - 1)];
            let side = (after - before).unit().left() * half;
            left.push(self.river[i] + side);
            right.push(self.river[i] - side);
        }
        left.extend(right.into_iter().rev());
        left
    }

    /// Name and outline of everything wet.
    pub(crate) fn waters(&self) -> Vec<(&'static str, Vec<Xy>)> {
        let mut waters = vec![
            ("Linden Sound", self.sea()),
            ("Alster Beck", self.river_bed()),
            ("Mill Pond", self.lake.clone()),
        ];
        waters.extend(self.harbour.iter().map(|basin| ("", basin.clone())));
        waters
    }

    /// The sea, down to the end of the country.
    pub(crate) fn sea(&self) -> Vec<Xy> {
        let mut ring = self.coast.clone();
        ring.extend([xy(COUNTRY, -COUNTRY), xy(-COUNTRY, -COUNTRY)]);
        ring
    }

    /// Whether a street or a house may stand here: in town, dry, not in a park.
    pub(crate) fn is_buildable(&self, place: Xy) -> bool {
        index(place).is_some_and(|i| self.buildable[i])
    }

    /// How far from the old town, 0 in its middle, 1 at the edge of the town.
    pub(crate) fn remoteness(&self, place: Xy) -> f64 {
        let way = place - CENTRE;
        (way.x / 1_900.0).hypot(way.y / 1_300.0).min(1.0)
    }

    fn dry(&self, shores: &Shores, place: Xy) -> bool {
        let margin = |ring: &[Xy], metres: f64| {
            ring[0].distance(place) < 800.0
                && (curve::inside(ring, place) || curve::nearest(ring, place).0 < metres)
        };
        // What rules out most places at little cost comes first: this is asked of every cell.
        curve::inside(&self.outline, place)
            && !shores.wet(place)
            && !margin(&self.lake, 30.0)
            && !self.harbour.iter().any(|basin| margin(basin, 26.0))
            && !self.parks.iter().any(|park| margin(&park.ring, 6.0))
    }
}

/// River and coast as many places, each with the distance to keep from it.
struct Shores {
    sea: Vec<Xy>,
    northernmost: f64,
    places: Bins<(Xy, f64)>,
}

impl Shores {
    /// No distance to keep is larger than this.
    const WIDEST: f64 = 150.0;

    fn of(ground: &Ground) -> Self {
        let mut places = Bins::new(75.0);
        let mut every = |line: &[Xy], keep: &dyn Fn(f64) -> f64| {
            let mut along = 0.0;
            for pair in line.windows(2) {
                let length = pair[0].distance(pair[1]);
                if pair[0].x.abs() < HALF_WIDTH + 200.0 && pair[0].y.abs() < HALF_HEIGHT + 200.0 {
                    for i in 0..(length / 8.0).ceil() as usize {
                        let passed = i as f64 * 8.0;
                        let place = pair[0].towards(pair[1], passed / length);
                        places.insert(place, (place, keep(along + passed)));
                    }
                }
                along += length;
            }
        };
        every(&ground.river, &|along| ground.half_width(along) + 20.0);
        every(&ground.coast, &|_| 42.0);
        let northernmost = ground.coast.iter().map(|place| place.y).fold(f64::NEG_INFINITY, f64::max);
        Self { sea: ground.sea(), northernmost, places }
    }

    fn wet(&self, place: Xy) -> bool {
        (place.y < self.northernmost && curve::inside(&self.sea, place))
            || self.places.near(place, Self::WIDEST).any(|&(at, keep)| at.distance(place) < keep)
    }
}

const COAST: &[Xy] = &[
    xy(-COUNTRY, -1_500.0),
    xy(-5_500.0, -1_050.0),
    xy(-3_600.0, -1_420.0),
    xy(-2_700.0, -1_150.0),
    xy(-2_150.0, -1_080.0),
    xy(-1_650.0, -1_200.0),
    xy(-1_150.0, -1_290.0),
    xy(-720.0, -1_170.0),
    xy(-330.0, -1_020.0),
    xy(-60.0, -960.0),
    xy(260.0, -1_000.0),
    xy(640.0, -1_110.0),
    xy(1_050.0, -1_290.0),
    xy(1_500.0, -1_330.0),
    xy(1_950.0, -1_230.0),
    xy(2_500.0, -1_020.0),
    xy(3_300.0, -1_180.0),
    xy(4_800.0, -820.0),
    xy(COUNTRY, -1_400.0),
];

const RIVER: &[Xy] = &[
    xy(-2_600.0, COUNTRY),
    xy(-1_300.0, 5_200.0),
    xy(-1_500.0, 3_400.0),
    xy(-900.0, 2_300.0),
    xy(-740.0, 1_600.0),
    xy(-380.0, 1_120.0),
    xy(-470.0, 700.0),
    xy(-330.0, 330.0),
    xy(30.0, 60.0),
    xy(70.0, -260.0),
    xy(-70.0, -560.0),
    xy(-130.0, -900.0),
    xy(-140.0, -1_150.0),
];

/// Middle, turn in radians, width and height of each harbour basin.
const HARBOUR: &[(Xy, f64, f64, f64)] =
    &[(xy(-560.0, -1_080.0), 0.38, 70.0, 250.0), (xy(-760.0, -1_140.0), 0.38, 60.0, 200.0)];

const PARKS: &[(&str, Xy, f64, f64)] = &[
    ("Linden Park", xy(-430.0, 30.0), 150.0, 125.0),
    ("Castle Garden", xy(520.0, 120.0), 120.0, 80.0),
    ("Botanical Garden", xy(1_050.0, 560.0), 240.0, 170.0),
    ("Old Cemetery", xy(-1_080.0, 560.0), 150.0, 115.0),
    ("Lakeside Meadow", xy(-1_360.0, -440.0), 270.0, 190.0),
    ("Strand Park", xy(1_230.0, -1_060.0), 210.0, 70.0),
    ("Allotments", xy(150.0, 960.0), 170.0, 90.0),
    ("Playing Fields", xy(1_480.0, -330.0), 150.0, 110.0),
    ("Market Green", xy(310.0, -230.0), 52.0, 38.0),
    ("Beech Wood", xy(-2_650.0, 420.0), 420.0, 520.0),
    ("Heron Wood", xy(2_750.0, 1_150.0), 560.0, 420.0),
    ("Northern Heath", xy(-300.0, 2_350.0), 420.0, 300.0),
    ("Dune Reserve", xy(3_300.0, -700.0), 480.0, 210.0),
    ("Mill Copse", xy(1_350.0, 1_950.0), 300.0, 190.0),
    ("Harbour Dunes", xy(-1_560.0, -1_070.0), 230.0, 75.0),
    ("Spruce Plantation", xy(-2_350.0, -350.0), 190.0, 260.0),
    ("Kite Meadow", xy(2_350.0, -250.0), 260.0, 200.0),
    ("Abbey Wood", xy(-1_900.0, 2_050.0), 380.0, 230.0),
    ("West Dunes", xy(-3_700.0, -900.0), 480.0, 260.0),
];

fn wobble(rng: &mut SmallRng, knots: &[Xy], metres: f64) -> Vec<Xy> {
    knots
        .iter()
        .map(|&knot| knot + xy(rng.random_range(-metres..metres), rng.random_range(-metres..metres)))
        .collect()
}

/// A round shape that nobody drew with a compass.
fn blob(rng: &mut SmallRng, at: Xy, rx: f64, ry: f64) -> Vec<Xy> {
    const KNOTS: usize = 11;
    let turn = rng.random_range(0.0..TAU);
    let knots: Vec<Xy> = (0..KNOTS)
        .map(|i| {
            let angle = turn + TAU * i as f64 / KNOTS as f64;
            let size = rng.random_range(0.86..1.12);
            at + xy(angle.cos() * rx * size, angle.sin() * ry * size)
        })
        .collect();
    curve::smooth_ring(&knots, (rx + ry) / 14.0)
}

pub(crate) fn rectangle(at: Xy, turn: f64, width: f64, height: f64) -> Vec<Xy> {
    let (along, up) =
        (xy(turn.cos(), turn.sin()) * (width / 2.0), xy(-turn.sin(), turn.cos()) * (height / 2.0));
    vec![at - along - up, at + along - up, at + along + up, at - along + up, at - along - up]
}

fn centre(i: usize) -> Xy {
    xy(((i % COLUMNS) as f64 + 0.5) * CELL - HALF_WIDTH, ((i / COLUMNS) as f64 + 0.5) * CELL - HALF_HEIGHT)
}

fn index(place: Xy) -> Option<usize> {
    let (column, row) = ((place.x + HALF_WIDTH) / CELL, (place.y + HALF_HEIGHT) / CELL);
    let inside = column >= 0.0 && row >= 0.0 && (column as usize) < COLUMNS && (row as usize) < ROWS;
    inside.then(|| row as usize * COLUMNS + column as usize)
}
