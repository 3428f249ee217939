//! The map's tiles on the phone.

use std::{io::Cursor, path::PathBuf};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use pmtiles::{PmTilesWriter, TileCoord, TileType};
use rand::{RngCore as _, SeedableRng as _, rngs::SmallRng};
use waybill_domain::{
    Command, Point, State,
    calls::{
        Call as _, GetTileSet, TileSet,
        driver::{LocalTile, Network as Seen},
    },
};

use crate::{
    phone::Phone,
    scene::{given, with_one_delivery},
    server::{Network, Server},
};

/// Bytes of a tile that do not get smaller; three of them are more than two pieces.
const TILE: usize = 400_000;
const PIECE: usize = 512 * 1024;

fn tile(version: &str, x: u32) -> Vec<u8> {
    let mut bytes = vec![0; TILE];
    SmallRng::seed_from_u64(u64::from(x) + version.len() as u64 * 100).fill_bytes(&mut bytes);
    bytes
}

/// An import: three tiles of zoom 2 in an archive.
fn import(version: &str) -> (TileSet, Vec<u8>) {
    let mut archive = Cursor::new(Vec::new());
    let mut writer =
        PmTilesWriter::new(TileType::Mvt).min_zoom(2).max_zoom(2).create(&mut archive).expect("begins");
    for x in 0..3 {
        writer.add_tile(TileCoord::new(2, x, 1).expect("a tile"), &tile(version, x)).expect("writes");
    }
    writer.finalize().expect("ends");
    let archive = archive.into_inner();
    let set = TileSet {
        version: version.to_owned(),
        min_zoom: 2,
        max_zoom: 2,
        south_west: Point { lat: 42.4, lon: 1.4 },
        north_east: Point { lat: 42.7, lon: 1.8 },
        bytes: archive.len() as u64,
        attribution: String::new(),
    };
    (set, archive)
}

/// A server with that import, and a phone that is signed in.
async fn with_tiles(version: &str) -> (Server, Phone, TileSet) {
    let server = Server::new();
    let (set, archive) = import(version);
    server.import(&set, archive);
    let phone = Phone::signed_in(&server).await;
    (server, phone, set)
}

async fn kept(phone: &Phone) -> Option<TileSet> {
    phone.app.local_tile_set().await.expect("answers")
}

async fn shows(phone: &Phone, x: u32) -> Option<Vec<u8>> {
    let shown = phone.app.local_tile(LocalTile { zoom: 2, x, y: 1 }).await.expect("a whole archive");
    shown.map(|base64| STANDARD.decode(base64).expect("base64"))
}

fn files(phone: &Phone, end: &str) -> Vec<PathBuf> {
    let entries = phone.folder().join("data/maps").read_dir().expect("a folder");
    entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.to_string_lossy().ends_with(end))
        .collect()
}

/// The next start asks the server for its tiles again.
fn a_day_passes(phone: &Phone) {
    let manifest = files(phone, ".tiles.json").remove(0);
    let file = std::fs::File::options().write(true).open(manifest).expect("opens");
    let yesterday = std::time::SystemTime::now() - std::time::Duration::from_secs(25 * 3_600);
    file.set_modified(yesterday).expect("is older");
}

#[tokio::test]
async fn an_archive_comes_down_in_pieces_and_shows_without_a_network() {
    let (server, phone, set) = with_tiles("a").await;
    phone.until_so("the tiles are here", async || kept(&phone).await.is_some()).await;
    assert_eq!(server.state().tiles.given, [0, PIECE, 2 * PIECE]);
    server.network(Network::Down);
    let phone = phone.killed().await;
    assert_eq!(kept(&phone).await, Some(set));
    for x in 0..3 {
        assert!(shows(&phone, x).await == Some(tile("a", x)), "tile {x}");
    }
    assert_eq!(shows(&phone, 3).await, None, "nothing is there");
    assert!(files(&phone, ".part").is_empty());
}

#[tokio::test]
async fn what_came_before_the_app_was_killed_is_not_fetched_again() {
    let server = Server::new();
    let (set, archive) = import("a");
    server.import(&set, archive);
    server.state().tiles.left = Some(2);
    let phone = Phone::signed_in(&server).await;
    let length = |path: PathBuf| path.metadata().map_or(0, |meta| meta.len());
    let half = |_: &_| files(&phone, ".part").into_iter().map(length).sum::<u64>() == 2 * PIECE as u64;
    phone.until("two pieces are here", half).await;
    let phone = phone.killed().await;
    assert_eq!(kept(&phone).await, None, "not yet whole");
    server.state().tiles.left = None;
    phone.app.retry_now().await.expect("tries");
    phone.until_so("the tiles are here", async || kept(&phone).await.is_some()).await;
    assert_eq!(server.state().tiles.given, [0, PIECE, 2 * PIECE], "each piece once");
    assert!(shows(&phone, 2).await == Some(tile("a", 2)));
}

