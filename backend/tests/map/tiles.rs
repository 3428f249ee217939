//! The imported map in tiles, as whoever draws it asks for them.

use fast_mvt::{MvtReaderRef, MvtValueRef};
use waybill_backend::map::MapFolder;
use waybill_domain::{Point, calls::TileSet};

use super::{import::import_town, sample::at};
use crate::support::{Client, Fleet};

async fn tile_set(client: &Client) -> Option<TileSet> {
    client.get("/api/v1/map/tiles").await.ok()
}

/// The tile of the town's first crossing.
fn corner(zoom: u8) -> (u8, u32, u32) {
    let (lat, lon) = at(1.0, 1.0);
    let tiles = f64::from(1_u32 << zoom);
    let y = (1.0 - lat.to_radians().tan().asinh() / std::f64::consts::PI) / 2.0 * tiles;
    (zoom, ((lon + 180.0) / 360.0 * tiles) as u32, y as u32)
}

/// The tiles of the whole town, its first crossing in the middle.
fn around((zoom, x, y): (u8, u32, u32)) -> Vec<String> {
    (0..9).map(|k| format!("{zoom}/{}/{}", x + k % 3 - 1, y + k / 3 - 1)).collect()
}

/// Layer, class and name of each feature.
fn tags(tile: &[u8]) -> Vec<String> {
    let tile = MvtReaderRef::new(tile).expect("a tile");
    assert_eq!(tile.layers().map(|layer| layer.name()).collect::<Vec<_>>(), [TileSet::LAYER]);
    let features = tile.layers().flat_map(|layer| layer.features().collect::<Vec<_>>());
    let words = features.map(|feature| {
        let values = feature.properties().map(|property| match property.expect("a property").1 {
            MvtValueRef::String(text) => text.to_owned(),
            _ => "?".to_owned(),
        });
        values.collect::<Vec<_>>().join(" ")
    });
    words.collect()
}

#[tokio::test]
async fn an_extract_becomes_tiles_with_the_layers_that_the_interface_knows() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    assert_eq!(tile_set(&dora).await, None, "before anything was imported");
    let imported = import_town(&fleet).await;
    let set = tile_set(&dora).await.expect("tiles");
    assert_eq!((set.min_zoom, set.max_zoom, set.bytes), (6, 14, imported.manifest.tiles_bytes));
    assert_eq!(set.attribution, "© OpenStreetMap contributors");
    let (lat, lon) = at(5.0, 5.0);
    let Point { lat: south, lon: west } = set.south_west;
    let Point { lat: north, lon: east } = set.north_east;
    assert!((south..north).contains(&lat) && (west..east).contains(&lon), "{set:?}");
    let mut drawn = Vec::new();
    for tile in around(corner(14)) {
        let (status, headers, body) =
            dora.download(&format!("/api/v1/map/tiles/{}/{tile}", set.version)).await;
        assert_eq!(headers["cache-control"], "private, max-age=31536000, immutable");
        if status == 200 {
            assert_eq!(headers["content-type"], "application/vnd.mapbox-vector-tile");
            drawn.extend(tags(&body));
        }
    }
    for expected in [
        "building",
        "park Kirkkopuisto",
        "place town Lahti",
        "road path",
        "road residential Puistokatu",
        "road secondary Hämeentie",
        "water Vesijärvi",
    ] {
        assert!(drawn.iter().any(|tags| tags == expected), "{expected} in {drawn:?}");
    }
    let (zoom, x, y) = corner(10);
    let (status, _, body) = dora.download(&format!("/api/v1/map/tiles/{}/{zoom}/{x}/{y}", set.version)).await;
    assert_eq!((status, tags(&body).contains(&"road secondary".to_owned())), (200, true), "from afar");
    assert!(!tags(&body).iter().any(|tags| tags.starts_with("building")), "from afar there are no houses");
}

#[tokio::test]
async fn who_asks_for_nothing_or_for_another_map_is_told() {
    let fleet = Fleet::start().await;
    import_town(&fleet).await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let TileSet { version, .. } = tile_set(&dora).await.expect("tiles");
    for nothing in ["14/0/0", "31/0/0", "6/64/0"] {
        let (status, _, body) = dora.download(&format!("/api/v1/map/tiles/{version}/{nothing}")).await;
        assert_eq!((status, body.len()), (204, 0), "{nothing}");
    }
    dora.get(&format!("/api/v1/map/tiles/{version}/256/0/0")).await.refused(404, "unknown");
    dora.get(&format!("/api/v1/map/tiles/{version}/x/0/0")).await.refused(404, "unknown");
    let tile = format!("/api/v1/map/tiles/{version}/{}", around(corner(14))[4]);
    let archive = format!("/api/v1/map/tiles/{version}/archive");
    for path in [&tile, &archive] {
        fleet.nobody().get(path).await.refused(401, "not_signed_in");
    }
    import_town(&fleet).await;
    for path in [&tile, &archive] {
        dora.get(path).await.refused(404, "unknown");
    }
}

#[tokio::test]
async fn the_archive_comes_whole_or_in_ranges() {
    let fleet = Fleet::start().await;
    import_town(&fleet).await;
    let mara = fleet.phone(&fleet.mara).await.client;
    let TileSet { version, bytes, .. } = tile_set(&mara).await.expect("tiles");
    let path = format!("/api/v1/map/tiles/{version}/archive");
    let (status, headers, whole) = mara.download(&path).await;
    assert_eq!((status, whole.len() as u64), (200, bytes));
    assert_eq!(
        (&whole[..7], &headers["content-type"]),
        (&b"PMTiles"[..], &"application/vnd.pmtiles".parse().expect("a header"))
    );
    let (status, headers, part) = mara.range(&path, "bytes=7-99").await;
    assert_eq!((status, &part[..]), (206, &whole[7..100]));
    assert_eq!(headers["content-range"], format!("bytes 7-99/{bytes}").as_str());
    let (status, _, end) = mara.range(&path, &format!("bytes={}-{}", bytes - 5, bytes + 5)).await;
    assert_eq!(
        (status, &end[..]),
        (206, &whole[whole.len() - 5..]),
        "the last range may ask for more than there is"
    );
    let (status, _, _) = mara.range(&path, &format!("bytes={bytes}-")).await;
    assert_eq!(status, 416);
}

#[tokio::test]
async fn tiles_that_cannot_be_read_leave_the_drawing() {
    let fleet = Fleet::start().await;
    let imported = import_town(&fleet).await;
    std::fs::write(imported.tiles(), b"PMTiles").expect("written");
    let fleet = fleet.restart().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    assert_eq!(tile_set(&dora).await, None);
    let drawn: serde_json::Value = dora.get("/api/v1/map").await.ok();
    assert!(drawn["features"].as_array().is_some_and(|features| features.len() > 3));
}

#[tokio::test]
async fn a_map_from_before_there_were_tiles_still_holds() {
    let fleet = Fleet::start().await;
    import_town(&fleet).await;
    let folder = MapFolder::of(&fleet.running.app.config.data_dir);
    let pointer = folder.root().join("current.json");
    let mut manifest: serde_json::Value =
        serde_json::from_slice(&std::fs::read(&pointer).expect("read")).expect("JSON");
    manifest.as_object_mut().expect("an object").remove("tiles_bytes");
    std::fs::write(&pointer, manifest.to_string()).expect("written");
    let fleet = fleet.restart().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    assert_eq!(tile_set(&dora).await, None);
    assert!(fleet.running.app.atlas.held().roads.is_some());
}
