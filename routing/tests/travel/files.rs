//! The graph as a file.

use std::fs;

use waybill_routing::{
    road::{GraphError, Passage, RoadGraph},
    travel::TravelMode,
};

use super::town::{Town, at};

fn graph() -> RoadGraph {
    let mut town = Town::default();
    town.street(&[(0, 0), (3, 0), (3, 4)], Passage::both(36.0));
    town.street(&[(3, 0), (6, 0)], Passage::one_way(50.0));
    town.graph()
}

#[test]
fn a_graph_that_was_saved_answers_as_before() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("roads.graph");
    let before = graph();
    before.save(&path).expect("there is room");
    let after = RoadGraph::open(&path).expect("it was just saved");
    for profile in TravelMode::ALL {
        let ask = |graph: &RoadGraph| graph.way(profile, at(0.5, 0.0), at(5.0, 0.0));
        assert_eq!(ask(&before), ask(&after));
        assert!(ask(&after).is_ok());
        assert_eq!(before.size(profile), after.size(profile));
    }
    assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 1, "nothing is left beside it");
}

#[test]
fn a_damaged_file_is_refused_wherever_the_damage_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("roads.graph");
    graph().save(&path).expect("there is room");
    let whole = fs::read(&path).expect("it was just saved");
    for at in (12..whole.len()).step_by(13) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x10;
        fs::write(&path, &bytes).expect("there is room");
        assert!(matches!(RoadGraph::open(&path), Err(GraphError::Damaged(_))), "byte {at}");
        fs::write(&path, &whole[..at]).expect("there is room");
        assert!(matches!(RoadGraph::open(&path), Err(GraphError::Damaged(_))), "cut after {at}");
    }
}

#[test]
fn a_file_of_another_version_asks_for_a_new_import() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("roads.graph");
    graph().save(&path).expect("there is room");
    let mut bytes = fs::read(&path).expect("it was just saved");
    bytes[8] = 0;
    fs::write(&path, &bytes).expect("there is room");
    let error = RoadGraph::open(&path).expect_err("there never was a version 0").to_string();
    assert!(
        error.ends_with("was written in format 0, this program reads 1: import the map again"),
        "{error}"
    );
    fs::write(&path, b"PMTiles").expect("there is room");
    let error = RoadGraph::open(&path).expect_err("it is something else").to_string();
    assert!(error.ends_with("is not a road graph"), "{error}");
}

#[test]
fn a_save_that_fails_leaves_what_was_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("gone").join("roads.graph");
    assert!(matches!(graph().save(&path), Err(GraphError::File { .. })));
    let path = folder.path().join("roads.graph");
    graph().save(&path).expect("there is room");
    fs::create_dir(folder.path().join("roads.unfinished")).expect("a folder in the way");
    assert!(graph().save(&path).is_err());
    assert!(RoadGraph::open(&path).is_ok());
}
