//! What of a shape lies in a tile.

use pmtiles::TileCoord;

use super::square::{Square, quarters, spot};
use crate::{
    Geometry, Shape,
    clip::{self, Frame, Spot},
};

/// What of a shape lies in a tile.
#[derive(Clone, Debug)]
pub(super) struct Piece<'a> {
    pub(super) shape: &'a Shape,
    pub(super) form: Form,
    frame: Frame,
}

/// Where it lies.
#[derive(Clone, Debug)]
pub(super) enum Form {
    Point(Spot),
    Lines(Vec<Vec<Spot>>),
    /// Rings are closed; the first of each is the outline.
    Polygons(Vec<Vec<Vec<Spot>>>),
}

impl<'a> Piece<'a> {
    /// The whole shape; `None` where it has no points.
    pub(super) fn whole(shape: &'a Shape) -> Option<Self> {
        let spots = |points: &Vec<_>| points.iter().copied().map(spot).collect::<Vec<_>>();
        let form = match &shape.geometry {
            Geometry::Point(point) => Form::Point(spot(*point)),
            Geometry::Line(line) => Form::Lines(vec![spots(line)]),
            Geometry::Polygons(polygons) => {
                Form::Polygons(polygons.iter().map(|rings| rings.iter().map(spots).collect()).collect())
            }
        };
        Self::of(shape, form)
    }

    fn of(shape: &'a Shape, form: Form) -> Option<Self> {
        let frame = match &form {
            Form::Point(spot) => Frame::around([*spot]),
            Form::Lines(lines) => Frame::around(lines.iter().flatten().copied()),
            Form::Polygons(polygons) => Frame::around(polygons.iter().flatten().flatten().copied()),
        };
        Some(Self { shape, form, frame: frame? })
    }

    /// What of it lies in `frame`; `None` for nothing.
    fn within(&self, frame: Frame) -> Option<Self> {
        if frame.holds(self.frame) {
            return Some(self.clone());
        }
        let form = match &self.form {
            Form::Point(_) => return None,
            Form::Lines(lines) => {
                Form::Lines(lines.iter().flat_map(|line| clip::line(line, frame)).collect())
            }
            Form::Polygons(polygons) => Form::Polygons(
                polygons
                    .iter()
                    .map(|rings| {
                        let rings = rings.iter().map(|ring| clip::closed(ring, frame));
                        rings
                            .enumerate()
                            .filter(|(at, ring)| *at == 0 || !ring.is_empty())
                            .map(|(_, ring)| ring)
                            .collect::<Vec<_>>()
                    })
                    .filter(|rings| rings.first().is_some_and(|outline| !outline.is_empty()))
                    .collect(),
            ),
        };
        Self::of(self.shape, form)
    }
}

/// The pieces of a tile, in the four tiles of the next zoom; tiles without any are left out.
pub(super) fn divide(tile: TileCoord, pieces: Vec<Piece<'_>>) -> Vec<(TileCoord, Vec<Piece<'_>>)> {
    let quarters: Vec<(TileCoord, Frame)> =
        quarters(tile).map(|tile| (tile, Square::of(tile).frame())).collect();
    let mut divided: Vec<Vec<Piece<'_>>> = vec![Vec::new(); quarters.len()];
    for piece in pieces {
        if *piece.shape.zooms.end() <= tile.z() {
            continue;
        }
        let touched: Vec<usize> =
            (0..quarters.len()).filter(|&k| quarters[k].1.touches(piece.frame)).collect();
        match touched[..] {
            [k] if quarters[k].1.holds(piece.frame) => divided[k].push(piece),
            _ => {
                for k in touched {
                    divided[k].extend(piece.within(quarters[k].1));
                }
            }
        }
    }
    let tiles = quarters.into_iter().map(|(tile, _)| tile);
    tiles.zip(divided).filter(|(_, pieces)| !pieces.is_empty()).collect()
}
