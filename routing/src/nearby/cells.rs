//! The earth in cells of about one size: rows of equal height, each cut into as many columns as its length asks for.

use waybill_domain::Point;

use super::spot::EARTH_RADIUS_M;

/// Degrees added on every side of what is looked at (0.1 mm), against rounding.
const MARGIN: f64 = 1e-9;

/// A cell: its row from the south pole, its column from the antimeridian eastwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) row: u32,
    pub(super) column: u32,
}

/// How the earth is cut.
pub(super) struct Cells {
    size_m: f64,
    /// Degrees of latitude in a row.
    height: f64,
    /// The columns of each row.
    columns: Vec<u32>,
}

/// The rows and the meridians that hold everything within some distance of a point.
pub(super) struct Area {
    pub(super) first_row: u32,
    pub(super) last_row: u32,
    /// Degrees of longitude to either side; 180 is all the way round.
    half_width: f64,
}

/// Columns of a row, counted on past the antimeridian to either side: from `first` to before `end`.
#[derive(Clone, Copy)]
pub(super) struct Span {
    pub(super) first: i64,
    pub(super) end: i64,
}

impl Cells {
    /// Cells that are `size_m` metres high and at most as wide, except where a row has only one.
    pub(super) fn new(size_m: f64) -> Self {
        let rows = (std::f64::consts::PI * EARTH_RADIUS_M / size_m).ceil().max(1.0);
        let height = 180.0 / rows;
        let columns = (0..rows as u32)
            .map(|row| {
                let (south, north) = (f64::from(row) * height - 90.0, f64::from(row + 1) * height - 90.0);
                // The row is longest where it is nearest to the equator.
                let nearest = if south < 0.0 && north > 0.0 { 0.0 } else { south.abs().min(north.abs()) };
                let length = std::f64::consts::TAU * EARTH_RADIUS_M * nearest.to_radians().cos();
                (length / size_m).ceil().max(1.0) as u32
            })
            .collect();
        Self { size_m, height, columns }
    }

    pub(super) fn size_m(&self) -> f64 {
        self.size_m
    }

    /// The cell that `point` is in.
    pub(super) fn of(&self, point: Point) -> Cell {
        let row = self.row(point.lat);
        let columns = self.columns[row as usize];
        let column = column_at(point.lon, columns).rem_euclid(i64::from(columns));
        Cell { row, column: column as u32 }
    }

    /// Everything within `metres` of `point`, and a little more.
    pub(super) fn around(&self, point: Point, metres: f64) -> Area {
        let angle = metres / EARTH_RADIUS_M;
        let high = angle.to_degrees() + MARGIN;
        let (south, north) = (point.lat - high, point.lat + high);
        let half_width = if south <= -90.0 || north >= 90.0 {
            180.0
        } else {
            // The meridians that touch the circle: Bronstein, spherical right triangle.
            let sine = angle.sin() / point.lat.to_radians().cos();
            if sine >= 1.0 { 180.0 } else { sine.asin().to_degrees() + MARGIN }
        };
        Area { first_row: self.row(south), last_row: self.row(north), half_width }
    }

    /// The columns of `row` that `area` around `lon` takes up.
    pub(super) fn span(&self, row: u32, lon: f64, area: &Area) -> Span {
        let columns = self.columns[row as usize];
        let first = column_at(lon - area.half_width, columns);
        let end = column_at(lon + area.half_width, columns) + 1;
        Span { first, end: end.min(first + i64::from(columns)) }
    }

    /// About how many cells are in `area`; never fewer than in its longest row.
    pub(super) fn count(&self, area: &Area) -> f64 {
        let equator = self.columns.len() as u32 / 2;
        let longest = self.columns[equator.clamp(area.first_row, area.last_row) as usize];
        f64::from(area.last_row - area.first_row + 1) * (1.0 + f64::from(longest) * area.half_width / 180.0)
    }

    /// The cells of `row` that are in `span` and not in `known`, a part of it.
    pub(super) fn each(&self, row: u32, span: Span, known: Option<Span>, mut visit: impl FnMut(Cell)) {
        let columns = i64::from(self.columns[row as usize]);
        let mut walk = |first: i64, end: i64| {
            let mut column = first.rem_euclid(columns);
            for _ in first..end {
                visit(Cell { row, column: column as u32 });
                column += 1;
                if column == columns {
                    column = 0;
                }
            }
        };
        match known {
            None => walk(span.first, span.end),
            // All the way round: what is not known begins where the known part ends.
            Some(known) if span.end - span.first == columns => walk(known.end, known.first + columns),
            Some(known) => {
                walk(span.first, known.first);
                walk(known.end, span.end);
            }
        }
    }

    fn row(&self, lat: f64) -> u32 {
        let row = ((lat + 90.0) / self.height).floor().max(0.0);
        (row as u32).min(self.columns.len() as u32 - 1)
    }
}

fn column_at(lon: f64, columns: u32) -> i64 {
    ((lon + 180.0) / 360.0 * f64::from(columns)).floor() as i64
}
