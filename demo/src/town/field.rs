//! Which way streets run: a field of directions, pulled into line by the roads, the river and the coast nearby, turning
//! gently everywhere else. A direction and its opposite are the same, so angles are kept doubled.

use super::{
    arterial::Road,
    ground::{CENTRE, Ground, HALF_HEIGHT, HALF_WIDTH},
    plane::{Xy, xy},
};

const CELL: f64 = 40.0;
/// Lines farther off than this, in metres, have no say.
const REACH: f64 = 520.0;

/// Directions on a grid over the town.
pub(crate) struct Field {
    columns: usize,
    rows: usize,
    cells: Vec<Xy>,
}

/// Neighbourhoods laid out at one time: middle, direction in degrees, reach in metres.
const QUARTERS: &[(Xy, f64, f64)] = &[
    (xy(-1_150.0, 300.0), 12.0, 520.0),
    (xy(1_150.0, 330.0), -24.0, 520.0),
    (xy(250.0, 900.0), 4.0, 420.0),
    (xy(1_250.0, -600.0), 24.0, 450.0),
    (xy(-1_250.0, -650.0), -14.0, 450.0),
    (xy(-1_000.0, 1_000.0), 40.0, 420.0),
];

impl Field {
    pub(crate) fn generate(ground: &Ground, roads: &[Road]) -> Self {
        let columns = (2.0 * HALF_WIDTH / CELL) as usize + 2;
        let rows = (2.0 * HALF_HEIGHT / CELL) as usize + 2;
        let mut lines: Vec<(Xy, Xy, f64)> = Vec::new();
        for road in roads {
            collect(&mut lines, &road.line, 1.0);
        }
        collect(&mut lines, &ground.river, 1.4);
        collect(&mut lines, &ground.coast, 1.0);
        let cells = (0..columns * rows)
            .map(|i| {
                let place =
                    xy((i % columns) as f64 * CELL - HALF_WIDTH, (i / columns) as f64 * CELL - HALF_HEIGHT);
                pull(place, &lines)
            })
            .collect();
        Self { columns, rows, cells }
    }

    /// The direction that streets follow here; those that cross it run at a right angle.
    pub(crate) fn direction(&self, place: Xy) -> Xy {
        let column = ((place.x + HALF_WIDTH) / CELL).clamp(0.0, (self.columns - 2) as f64 + 0.999);
        let row = ((place.y + HALF_HEIGHT) / CELL).clamp(0.0, (self.rows - 2) as f64 + 0.999);
        let (i, j) = (column as usize, row as usize);
        let (u, v) = (column - i as f64, row - j as f64);
        let cell = |i: usize, j: usize| self.cells[j * self.columns + i];
        let south = cell(i, j).towards(cell(i + 1, j), u);
        let north = cell(i, j + 1).towards(cell(i + 1, j + 1), u);
        halved(south.towards(north, v))
    }
}

fn collect(lines: &mut Vec<(Xy, Xy, f64)>, line: &[Xy], weight: f64) {
    let near = |place: Xy| place.x.abs() < HALF_WIDTH + REACH && place.y.abs() < HALF_HEIGHT + REACH;
    lines.extend(
        line.windows(2)
            .filter(|pair| near(pair[0]))
            .map(|pair| (pair[0].towards(pair[1], 0.5), doubled(pair[1] - pair[0]), weight)),
    );
}

fn pull(place: Xy, lines: &[(Xy, Xy, f64)]) -> Xy {
    let fades = |metres: f64, reach: f64| (-(metres / reach).powi(2)).exp();
    let mut sum = Xy::default();
    for &(at, direction, weight) in lines {
        let metres = place.distance(at);
        if metres < REACH {
            sum = sum + direction * (weight * fades(metres, 170.0));
        }
    }
    for &(at, degrees, reach) in QUARTERS {
        let turn = 16.0 * ((place.x / 430.0).sin() + (place.y / 370.0).cos());
        let angle = (degrees + turn).to_radians();
        sum = sum + doubled(xy(angle.cos(), angle.sin())) * (1.6 * fades(place.distance(at), reach));
    }
    let around = (place - CENTRE).left();
    sum + doubled(around) * (1.4 * fades(place.distance(CENTRE), 330.0)) + xy(1e-6, 0.0)
}

fn doubled(direction: Xy) -> Xy {
    let d = direction.unit();
    xy(d.x * d.x - d.y * d.y, 2.0 * d.x * d.y)
}

fn halved(doubled: Xy) -> Xy {
    let angle = doubled.y.atan2(doubled.x) / 2.0;
    xy(angle.cos(), angle.sin())
}
