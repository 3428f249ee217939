//! The street map in vector tiles: from the archive on this device, or from the server.

use serde_json::json;
use waybill_domain::calls::{
    Call as _, GetTileSet, TileSet,
    driver::{Ask as _, LocalTile, LocalTileSet},
};

use super::{CallError, blob, calls, http, native};

/// The tiles that maps are drawn from; `None` where there are none: then [`street_map`](super::street_map) is drawn.
///
/// The app takes none but those on this device, so that what it shows does not end where the network does.
pub async fn tile_set() -> Option<TileSet> {
    let found =
        if native::is_app() { calls::ask(&LocalTileSet {}).await } else { calls::call(&GetTileSet {}).await };
    // Whatever stands against it, there is another way to draw a map.
    found.unwrap_or_default()
}

/// One tile of `set`, uncompressed; `None` where nothing is in it.
pub async fn tile(set: &TileSet, zoom: u8, x: u32, y: u32) -> Result<Option<Vec<u8>>, CallError> {
    if native::is_app() {
        let base64: Option<String> =
            native::invoke(LocalTile::NAME, json!({ "args": LocalTile { zoom, x, y } })).await?;
        return base64.map(|base64| blob::decode(&base64)).transpose();
    }
    let all = GetTileSet {}.request().path;
    http::bytes(&format!("{all}/{}/{zoom}/{x}/{y}", set.version)).await
}
