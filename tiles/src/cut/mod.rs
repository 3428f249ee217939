//! Shapes are cut to tiles: from the whole earth down, each tile from the pieces of the one above it.

mod encode;
mod join;
mod piece;
mod square;

use std::{collections::BTreeMap, fs::File, path::Path};

use pmtiles::{Compression, PmTilesWriter, PmtError, TileCoord, TileId, TileType};
use waybill_domain::{Point, calls::TileSet};

use crate::{Shape, TilesError};
use piece::Piece;

/// The farthest zoom that is written: a country.
pub const MIN_ZOOM: u8 = 6;
/// The closest zoom that is written: half a metre is a unit there, at most.
pub const MAX_ZOOM: u8 = 14;

/// Cuts `shapes`, which lie between these corners (south-west and north-east), and writes the archive `path`. `tell` hears
/// of each zoom that is done, and how many tiles it has. Answers the bytes of the archive.
///
/// # Errors
/// Where the disk says no. What was written until then is left to the caller.
pub fn write(
    path: &Path,
    shapes: &[Shape],
    (south_west, north_east): (Point, Point),
    mut tell: impl FnMut(u8, usize),
) -> Result<u64, TilesError> {
    let file = File::create(path).map_err(TilesError::io(path))?;
    let said = |error: PmtError| match error {
        PmtError::Reading(error) => TilesError::Io { path: path.to_owned(), error },
        other => TilesError::Encode(other.to_string()),
    };
    let mut archive = PmTilesWriter::new(TileType::Mvt)
        .internal_compression(Compression::Gzip)
        .tile_compression(Compression::Gzip)
        .min_zoom(MIN_ZOOM)
        .max_zoom(MAX_ZOOM)
        .bounds(south_west.lon, south_west.lat, north_east.lon, north_east.lat)
        .metadata(metadata())
        .create(&file)
        .map_err(said)?;
    // In the archive's own order, so that a part of the map is a part of the file.
    let mut level: BTreeMap<TileId, Vec<Piece<'_>>> = BTreeMap::new();
    let earth = TileCoord::new(0, 0, 0).map_err(said)?;
    level.insert(earth.into(), shapes.iter().filter_map(Piece::whole).collect());
    for zoom in 0..=MAX_ZOOM {
        let mut below = BTreeMap::new();
        let mut written = 0;
        for (id, pieces) in level {
            let tile = TileCoord::from(id);
            if zoom >= MIN_ZOOM
                && let Some(bytes) = encode::tile(tile, &pieces)?
            {
                archive.add_tile(tile, &bytes).map_err(said)?;
                written += 1;
            }
            if zoom < MAX_ZOOM {
                let quarters = piece::divide(tile, pieces).into_iter();
                below.extend(quarters.map(|(tile, pieces)| (TileId::from(tile), pieces)));
            }
        }
        if zoom >= MIN_ZOOM {
            tell(zoom, written);
        }
        level = below;
    }
    archive.finalize().map_err(said)?;
    file.sync_all().and_then(|()| file.metadata()).map(|meta| meta.len()).map_err(TilesError::io(path))
}

/// What is in the tiles, for other programs that read the archive.
fn metadata() -> String {
    format!(
        r#"{{"name":"Waybill","vector_layers":[{{"id":"{}","minzoom":{MIN_ZOOM},"maxzoom":{MAX_ZOOM},"fields":{{"layer":"String","class":"String","name":"String"}}}}]}}"#,
        TileSet::LAYER
    )
}
