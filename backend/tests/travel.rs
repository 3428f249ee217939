//! Travel times: who answers, and what a driver may ask.

use std::sync::Arc;

use waybill_backend::map::{Manifest, MapError, MapFolder, write_town};
use waybill_demo::Town;
use waybill_domain::{Point, Role, calls::TravelAnswer, polyline};
use waybill_routing::travel::{TravelMode, TravelSource};

use crate::support::Fleet;

fn path(from: Point, to: Point, more: &str) -> String {
    format!("/api/v1/travel?from={},{}&to={},{}{more}", from.lat, from.lon, to.lat, to.lon)
}

/// Makes the demo town the fleet's map; two of its houses far apart.
pub(crate) async fn town(fleet: &Fleet) -> [Point; 2] {
    let app = &fleet.running.app;
    let town = tokio::task::spawn_blocking(|| Arc::new(Town::generate(7))).await.expect("a town");
    write_town(&app.config.data_dir, town.clone(), app.clock.now()).await.expect("there is room");
    let houses = town.houses();
    let ends = [houses[0].point, houses[houses.len() - 1].point];
    assert!(fleet.running.app.atlas.refresh().await, "a new map is taken without a restart");
    ends
}

#[tokio::test]
async fn a_town_is_travelled_on_its_own_roads() {
    let fleet = Fleet::start().await;
    let mara = fleet.browser(&fleet.mara).await;
    let [from, to] = town(&fleet).await;
    let answer: TravelAnswer = mara.get(&path(from, to, "")).await.ok();
    assert_eq!(answer.source, TravelSource::RoadGraph);
    let crow = from.distance_m(to);
    assert!(answer.metres > crow && answer.metres < 3.0 * crow, "{answer:?}, {crow} m as the crow flies");
    let line = polyline::decode(&answer.polyline, 6).expect("a line");
    assert!(line.len() > 5 && line[0].distance_m(from) < 60.0 && line[line.len() - 1].distance_m(to) < 60.0);
    let walk: TravelAnswer = mara.get(&path(from, to, "&profile=foot")).await.ok();
    assert!(walk.seconds > 2.0 * answer.seconds, "on foot it takes longer: {walk:?}");
    let table =
        fleet.running.app.travel.matrix(TravelMode::Car, &[from; 20], &[to; 20]).await.expect("a table");
    assert_eq!(table.source(), TravelSource::RoadGraph);
    let leg = table.leg(19, 19).expect("a way");
    assert!((leg.seconds - answer.seconds).abs() < 0.2, "large tables say what single questions say");
}

#[tokio::test]
async fn without_a_map_the_straight_line_answers_and_says_so() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let (from, to) = (Point { lat: 52.0, lon: 13.0 }, Point { lat: 52.0, lon: 13.1 });
    let answer: TravelAnswer = dora.get(&path(from, to, "")).await.ok();
    assert_eq!(answer.source, TravelSource::StraightLine);
    assert!((answer.metres - 1.4 * from.distance_m(to)).abs() < 1.0);
}

#[tokio::test]
async fn a_damaged_road_graph_stops_nothing() {
    let fleet = Fleet::start().await;
    let [from, to] = town(&fleet).await;
    let current =
        MapFolder::of(&fleet.running.app.config.data_dir).current().expect("readable").expect("a map");
    std::fs::write(current.roads(), b"WBROADS\n and then nothing").expect("written");
    let fleet = fleet.restart().await;
    let mara = fleet.browser(&fleet.mara).await;
    let answer: TravelAnswer = mara.get(&path(from, to, "")).await.ok();
    assert_eq!(answer.source, TravelSource::StraightLine);
}

#[tokio::test]
async fn a_service_that_is_not_there_is_replaced_by_the_straight_line() {
    let fleet = Fleet::start_with(|config| {
        config.travel = waybill_backend::config::TravelBy::Osrm;
        // Port 9 is not listened on by anybody.
        config.travel_url = "http://127.0.0.1:9".to_owned();
    })
    .await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let (from, to) = (Point { lat: 52.0, lon: 13.0 }, Point { lat: 52.1, lon: 13.1 });
    let answer: TravelAnswer = dora.get(&path(from, to, "")).await.ok();
    assert_eq!(answer.source, TravelSource::StraightLine);
}

#[tokio::test]
async fn a_question_that_makes_no_sense_is_answered_with_the_field_and_the_rule() {
    let fleet = Fleet::start().await;
    let mara = fleet.browser(&fleet.mara).await;
    let form = "must be latitude,longitude in degrees, such as 60.17,24.94";
    mara.get("/api/v1/travel?from=52.5&to=52.5,13.4").await.invalid("from", form);
    mara.get("/api/v1/travel?from=52.5,13.4&to=52.5,NaN").await.invalid("to", form);
    let range = "lat must be between -90 and 90 degrees";
    mara.get("/api/v1/travel?from=152.5,13.4&to=52.5,13.4").await.invalid("from", range);
    mara.get("/api/v1/travel?from=52.5,13.4&to=52.5,13.4&profile=boat").await.refused(422, "invalid");
    mara.get("/api/v1/travel?from=52.5,13.4").await.refused(422, "invalid");
    let merchant = fleet.enroll("Mia Merchant", Role::Merchant).await;
    let merchant = fleet.browser(&merchant).await;
    merchant.get("/api/v1/travel?from=52.5,13.4&to=52.5,13.4").await.refused(403, "forbidden");
    fleet.nobody().get("/api/v1/travel?from=52.5,13.4&to=52.5,13.4").await.refused(401, "not_signed_in");
}

#[tokio::test]
async fn an_island_is_said_to_be_one() {
    let fleet = Fleet::start().await;
    let [from, _] = town(&fleet).await;
    let mara = fleet.browser(&fleet.mara).await;
    let at_sea = Point { lat: from.lat + 0.5, lon: from.lon };
    mara.get(&path(from, at_sea, "")).await.refused(404, "no_road");
}

#[test]
fn an_import_that_fails_leaves_the_map_before_it() {
    let dir = tempfile::tempdir().expect("a folder");
    let folder = MapFolder::of(dir.path());
    assert_eq!(folder.current().expect("readable"), None);
    let at = waybill_domain::Timestamp::from_millis(1);
    let first = folder.begin().expect("a draft");
    assert!(matches!(folder.begin(), Err(MapError::Busy(_))), "one import at a time");
    let first = first.publish(Manifest::new("first"), at).expect("there is room");
    let failed = folder.begin().expect("a draft");
    std::fs::write(failed.files().roads(), b"half of it").expect("written");
    drop(failed);
    assert_eq!(folder.current().expect("readable"), Some(first.clone()));
    let folders = || {
        let entries = std::fs::read_dir(folder.root()).expect("the folder");
        entries.flatten().filter(|entry| entry.path().is_dir()).count()
    };
    assert_eq!(folders(), 1, "what a failed import leaves is removed");
    let second =
        folder.begin().expect("a draft").publish(Manifest::new("second"), at).expect("there is room");
    assert_eq!(folder.current().expect("readable"), Some(second));
    assert!(first.dir.exists(), "whoever reads the old map can read it to its end");
    std::fs::write(folder.root().join("current.json"), "{").expect("written");
    let error = folder.current().expect_err("it is broken").to_string();
    assert!(error.ends_with("import the map again"), "{error}");
}
