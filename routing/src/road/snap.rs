//! The road nearest to a place: a grid over the segments of all pieces.

use waybill_domain::Point;

use super::{
    geometry::{Flat, Spot, UNITS, metres},
    piece::Pieces,
};

/// The side of a cell, in 10⁻⁷ degrees of latitude: about 110 m.
const CELL: i32 = 10_000;

/// A place on a road.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Snap {
    pub(super) piece: u32,
    /// How far along the piece, in centimetres.
    pub(super) along_cm: u32,
    pub(super) spot: Spot,
    /// How far from the road the place is, in metres.
    pub(super) off_m: f64,
}

/// For each cell, the segments that touch it.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Grid {
    /// South-west corner.
    pub(super) corner: [i32; 2],
    /// Size of a cell, north and east.
    pub(super) cell: [i32; 2],
    pub(super) rows: u32,
    pub(super) columns: u32,
    /// Where each cell begins in `segments`; one more than there are cells.
    pub(super) first: Vec<u32>,
    /// Piece, and the number of the segment's first point in the piece.
    pub(super) segments: Vec<[u32; 2]>,
}

impl Grid {
    pub(super) fn build(pieces: &Pieces) -> Self {
        let Some(&one) = pieces.line.first() else { return Self::default() };
        let (mut low, mut high) = ([one.lat, one.lon], [one.lat, one.lon]);
        for spot in &pieces.line {
            low = [low[0].min(spot.lat), low[1].min(spot.lon)];
            high = [high[0].max(spot.lat), high[1].max(spot.lon)];
        }
        let middle = (f64::from(low[0]) + f64::from(high[0])) / 2.0 / UNITS;
        let squeeze = middle.to_radians().cos().max(0.05);
        let span = |axis: usize| i64::from(high[axis]) - i64::from(low[axis]);
        // A sparse map over half the world must not need more cells than it has roads.
        let most = pieces.line.len() as f64 * 4.0 + 4096.0;
        let mut side = f64::from(CELL);
        while (span(0) as f64 / side + 1.0) * (span(1) as f64 * squeeze / side + 1.0) > most {
            side *= 1.5;
        }
        let cell = [side as i32, (side / squeeze) as i32];
        let mut grid = Self {
            corner: low,
            cell,
            rows: (span(0) / i64::from(cell[0]) + 1) as u32,
            columns: (span(1) / i64::from(cell[1]) + 1) as u32,
            ..Self::default()
        };
        grid.fill(pieces);
        grid
    }

    fn fill(&mut self, pieces: &Pieces) {
        let mut entries: Vec<(u32, [u32; 2])> = Vec::new();
        for piece in 0..pieces.len() as u32 {
            for (at, pair) in pieces.line(piece).windows(2).enumerate() {
                self.cover(pair[0], pair[1], &mut |cell| entries.push((cell, [piece, at as u32])));
            }
        }
        entries.sort_unstable();
        entries.dedup();
        self.first = vec![0; self.rows as usize * self.columns as usize + 1];
        for (cell, _) in &entries {
            self.first[*cell as usize + 1] += 1;
        }
        for cell in 1..self.first.len() {
            self.first[cell] += self.first[cell - 1];
        }
        self.segments = entries.into_iter().map(|entry| entry.1).collect();
    }

    /// Every cell that the segment may touch; long ones are halved first, so that they do not fill their whole box.
    fn cover(&self, a: Spot, b: Spot, add: &mut impl FnMut(u32)) {
        let ((row_a, column_a), (row_b, column_b)) = (self.cell_of(a), self.cell_of(b));
        let (rows, columns) = (row_a.abs_diff(row_b), column_a.abs_diff(column_b));
        if rows > 1 && columns > 1 {
            let half = |a: i32, b: i32| ((i64::from(a) + i64::from(b)) / 2) as i32;
            let middle = Spot { lat: half(a.lat, b.lat), lon: half(a.lon, b.lon) };
            self.cover(a, middle, add);
            self.cover(middle, b, add);
            return;
        }
        for row in row_a.min(row_b)..=row_a.max(row_b) {
            for column in column_a.min(column_b)..=column_a.max(column_b) {
                add((row as u32) * self.columns + column as u32);
            }
        }
    }

    /// Row and column; outside the grid for places outside.
    fn cell_of(&self, spot: Spot) -> (i64, i64) {
        let at = |value: i32, axis: usize| {
            (i64::from(value) - i64::from(self.corner[axis])).div_euclid(i64::from(self.cell[axis]))
        };
        (at(spot.lat, 0), at(spot.lon, 1))
    }

    /// The nearest place on a road that `accepts`, within `limit_m`.
    pub(super) fn nearest(
        &self,
        pieces: &Pieces,
        place: Point,
        limit_m: f64,
        accepts: impl Fn(u32) -> bool,
    ) -> Option<Snap> {
        if self.segments.is_empty() {
            return None;
        }
        let spot = Spot::from(place);
        let flat = Flat::around(spot);
        let (row, column) = self.cell_of(spot);
        let corner =
            Spot { lat: spot.lat.saturating_add(self.cell[0]), lon: spot.lon.saturating_add(self.cell[1]) };
        let (east, north) = flat.place(corner);
        let ring_m = east.abs().min(north.abs());
        let mut best: Option<(f64, f64, [u32; 2])> = None;
        for ring in 0_i64.. {
            // Whatever lies outside the rings seen is at least this far.
            let seen = (ring - 1) as f64 * ring_m;
            if seen > limit_m || best.is_some_and(|best| best.0 <= seen) {
                break;
            }
            for at_row in (row - ring).max(0)..=(row + ring).min(i64::from(self.rows) - 1) {
                let edge = (at_row - row).abs() == ring;
                let step = if edge || ring == 0 { 1 } else { 2 * ring };
                let mut at = column - ring;
                while at <= column + ring {
                    if (0..i64::from(self.columns)).contains(&at) {
                        let cell = at_row as usize * self.columns as usize + at as usize;
                        let range = self.first[cell] as usize..self.first[cell + 1] as usize;
                        for &[piece, from] in &self.segments[range] {
                            let line = &pieces.line(piece)[from as usize..];
                            let (off, share) = flat.nearest_on(line[0], line[1]);
                            if off <= limit_m && best.is_none_or(|best| off < best.0) && accepts(piece) {
                                best = Some((off, share, [piece, from]));
                            }
                        }
                    }
                    at += step;
                }
            }
        }
        best.map(|(off_m, share, [piece, from])| Self::place(pieces, piece, from as usize, share, off_m))
    }

    fn place(pieces: &Pieces, piece: u32, from: usize, share: f64, off_m: f64) -> Snap {
        let line = pieces.line(piece);
        let before: f64 = line[..=from].windows(2).map(|pair| metres(pair[0], pair[1])).sum();
        let (a, b) = (line[from], line[from + 1]);
        let mix = |a: i32, b: i32| a + (f64::from(b - a) * share).round() as i32;
        let along = ((before + metres(a, b) * share) * 100.0).round() as u32;
        Snap {
            piece,
            along_cm: along.min(pieces.length_cm[piece as usize]),
            spot: Spot { lat: mix(a.lat, b.lat), lon: mix(a.lon, b.lon) },
            off_m,
        }
    }
}
