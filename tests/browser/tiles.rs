//! The map in tiles.

use std::{collections::BTreeSet, sync::Arc};

use harness::{driver::Screen, samples, server::TestServer, wait};
use waybill_backend::map::write_town;
use waybill_demo::{House, Town};
use waybill_domain::calls::ListDeliveries;

use crate::scene::desk;

/// A server with the demo town as its imported map, and a delivery at either end of it.
async fn in_town() -> (TestServer, Arc<Town>) {
    let server = TestServer::start().await.unwrap();
    let town = Arc::new(Town::generate(1));
    import(&server, &town).await;
    let dispatcher = server.dispatcher().await.unwrap();
    let by_longitude = |a: &&House, b: &&House| a.point.lon.total_cmp(&b.point.lon);
    let ends = [town.houses().iter().min_by(by_longitude), town.houses().iter().max_by(by_longitude)];
    for house in ends.into_iter().flatten() {
        let mut new = samples::photo_and_signature(&house.address(), "Ana Souza");
        new.dropoff.point = house.point;
        dispatcher.create(new).await.unwrap();
    }
    (server, town)
}

async fn import(server: &TestServer, town: &Arc<Town>) {
    write_town(server.data(), Arc::clone(town), server.clock.now()).await.unwrap();
    assert!(server.app().unwrap().atlas.refresh().await, "another map");
}

/// The paths that the page has fetched from.
async fn fetched(screen: &Screen) -> BTreeSet<String> {
    let paths = "return performance.getEntriesByType('resource').map(entry => new URL(entry.name).pathname)";
    let paths = screen.script(paths, Vec::new()).await.unwrap();
    paths.as_array().unwrap().iter().filter_map(|path| path.as_str()).map(ToOwned::to_owned).collect()
}

/// The versions of which tiles were fetched.
async fn versions(screen: &Screen) -> BTreeSet<String> {
    let version =
        |path: &String| Some(path.strip_prefix("/api/v1/map/tiles/")?.split('/').next()?.to_owned());
    fetched(screen).await.iter().filter_map(version).collect()
}

/// How much of a picture, from 0 to 1, has exactly this colour.
fn share(png: &[u8], colour: [u8; 3]) -> f64 {
    let picture = image::load_from_memory(png).unwrap().to_rgb8();
    let all = f64::from(picture.width()) * f64::from(picture.height());
    picture.pixels().filter(|pixel| pixel.0 == colour).count() as f64 / all
}

#[tokio::test(flavor = "multi_thread")]
async fn the_board_is_drawn_from_tiles_where_there_are_any() {
    let (server, _) = in_town().await;
    let browser = desk(&server).await.unwrap();
    let screen = &browser.screen;
    let map = screen.css("[data-phase=ready] [data-testid=map-canvas]").await.unwrap();
    let water = colour(screen, "--map-water").await;
    wait::until("the sea to be drawn", || async {
        (share(&map.screenshot().await.ok()?, water) > 0.01).then_some(())
    })
    .await;
    assert_eq!(versions(screen).await.len(), 1);
    assert!(!fetched(screen).await.contains("/api/v1/map"), "the drawing is not needed");
    screen.client.clone().close().await.unwrap();
}

/// The colour of a token of the theme.
async fn colour(screen: &Screen, token: &str) -> [u8; 3] {
    let script = "return getComputedStyle(document.documentElement).getPropertyValue(arguments[0]).trim()";
    let text = screen.script(script, vec![token.into()]).await.unwrap();
    let [_, red, green, blue] =
        u32::from_str_radix(text.as_str().unwrap().trim_start_matches('#'), 16).unwrap().to_be_bytes();
    [red, green, blue]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drivers_way_is_drawn_along_the_roads() {
    let (server, _) = in_town().await;
    let mara = server.driver("Mara Keller", "mara@fleet.test").await.unwrap();
    let dispatcher = server.dispatcher().await.unwrap();
    for delivery in dispatcher.call(&ListDeliveries::default()).await.unwrap().items {
        dispatcher.assign(delivery.id, mara.id).await.unwrap();
    }
    let browser = desk(&server).await.unwrap();
    let screen = &browser.screen;
    let map = screen.css("[data-phase=ready] [data-testid=map-canvas]").await.unwrap();
    let accent = colour(screen, "--accent").await;
    let drawn = async || share(&map.screenshot().await.unwrap(), accent);
    let before = drawn().await;
    screen.click("board-row").await.unwrap();
    let path = format!("/api/v1/members/{}/way", mara.id);
    wait::until("the roads to be asked for", || async {
        fetched(screen).await.contains(&path).then_some(())
    })
    .await;
    wait::until("the way to be drawn", || async { (drawn().await > before + 0.002).then_some(()) }).await;
    screen.client.clone().close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_board_that_stays_open_goes_on_with_a_new_import() {
    let (server, town) = in_town().await;
    let browser = desk(&server).await.unwrap();
    let screen = &browser.screen;
    screen.css("[data-phase=ready] [data-testid=map-canvas]").await.unwrap();
    wait::until("tiles", || async { (versions(screen).await.len() == 1).then_some(()) }).await;
    import(&server, &town).await;
    wait::until("tiles of the new map", || async {
        screen.css(".map-zoom button").await.ok()?.click().await.ok()?;
        (versions(screen).await.len() == 2).then_some(())
    })
    .await;
    screen.client.clone().close().await.unwrap();
}
