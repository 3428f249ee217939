//! From an OpenStreetMap extract to the map of a data folder.

use std::path::{Path, PathBuf};

use tokio::task::spawn_blocking;
use waybill_domain::Timestamp;
use waybill_routing::{
    features,
    road::{
        RoadGraph,
        osm::{self, Progress},
    },
};

use super::{Bounds, Draft, Imported, Manifest, MapError, MapFolder, drawing, tiles};
use crate::places::index;

/// What is imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extract {
    /// The `.osm.pbf` file.
    pub file: PathBuf,
    /// Whether one drives on the left there; the file does not say so.
    pub left_hand: bool,
}

impl From<&Path> for Extract {
    fn from(file: &Path) -> Self {
        Self { file: file.to_owned(), left_hand: false }
    }
}

/// What an import is doing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Step {
    /// Reads streets and turn restrictions.
    Roads(Progress),
    /// Makes the road graph: seconds for a town, minutes for a country.
    Graph,
    /// Reads addresses, names and areas.
    Places(Progress),
    /// Writes the index of addresses.
    Index,
    /// Cuts vector tiles: this zoom is done.
    Tiles(u8),
    /// Writes the drawing.
    Drawing,
}

/// Imports `extract` into the data folder `data`. The map that was there holds until the new one is whole.
///
/// # Errors
/// Where the extract is not a whole `.osm.pbf` file or has no roads, where another import is under way, or the disk says
/// no. Nothing is changed then.
pub async fn import(
    extract: impl Into<Extract>,
    data: &Path,
    at: Timestamp,
    tell: impl Fn(Step) + Send + Sync + 'static,
) -> Result<Imported, MapError> {
    let draft = MapFolder::of(data).begin()?;
    let extract = extract.into();
    let read = spawn_blocking(move || read(&extract, draft, &tell).map(|(read, draft)| (read, draft, tell)));
    let (mut read, draft, tell) = read.await.map_err(|gone| MapError::Gone(gone.to_string()))??;
    tell(Step::Index);
    let files = draft.files();
    let counts = index::write(&files.places(), &read.features)
        .await
        .map_err(|error| MapError::Index { path: files.places(), error })?;
    (read.manifest.houses, read.manifest.named_streets, read.manifest.places) =
        (counts.houses, counts.streets, counts.places);
    let drawn = spawn_blocking(move || draw(read, draft, &tell)).await;
    let (manifest, draft) = drawn.map_err(|gone| MapError::Gone(gone.to_string()))??;
    draft.publish(manifest, at)
}

/// Writes all that is seen of the map.
fn draw(read: Read, draft: Draft, tell: &impl Fn(Step)) -> Result<(Manifest, Draft), MapError> {
    let (files, Read { features, mut manifest }) = (draft.files(), read);
    tell(Step::Tiles(0));
    manifest.tiles_bytes = tiles::write(&files.tiles(), &features, |zoom| tell(Step::Tiles(zoom)))?;
    tell(Step::Drawing);
    let drawing = drawing::draw(&features, manifest.bounds, drawing::MOST_BYTES);
    super::folder::write_whole(&files.drawing(), drawing.geojson.as_bytes())?;
    (manifest.drawn_bytes, manifest.left_out) = (drawing.geojson.len() as u64, drawing.left_out);
    Ok((manifest, draft))
}

/// What was read, while its index is still to be written.
struct Read {
    features: features::Features,
    manifest: Manifest,
}

fn read(extract: &Extract, draft: Draft, tell: &impl Fn(Step)) -> Result<(Read, Draft), MapError> {
    let file = &extract.file;
    let (mut map, summary) = osm::read(file, |progress| tell(Step::Roads(progress)))?;
    map.left_hand = extract.left_hand;
    tell(Step::Graph);
    RoadGraph::build(&map)?.save(&draft.files().roads())?;
    let name = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let manifest = Manifest {
        source_bytes: std::fs::metadata(file).map_or(0, |meta| meta.len()),
        bounds: Bounds::of(map.nodes.iter().map(|node| node.point)),
        streets: summary.streets,
        restrictions: summary.restrictions,
        ignored_restrictions: summary.ignored_restrictions,
        ..Manifest::new(&name)
    };
    drop(map);
    let features = features::read(file, |progress| tell(Step::Places(progress)))?;
    Ok((Read { features, manifest }, draft))
}
