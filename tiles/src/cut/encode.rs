//! The pieces of a tile, written as a Mapbox Vector Tile 2.1.

use std::collections::BTreeMap;

use fast_mvt::{MvtCoord, MvtError, MvtFeatureBuilder, MvtGeomType, MvtLayerBuilder, MvtValueRef};
use pmtiles::TileCoord;
use waybill_domain::calls::TileSet;

use super::{
    MAX_ZOOM,
    join::join,
    piece::{Form, Piece},
    square::{EXTENT, Square},
};
use crate::{TilesError, clip::Spot, simplify};

/// From here on lines and areas have names; farther out there is no room for them.
const NAMES_FROM: u8 = 12;
/// Square units of an area that is a dot: less than half a pixel.
const DOT: f64 = 24.0;

/// Pieces that look the same are one feature: a thousand houses need no thousand features.
#[derive(Default)]
struct Group<'a> {
    points: Vec<Spot>,
    lines: Vec<Vec<Spot>>,
    polygons: Vec<&'a Vec<Vec<Spot>>>,
}

/// The tile; `None` where nothing can be seen in it.
pub(super) fn tile(tile: TileCoord, pieces: &[Piece<'_>]) -> Result<Option<Vec<u8>>, TilesError> {
    let mut groups: BTreeMap<(&str, &str, &str), Group<'_>> = BTreeMap::new();
    for piece in pieces.iter().filter(|piece| piece.shape.zooms.contains(&tile.z())) {
        let named = tile.z() >= NAMES_FROM || matches!(piece.form, Form::Point(_));
        let name = if named { piece.shape.name.as_str() } else { "" };
        let group = groups.entry((piece.shape.layer, piece.shape.class, name)).or_default();
        match &piece.form {
            Form::Point(spot) => group.points.push(*spot),
            Form::Lines(lines) => group.lines.extend(lines.iter().cloned()),
            Form::Polygons(polygons) => group.polygons.extend(polygons),
        }
    }
    let grid = Grid::of(tile);
    write(groups, grid).map_err(|error| TilesError::Encode(error.to_string()))
}

fn write(groups: BTreeMap<(&str, &str, &str), Group<'_>>, grid: Grid) -> Result<Option<Vec<u8>>, MvtError> {
    let mut layer = MvtLayerBuilder::new(TileSet::LAYER)?;
    for (tags, group) in groups {
        let points: Vec<MvtCoord> = group.points.into_iter().filter_map(|spot| grid.point(spot)).collect();
        if !points.is_empty() {
            let mut feature = tagged(layer.feature_of(MvtGeomType::Point), tags)?;
            feature.points(points)?;
            layer = feature.end();
        }
        let lines: Vec<_> = join(group.lines).iter().filter_map(|line| grid.line(line)).collect();
        if !lines.is_empty() {
            let mut feature = tagged(layer.feature_of(MvtGeomType::LineString), tags)?;
            for line in lines {
                feature.line(line)?;
            }
            layer = feature.end();
        }
        let polygons: Vec<_> = group.polygons.into_iter().filter_map(|rings| grid.polygon(rings)).collect();
        if !polygons.is_empty() {
            let mut feature = tagged(layer.feature_of(MvtGeomType::Polygon), tags)?;
            for rings in polygons {
                for (k, ring) in rings.into_iter().enumerate() {
                    feature.ring(ring, k == 0)?;
                }
            }
            layer = feature.end();
        }
    }
    Ok((layer.num_features() > 0).then(|| layer.encode()))
}

fn tagged(
    mut feature: MvtFeatureBuilder,
    (layer, class, name): (&str, &str, &str),
) -> Result<MvtFeatureBuilder, MvtError> {
    for (key, value) in [("layer", layer), ("class", class), ("name", name)] {
        if !value.is_empty() {
            feature.tag_ref(key, MvtValueRef::String(value))?;
        }
    }
    Ok(feature)
}

/// The whole numbers of a tile.
#[derive(Clone, Copy)]
struct Grid {
    square: Square,
    /// Units by which a line may be off.
    tolerance: f64,
}

impl Grid {
    fn of(tile: TileCoord) -> Self {
        // The closest tiles are drawn up to sixteen times as large.
        let tolerance = if tile.z() == MAX_ZOOM { 1.0 } else { 4.0 };
        Self { square: Square::of(tile), tolerance }
    }

    /// `None` for a place beyond the edge: the tile there has it.
    fn point(self, spot: Spot) -> Option<MvtCoord> {
        let (x, y) = self.square.inside(spot);
        let inside = (0.0..EXTENT).contains(&x) && (0.0..EXTENT).contains(&y);
        inside.then(|| whole((x, y)))
    }

    /// `None` for a line that is a dot.
    fn line(self, line: &[Spot]) -> Option<Vec<MvtCoord>> {
        let mut coords = self.simple(line);
        coords.dedup();
        (coords.len() > 1).then_some(coords)
    }

    /// `None` for an area that is a dot; holes that are dots are closed.
    fn polygon(self, rings: &[Vec<Spot>]) -> Option<Vec<Vec<MvtCoord>>> {
        let mut rings = rings.iter().map(|ring| self.ring(ring));
        let outline = rings.next()??;
        Some(std::iter::once(outline).chain(rings.flatten()).collect())
    }

    fn ring(self, ring: &[Spot]) -> Option<Vec<MvtCoord>> {
        let mut coords = self.simple(ring);
        coords.dedup();
        let twice: f64 = coords
            .windows(2)
            .map(|pair| {
                f64::from(pair[0].x) * f64::from(pair[1].y) - f64::from(pair[1].x) * f64::from(pair[0].y)
            })
            .sum();
        (coords.len() > 3 && twice.abs() / 2.0 >= DOT).then_some(coords)
    }

    fn simple(self, spots: &[Spot]) -> Vec<MvtCoord> {
        let inside: Vec<Spot> = spots.iter().map(|spot| self.square.inside(*spot)).collect();
        simplify(&inside, self.tolerance).into_iter().map(|at| whole(inside[at])).collect()
    }
}

fn whole((x, y): Spot) -> MvtCoord {
    // At most an edge's length beyond the tile: far within 32 bits.
    MvtCoord { x: x.round() as i32, y: y.round() as i32 }
}
