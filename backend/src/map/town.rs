//! The demo town as an imported map: its roads, addresses and names go through the same code as real ones.

use std::{path::Path, sync::Arc};

use tokio::task::spawn_blocking;
use waybill_demo::Town;
use waybill_domain::Timestamp;
use waybill_routing::road::RoadGraph;

use super::{Bounds, Draft, Imported, Manifest, MapError, MapFolder, folder::write_whole, tiles};
use crate::places::index;

/// Makes the demo town the map of this data folder.
///
/// # Errors
/// Where the files cannot be written; a map that was there still holds.
pub async fn write_town(data: &Path, town: Arc<Town>, at: Timestamp) -> Result<Imported, MapError> {
    let draft = MapFolder::of(data).begin()?;
    let files = draft.files();
    let drawn = town.clone();
    let made = spawn_blocking(move || draw(&drawn, draft)).await;
    let (manifest, draft) = made.map_err(|gone| MapError::Gone(gone.to_string()))??;
    let counts = index::write(&files.places(), &town.features())
        .await
        .map_err(|error| MapError::Index { path: files.places(), error })?;
    let manifest =
        Manifest { houses: counts.houses, named_streets: counts.streets, places: counts.places, ..manifest };
    draft.publish(manifest, at)
}

fn draw(town: &Town, draft: Draft) -> Result<(Manifest, Draft), MapError> {
    let map = town.map();
    RoadGraph::build(&map)?.save(&draft.files().roads())?;
    let tiles_bytes = tiles::write(&draft.files().tiles(), &town.features(), |_| {})?;
    let drawing = town.geojson().to_string();
    write_whole(&draft.files().drawing(), drawing.as_bytes())?;
    let manifest = Manifest {
        bounds: Bounds::of(map.nodes.iter().map(|node| node.point)),
        streets: map.streets.len(),
        tiles_bytes,
        drawn_bytes: drawing.len() as u64,
        ..Manifest::new(town.name())
    };
    Ok((manifest, draft))
}
