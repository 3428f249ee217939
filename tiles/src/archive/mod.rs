//! An archive, read tile by tile.

mod source;

use std::path::{Path, PathBuf};

use bytes::Bytes;
use pmtiles::{AsyncPmTilesReader, Compression, TileCoord, TileType};
use waybill_domain::Point;

use crate::TilesError;
use source::FileSource;

/// An archive of vector tiles that is open. A file that was exchanged is to be opened again.
pub struct Archive {
    path: PathBuf,
    reader: AsyncPmTilesReader<FileSource>,
}

impl std::fmt::Debug for Archive {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Archive").field("path", &self.path).finish_non_exhaustive()
    }
}

impl Archive {
    /// Opens the archive at `path`, which must be `bytes` long: what is missing at its end would only be noticed by
    /// whoever looks there.
    ///
    /// # Errors
    /// Where there is no file, it is not as long, or not an archive of gzipped vector tiles.
    pub async fn open(path: &Path, bytes: u64) -> Result<Self, TilesError> {
        let source = FileSource::open(path).map_err(TilesError::io(path))?;
        let broken = |message: String| TilesError::Broken { path: path.to_owned(), message };
        if source.bytes() != bytes {
            return Err(broken(format!("it has {} of {bytes} bytes", source.bytes())));
        }
        let reader =
            AsyncPmTilesReader::try_from_source(source).await.map_err(|error| broken(error.to_string()))?;
        let header = reader.get_header();
        if (header.tile_type, header.tile_compression) != (TileType::Mvt, Compression::Gzip) {
            return Err(broken("its tiles are not gzipped vector tiles".to_owned()));
        }
        Ok(Self { path: path.to_owned(), reader })
    }

    /// The farthest and the closest zoom.
    pub fn zooms(&self) -> (u8, u8) {
        let header = self.reader.get_header();
        (header.min_zoom, header.max_zoom)
    }

    /// South-west and north-east corners.
    pub fn bounds(&self) -> (Point, Point) {
        let header = self.reader.get_header();
        (
            Point { lat: header.min_latitude, lon: header.min_longitude },
            Point { lat: header.max_latitude, lon: header.max_longitude },
        )
    }

    /// A tile as it is kept: gzipped. `None` where nothing is in it, or no tile of this number can be.
    ///
    /// # Errors
    /// Where the archive cannot be read.
    pub async fn gzipped(&self, zoom: u8, x: u32, y: u32) -> Result<Option<Bytes>, TilesError> {
        let Ok(tile) = TileCoord::new(zoom, x, y) else { return Ok(None) };
        self.reader.get_tile(tile).await.map_err(|error| self.broken(&error))
    }

    /// A tile, uncompressed. `None` where nothing is in it, or no tile of this number can be.
    ///
    /// # Errors
    /// Where the archive cannot be read.
    pub async fn tile(&self, zoom: u8, x: u32, y: u32) -> Result<Option<Bytes>, TilesError> {
        let Ok(tile) = TileCoord::new(zoom, x, y) else { return Ok(None) };
        self.reader.get_tile_decompressed(tile).await.map_err(|error| self.broken(&error))
    }

    fn broken(&self, error: &pmtiles::PmtError) -> TilesError {
        TilesError::Broken { path: self.path.clone(), message: error.to_string() }
    }
}
