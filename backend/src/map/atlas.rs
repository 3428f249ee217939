//! The map that the running server has in hand.

use std::{
    path::Path,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use tokio::task::spawn_blocking;
use waybill_domain::calls::TileSet;
use waybill_door::settle;
use waybill_routing::road::RoadGraph;
use waybill_tiles::Archive;

use super::{Imported, Manifest, MapFolder};
use crate::{App, places::index::Index};

/// How often it is looked whether somebody has imported another map.
const EVERY: Duration = Duration::from_secs(10);

/// The imported map, exchanged as a whole when there is a new one.
#[derive(Debug)]
pub struct Atlas {
    folder: MapFolder,
    held: RwLock<Arc<Held>>,
}

/// What one import gave. Whatever could not be read is absent, and said in the log.
#[derive(Debug, Default)]
pub struct Held {
    /// Which map this is; `None` where nothing was imported.
    pub imported: Option<Imported>,
    /// Its roads.
    pub roads: Option<RoadGraph>,
    /// Its addresses.
    pub places: Option<Index>,
    /// Its vector tiles.
    pub tiles: Option<Archive>,
}

impl Held {
    /// Which tiles there are; `None` where there are none.
    pub fn tile_set(&self) -> Option<TileSet> {
        let (imported, tiles) = (self.imported.as_ref()?, self.tiles.as_ref()?);
        let ((min_zoom, max_zoom), (south_west, north_east)) = (tiles.zooms(), tiles.bounds());
        let Manifest { folder, tiles_bytes, .. } = &imported.manifest;
        Some(TileSet {
            version: folder.clone(),
            min_zoom,
            max_zoom,
            south_west,
            north_east,
            bytes: *tiles_bytes,
            attribution: self.attribution(),
        })
    }

    /// Whom to name beside what is shown of it.
    pub fn attribution(&self) -> String {
        let extract = self.imported.as_ref().is_some_and(|imported| imported.manifest.source_bytes > 0);
        if extract { "© OpenStreetMap contributors".to_owned() } else { String::new() }
    }
}

impl Atlas {
    /// Reads the map of this data folder. A map that cannot be read is as good as none: the rest of the server works.
    pub async fn open(data: &Path) -> Self {
        let atlas = Self { folder: MapFolder::of(data), held: RwLock::default() };
        atlas.refresh().await;
        atlas
    }

    /// The map as it is now. Whoever keeps it, keeps the old one when another is imported.
    pub fn held(&self) -> Arc<Held> {
        self.held.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes the map that was imported meanwhile, if there is one; says whether it did.
    pub async fn refresh(&self) -> bool {
        let folder = self.folder.clone();
        let current = settle(spawn_blocking(move || folder.current())).await;
        let found = match current {
            Ok(Ok(found)) => found,
            Ok(Err(error)) => {
                tracing::warn!(%error, "the imported map cannot be read");
                return false;
            }
            Err(_) => return false,
        };
        if self.held().imported == found {
            return false;
        }
        let held = match found {
            Some(imported) => load(imported).await,
            None => Held::default(),
        };
        *self.held.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(held);
        true
    }
}

async fn load(imported: Imported) -> Held {
    let path = imported.roads();
    let roads = match settle(spawn_blocking(move || RoadGraph::open(&path))).await {
        Ok(Ok(roads)) => Some(roads),
        Ok(Err(error)) => {
            tracing::warn!(%error, "the road graph cannot be read; travel times are taken from straight lines");
            None
        }
        Err(_) => None,
    };
    let places = settle(Index::open(&imported.places())).await;
    let places =
        places.inspect_err(|error| tracing::warn!(%error, "the index of addresses cannot be read")).ok();
    let tiles = match imported.manifest.tiles_bytes {
        0 => None,
        bytes => settle(Archive::open(&imported.tiles(), bytes))
            .await
            .inspect_err(|error| {
                tracing::warn!(%error, "the map's tiles cannot be read; the drawing is shown instead");
            })
            .ok(),
    };
    Held { imported: Some(imported), roads, places, tiles }
}

/// Takes new maps until the server stops.
pub async fn keep_looking(app: App) {
    let mut tick = tokio::time::interval(EVERY);
    loop {
        tokio::select! {
            _ = tick.tick() => {}
            () = app.stopping.cancelled() => return,
        }
        if app.atlas.refresh().await {
            let name = app.atlas.held().imported.as_ref().map(|imported| imported.manifest.name.clone());
            tracing::info!(?name, "another map was taken");
        }
    }
}
