//! An extract becomes a map.

use serde_json::Value;
use waybill_backend::map::{Imported, import};
use waybill_domain::{Timestamp, calls::TravelAnswer, eta::TravelSource};

use super::sample::{at, extract, town};
use crate::support::Fleet;

/// Imports the small town into the fleet's data folder.
pub(crate) async fn import_town(fleet: &Fleet) -> Imported {
    let data = &fleet.running.app.config.data_dir;
    let file = data.join("town.osm.pbf");
    town().write(&file);
    let imported =
        import(file.as_path(), data, fleet.running.app.clock.now(), |_| ()).await.expect("a whole extract");
    assert!(fleet.running.app.atlas.refresh().await, "a running server takes it");
    imported
}

#[tokio::test]
async fn an_extract_becomes_roads_addresses_and_a_drawing() {
    let fleet = Fleet::start().await;
    let map = import_town(&fleet).await.manifest;
    assert_eq!((map.name.as_str(), map.streets), ("town.osm.pbf", 3));
    // 2, 3a, 6, 10, 18; 1, 1b, 20, 28 and the three between them.
    assert_eq!((map.houses, map.named_streets, map.places), (12, 2, 3));
    assert_eq!(map.left_out, ["1 paths and service ways"]);
    let dora = fleet.browser(&fleet.dispatcher).await;
    let ((a, b), (c, d)) = (at(9.0, 0.0), at(0.0, 9.0));
    let answer: TravelAnswer = dora.get(&format!("/api/v1/travel?from={a},{b}&to={c},{d}")).await.ok();
    assert_eq!(answer.source, TravelSource::RoadGraph);
    assert!((answer.metres - 1_800.0).abs() < 10.0, "round the corner: {answer:?}");
}

#[tokio::test]
async fn what_is_drawn_has_the_layers_that_the_interface_knows() {
    let fleet = Fleet::start().await;
    import_town(&fleet).await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let drawn: Value = dora.get("/api/v1/map").await.ok();
    let features = drawn["features"].as_array().expect("features");
    let layers: Vec<String> = features
        .iter()
        .map(|feature| {
            let text = |key: &str| feature["properties"][key].as_str().unwrap_or("-").to_owned();
            format!("{} {} {}", text("layer"), text("class"), text("name"))
        })
        .collect();
    let expected = [
        "land - -",
        "park - Kirkkopuisto",
        "water - Vesijärvi",
        "building - -",
        "road residential Puistokatu",
        "road secondary Hämeentie",
        "place town Lahti",
    ];
    assert_eq!(layers, expected);
    let lake = features[2]["geometry"]["coordinates"].as_array().expect("rings");
    assert_eq!(lake.len(), 2, "an island is a hole in its lake");
    assert_eq!(lake[0].as_array().map(Vec::len), Some(5), "two ways make one shore");
}

#[tokio::test]
async fn a_real_extract_is_imported_whole() {
    let Some(file) = extract("andorra.osm.pbf") else { return };
    let dir = tempfile::tempdir().expect("a folder");
    let steps = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let seen = steps.clone();
    let tell = move |step| seen.lock().expect("no panic").push(step);
    let imported =
        import(file.as_path(), dir.path(), Timestamp::from_millis(0), tell).await.expect("it is whole");
    let map = imported.manifest;
    println!("{map:?}");
    assert!(map.streets > 1_500 && map.named_streets > 200 && map.places > 200, "{map:?}");
    assert!(map.drawn_bytes > 300_000 && map.drawn_bytes < 16 << 20);
    assert!((100_000..map.drawn_bytes).contains(&map.tiles_bytes), "{map:?}");
    assert!(steps.lock().expect("no panic").len() > 6, "progress is told");
}