#[tokio::test]
async fn a_new_import_replaces_the_one_before_also_midway() {
    let (server, phone, _) = with_tiles("a").await;
    phone.until_so("the tiles are here", async || kept(&phone).await.is_some()).await;
    let (second, archive) = import("bb");
    {
        let tiles = &mut server.state().tiles;
        (tiles.given, tiles.left) = (Vec::new(), Some(1));
    }
    server.import(&second, archive);
    a_day_passes(&phone);
    let phone = phone.killed().await;
    phone.until("a piece came", |_| server.state().tiles.given == [0]).await;
    assert_eq!(kept(&phone).await.expect("still").version, "a", "until the next one is whole");
    assert!(shows(&phone, 0).await == Some(tile("a", 0)));

    let (third, archive) = import("ccc");
    server.import(&third, archive);
    server.state().tiles.left = None;
    phone.app.retry_now().await.expect("tries");
    let third_is_here = async || kept(&phone).await.is_some_and(|set| set.version == "ccc");
    phone.until_so("the newest is here", third_is_here).await;
    assert!(shows(&phone, 0).await == Some(tile("ccc", 0)));
    assert_eq!(server.state().tiles.given, [0, 0, PIECE, 2 * PIECE], "from its beginning");
    assert_eq!((files(&phone, ".pmtiles").len(), files(&phone, ".part").len()), (1, 0));
}

#[tokio::test]
async fn an_archive_that_is_here_is_only_asked_after_once_a_day() {
    let (server, phone, set) = with_tiles("a").await;
    phone.until_so("the tiles are here", async || kept(&phone).await.is_some()).await;
    let asked = || server.state().requests.iter().filter(|r| r.contains("/map/tiles")).count();
    let before = asked();
    let phone = phone.killed().await;
    let maps = |server: &Server| server.state().requests.iter().filter(|r| r.ends_with("/members")).count();
    phone.until("all is asked that is asked at a start", |_| maps(&server) == 2).await;
    // The second time around, whatever follows a start has begun.
    phone.drained().await;
    phone.drained().await;
    assert_eq!(asked(), before);
    a_day_passes(&phone);
    let phone = phone.killed().await;
    phone.until("asked", |_| asked() == before + 1).await;
    phone.drained().await;
    phone.drained().await;
    assert_eq!(asked(), before + 1, "the version is the same");
    assert_eq!(kept(&phone).await, Some(set));
}

#[tokio::test]
async fn a_broken_archive_is_not_shown_and_comes_down_again() {
    let (server, phone, set) = with_tiles("a").await;
    phone.until_so("the tiles are here", async || kept(&phone).await.is_some()).await;
    let phone = phone.killed().await;
    overwrite(&phone);
    server.network(Network::Down);
    assert_eq!(kept(&phone).await, None, "the drawing is shown");
    server.network(Network::Up);
    phone.app.retry_now().await.expect("tries");
    phone.until_so("mended", async || kept(&phone).await.is_some()).await;
    assert_eq!(kept(&phone).await, Some(set));
    assert!(shows(&phone, 1).await == Some(tile("a", 1)));

    overwrite(&phone);
    let asked = || server.state().requests.iter().filter(|r| r.ends_with("/map/tiles")).count();
    let before = asked();
    let error = phone.app.local_tile(LocalTile { zoom: 2, x: 0, y: 1 }).await.expect_err("broken");
    assert_eq!(error.code(), "no_such_file");
    assert_eq!(kept(&phone).await, None, "the drawing is shown");
    phone.until("asked", |_| asked() > before).await;
    phone.drained().await;
    phone.drained().await;
    assert_eq!(server.state().tiles.given.len(), 6, "not for ever: it may be broken there");
}

/// Everything in the archive is lost but its length.
fn overwrite(phone: &Phone) {
    let archive = files(phone, ".pmtiles").remove(0);
    let length = archive.metadata().expect("there").len();
    std::fs::write(&archive, vec![0; usize::try_from(length).expect("small")]).expect("broken");
}

#[tokio::test]
async fn an_archive_that_the_server_has_broken_is_not_kept() {
    let server = Server::new();
    let (set, archive) = import("a");
    server.import(&set, vec![0; archive.len()]);
    let phone = Phone::signed_in(&server).await;
    let nothing_left = |_: &_| {
        let here = files(&phone, ".part").len() + files(&phone, ".pmtiles").len();
        server.state().tiles.given.len() == 3 && here == 0
    };
    phone.until("all came and went", nothing_left).await;
    assert_eq!(kept(&phone).await, None);
}

#[tokio::test]
async fn a_server_without_tiles_is_as_good_as_any() {
    let (server, phone, id) = with_one_delivery().await;
    phone.until("asked", |_| server.state().requests.contains(&"GET /api/v1/map/tiles".to_owned())).await;
    phone.act(id, Command::Accept).await.expect("accepts");
    let status = phone.drained().await;
    assert_eq!(status.network, Seen::Online);
    assert_eq!(server.delivery(id).state, State::Accepted);
    assert_eq!(kept(&phone).await, None);
    assert!(phone.app.local_map().await.expect("reads").is_some());
}

#[tokio::test]
async fn tiles_that_the_server_has_no_more_go() {
    let (server, phone, _) = with_tiles("a").await;
    phone.until_so("the tiles are here", async || kept(&phone).await.is_some()).await;
    server.state().tiles.set = None;
    let answer = phone.app.call(GetTileSet::NAME, serde_json::json!({})).await.expect("answers");
    assert_eq!(answer, serde_json::Value::Null);
    a_day_passes(&phone);
    let phone = phone.killed().await;
    phone.until_so("gone", async || kept(&phone).await.is_none()).await;
    assert!(files(&phone, ".pmtiles").is_empty());
}

#[tokio::test]
async fn commands_go_up_while_tiles_come_down() {
    let (server, phone, _) = with_tiles("a").await;
    let id = given(&server);
    phone.drained().await;
    phone.act(id, Command::Accept).await.expect("accepts");
    phone.drained().await;
    assert_eq!(server.delivery(id).state, State::Accepted);
    phone.until_so("the tiles are here", async || kept(&phone).await.is_some()).await;
}
