//! A real Valhalla, where Python has one: `WAYBILL_VALHALLA_PYTHON` names a Python with `pyvalhalla`.

use std::{
    fs,
    net::TcpListener,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use waybill_domain::Point;
use waybill_routing::{
    road::{RoadGraph, osm},
    travel::{Travel, TravelError, TravelMode, TravelSource, Valhalla},
};

use super::{clients::client, data::extract};

/// A server that ends with the test.
struct Service(Child);

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

const CONFIG: &str = "
import json, pathlib, sys, valhalla
folder, port = pathlib.Path(sys.argv[1]), sys.argv[2]
config = valhalla.get_config(tile_dir=str(folder), tile_extract='', verbose=False)
config['httpd']['service'].update({
    'listen': f'tcp://127.0.0.1:{port}',
    'loopback': f'ipc://{folder}/loopback', 'interrupt': f'ipc://{folder}/interrupt',
})
for part in ['loki', 'thor', 'odin', 'meili']:
    config.setdefault(part, {}).setdefault('service', {})['proxy'] = f'ipc://{folder}/{part}'
(folder / 'valhalla.json').write_text(json.dumps(config))
print(pathlib.Path(valhalla.__file__).parent / 'bin')
";

/// Tiles of the extract, and a server on a port of its own.
fn start(python: &str, extract: &Path, folder: &Path) -> (Service, String) {
    let port = TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr()).expect("a port").port();
    let made = Command::new(python).args(["-c", CONFIG]).arg(folder).arg(port.to_string()).output();
    let made = made.expect("Python starts");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let programs = String::from_utf8_lossy(&made.stdout).trim().to_owned();
    let config = folder.join("valhalla.json");
    let log = || {
        Stdio::from(fs::OpenOptions::new().append(true).create(true).open(folder.join("log")).expect("a log"))
    };
    let built = Command::new(format!("{programs}/valhalla_build_tiles"))
        .arg("-c")
        .arg(&config)
        .arg(extract)
        .stdout(log())
        .stderr(log())
        .status();
    assert!(built.expect("the builder starts").success(), "{:?}", fs::read_to_string(folder.join("log")));
    let service = Command::new(format!("{programs}/valhalla_service"))
        .arg(&config)
        .arg("1")
        .stdout(log())
        .stderr(log())
        .spawn();
    (Service(service.expect("the server starts")), format!("http://127.0.0.1:{port}"))
}

#[tokio::test]
async fn a_real_valhalla_answers_like_our_own_graph() {
    let Some(path) = extract("andorra.osm.pbf") else { return };
    let Ok(python) = std::env::var("WAYBILL_VALHALLA_PYTHON") else {
        println!("skipped: WAYBILL_VALHALLA_PYTHON names no Python with pyvalhalla");
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let (_service, base) = start(&python, &path, folder.path());
    let valhalla = Valhalla::new(client(), &base);
    let (from, to) = (Point { lat: 42.5063, lon: 1.5218 }, Point { lat: 42.5423, lon: 1.7333 });
    let began = Instant::now();
    let theirs = loop {
        match valhalla.way(TravelMode::Car, from, to).await {
            Err(TravelError::Unavailable(_)) if began.elapsed() < Duration::from_secs(30) => {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            answer => break answer.expect("there is a road"),
        }
    };
    let (map, _) = osm::read(&path, |_| ()).expect("the extract is whole");
    let graph = RoadGraph::build(&map).expect("the map is sound");
    let ours = graph.way(TravelMode::Car, from, to).expect("there is a road");
    assert_eq!(theirs.source, TravelSource::Valhalla);
    let near = |ours: f64, theirs: f64| (ours - theirs).abs() < theirs * 0.1;
    assert!(near(ours.leg.seconds, theirs.leg.seconds), "{:?} {:?}", ours.leg, theirs.leg);
    assert!(near(ours.leg.metres, theirs.leg.metres), "{:?} {:?}", ours.leg, theirs.leg);
    assert!(theirs.line.len() > 100 && theirs.line[0].distance_m(ours.line[0]) < 100.0);
    let places = [from, to, Point { lat: 42.4636, lon: 1.4915 }];
    let theirs = valhalla.matrix(TravelMode::Car, &places, &places).await.expect("a table");
    let ours = graph.matrix(TravelMode::Car, &places, &places).expect("a table");
    for (ours, theirs) in ours.legs().iter().zip(theirs.legs()) {
        let (ours, theirs) = (ours.expect("a road"), theirs.expect("a road"));
        assert!((ours.seconds - theirs.seconds).abs() < theirs.seconds * 0.1 + 5.0, "{ours:?} {theirs:?}");
    }
    let sea = Point { lat: 0.0, lon: 0.0 };
    let error = valhalla.way(TravelMode::Car, sea, to).await.expect_err("no road is there");
    assert!(matches!(error, TravelError::NoRoad { .. }), "{error:?}");
    // Only the roads of Andorra are in the extract, and not all of them may be walked along.
    assert!(valhalla.way(TravelMode::Foot, from, Point { lat: 42.509, lon: 1.53 }).await.is_ok());
    assert!(valhalla.way(TravelMode::Bicycle, from, places[2]).await.is_ok());
}
