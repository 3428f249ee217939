//! The map file: read when it is first needed, and again when it has changed.

use std::{
    fs,
    io::{self, Write as _},
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
    time::SystemTime,
};

use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};
use waybill_domain::proof::Sha256Hash;

use super::shapes::{self, Shape};
use crate::map::MapFolder;

const EMPTY: &[u8] = br#"{"type":"FeatureCollection","features":[]}"#;

/// Which file, and when it was changed last; none where there is no file.
type Stamp = (PathBuf, Option<SystemTime>);

/// The configured map.
#[derive(Debug)]
pub struct MapSource {
    file: PathBuf,
    imported: Option<MapFolder>,
    loaded: Mutex<Option<(Stamp, Arc<TownMap>)>>,
}

/// A map, ready to be sent and to be drawn.
#[derive(Debug)]
pub struct TownMap {
    /// GeoJSON, byte for byte as in the file.
    pub geojson: Bytes,
    /// The same, gzipped.
    pub gzipped: Bytes,
    /// Names this content, with quotes.
    pub etag: String,
    /// What the pages draw.
    pub shapes: Vec<Shape>,
}

impl MapSource {
    /// The imported map of this folder, if there is one, else the map in `file`, which need not exist.
    pub fn new(file: PathBuf, imported: Option<MapFolder>) -> Self {
        Self { file, imported, loaded: Mutex::new(None) }
    }

    /// The map as it is now; an empty one where there is no file. Reads the disk: call it where blocking is allowed.
    pub fn load(&self) -> io::Result<Arc<TownMap>> {
        let imported = self.imported.as_ref().and_then(|folder| folder.current().ok().flatten());
        let file = imported.map_or_else(|| self.file.clone(), |imported| imported.drawing());
        let changed = match fs::metadata(&file) {
            Ok(meta) => Some(meta.modified()?),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, map)) = loaded.as_ref()
            && (&of.0, of.1) == (&file, changed)
        {
            return Ok(map.clone());
        }
        let geojson = if changed.is_some() { fs::read(&file)?.into() } else { Bytes::from_static(EMPTY) };
        let map = Arc::new(TownMap::new(geojson)?);
        *loaded = Some(((file, changed), map.clone()));
        Ok(map)
    }
}

impl TownMap {
    fn new(geojson: Bytes) -> io::Result<Self> {
        let shapes =
            shapes::read(&geojson).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
        let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
        gzip.write_all(&geojson)?;
        let etag = format!("\"{}\"", &Sha256Hash::of(&geojson).to_string()[..32]);
        Ok(Self { gzipped: gzip.finish()?.into(), etag, shapes, geojson })
    }
}
