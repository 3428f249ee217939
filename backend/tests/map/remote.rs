//! Nominatim and Photon servers: asked and read as their documentation says, asked once, and done without.

use std::sync::{Arc, Mutex};

use axum::{
    Router,
    extract::State,
    http::{StatusCode, Uri},
};
use waybill_backend::config::GeocodeBy;
use waybill_domain::calls::{FoundPlaces, PlaceKind};

use crate::support::Fleet;

/// A server that answers every question alike, or with an error once told to.
#[derive(Clone)]
struct Peer {
    asked: Arc<Mutex<Vec<String>>>,
    answer: Arc<Mutex<(StatusCode, &'static str)>>,
}

impl Peer {
    async fn start(answer: &'static str) -> (Self, String) {
        let peer = Self { asked: Arc::default(), answer: Arc::new(Mutex::new((StatusCode::OK, answer))) };
        let router = Router::new().fallback(reply).with_state(peer.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        tokio::spawn(async move { axum::serve(listener, router).await });
        (peer, url)
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("no panic").clone()
    }

    fn answer(&self, status: StatusCode, body: &'static str) {
        *self.answer.lock().expect("no panic") = (status, body);
    }
}

async fn reply(State(peer): State<Peer>, uri: Uri) -> (StatusCode, &'static str) {
    peer.asked.lock().expect("no panic").push(uri.to_string());
    *peer.answer.lock().expect("no panic")
}

async fn fleet(by: GeocodeBy, url: String) -> Fleet {
    Fleet::start_with(|config| (config.geocoder, config.geocoder_url) = (by, url)).await
}

const NOMINATIM: &str = r#"[{"place_id":1,"lat":"60.1871","lon":"24.9606","category":"building","type":"yes","addresstype":"building",
    "name":"","display_name":"6, Hämeentie, Kallio, Helsinki, 00530, Suomi",
    "address":{"house_number":"6","road":"Hämeentie","suburb":"Kallio","city":"Helsinki","postcode":"00530","country_code":"fi"}}]"#;

const PHOTON: &str = r#"{"type":"FeatureCollection","features":[
    {"type":"Feature","geometry":{"type":"Point","coordinates":[24.9606,60.1871]},"properties":{"osm_id":1,"osm_key":"building",
        "type":"house","housenumber":"6","street":"Hämeentie","postcode":"00530","city":"Helsinki","country":"Finland"}},
    {"type":"Feature","geometry":{"type":"Point","coordinates":[24.97,60.19]},"properties":{"osm_key":"highway","type":"street",
        "name":"Hämeentie","city":"Helsinki"}}]}"#;

#[tokio::test]
async fn nominatim_is_asked_as_its_documentation_says_and_only_once() {
    let (peer, url) = Peer::start(NOMINATIM).await;
    let fleet = fleet(GeocodeBy::Nominatim, url).await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let path = "/api/v1/geocode?q=H%C3%A4meentie%206&near=60.172,24.941&limit=3";
    let found: FoundPlaces = dora.get(path).await.ok();
    assert_eq!(found.items[0].label, "Hämeentie 6, 00530 Helsinki");
    assert_eq!((found.items[0].kind, found.source.as_str()), (PlaceKind::House, "nominatim"));
    let expected =
        "/search?q=H%C3%A4meentie%206&format=jsonv2&addressdetails=1&limit=3&viewbox=24.44,60.67,25.44,59.67";
    assert_eq!(peer.asked(), [expected]);
    peer.answer(StatusCode::INTERNAL_SERVER_ERROR, "");
    assert_eq!(dora.get(path).await.ok::<FoundPlaces>(), found, "what it said is kept");
    assert_eq!(peer.asked().len(), 1);
    let fleet = fleet.restart().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    assert_eq!(dora.get(path).await.ok::<FoundPlaces>(), found, "also over a restart");
}

#[tokio::test]
async fn nominatim_says_what_is_at_a_place() {
    let (peer, url) = Peer::start(r#"{"error":"Unable to geocode"}"#).await;
    let fleet = fleet(GeocodeBy::Nominatim, url).await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let found: FoundPlaces = dora.get("/api/v1/geocode/reverse?lat=0&lon=0").await.ok();
    assert!(found.items.is_empty(), "nobody lives there");
    peer.answer(StatusCode::OK, NOMINATIM.trim_start_matches('[').trim_end_matches(']'));
    let found: FoundPlaces = dora.get("/api/v1/geocode/reverse?lat=60.1871&lon=24.9607").await.ok();
    assert_eq!((found.items[0].number.as_str(), found.items[0].metres), ("6", Some(6.0)));
    assert_eq!(peer.asked()[1], "/reverse?lat=60.18710&lon=24.96070&format=jsonv2&addressdetails=1");
}

#[tokio::test]
async fn photon_is_asked_and_read_as_its_documentation_says() {
    let (peer, url) = Peer::start(PHOTON).await;
    let fleet = fleet(GeocodeBy::Photon, format!("{url}/")).await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let found: FoundPlaces = dora.get("/api/v1/geocode?q=hameent&near=60.172,24.941").await.ok();
    let labels: Vec<_> = found.items.iter().map(|place| (place.kind, place.label.as_str())).collect();
    let expected =
        [(PlaceKind::House, "Hämeentie 6, 00530 Helsinki"), (PlaceKind::Street, "Hämeentie, Helsinki")];
    assert_eq!(labels, expected);
    assert_eq!(peer.asked(), ["/api?q=hameent&limit=8&lat=60.17&lon=24.94"]);
}

#[tokio::test]
async fn a_service_that_fails_is_named_and_nothing_waits_for_it() {
    let (peer, url) = Peer::start("<html>").await;
    let fleet = fleet(GeocodeBy::Photon, url).await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let problem = dora.get("/api/v1/geocode?q=somewhere").await.refused(503, "places_unavailable");
    assert!(problem.title.contains("answered with something else"), "{problem:?}");
    peer.answer(StatusCode::BAD_GATEWAY, "");
    dora.get("/api/v1/geocode?q=somewhere").await.refused(503, "places_unavailable");
    peer.answer(StatusCode::OK, PHOTON);
    let found: FoundPlaces = dora.get("/api/v1/geocode?q=somewhere").await.ok();
    assert_eq!(found.items.len(), 2, "a failure is not kept");
}
