//! The map's tiles, from the archive on this device.

use std::sync::Arc;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use waybill_domain::calls::{TileSet, driver::LocalTile};
use waybill_tiles::TilesError;

use super::{Controller, Running};
use crate::{
    ClientError,
    shell::Shell,
    sync::Input,
    tiles::{self, OpenTiles},
};

impl<S: Shell> Controller<S> {
    /// The tiles whose archive is here whole; `None` where there are none that can be read.
    pub async fn local_tile_set(&self) -> Result<Option<TileSet>, ClientError> {
        Ok(self.running()?.tiles().await.map(|tiles| tiles.set.clone()))
    }

    /// One tile, uncompressed, as base64; `None` where nothing is in it.
    pub async fn local_tile(&self, ask: LocalTile) -> Result<Option<String>, ClientError> {
        let running = self.running()?;
        let tiles = running.tiles().await.ok_or(ClientError::NoSuchFile)?;
        match tiles.tile(ask.zoom, ask.x, ask.y).await {
            Ok(tile) => Ok(tile.map(|bytes| STANDARD.encode(bytes))),
            Err(error) => {
                running.local_tiles.discard(&tiles).await;
                running.tiles_failed(&error);
                Err(ClientError::NoSuchFile)
            }
        }
    }
}

impl Running {
    async fn tiles(&self) -> Option<Arc<OpenTiles>> {
        self.local_tiles.open().await.unwrap_or_else(|error| {
            self.tiles_failed(&error);
            None
        })
    }

    fn tiles_failed(&self, error: &TilesError) {
        tracing::warn!(%error, "the map's tiles cannot be read");
        if tiles::is_broken(error) {
            let _ = self.inbox.send(Input::TilesGone);
        }
    }
}
