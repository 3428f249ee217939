//! Extracts that are not what they should be: clear words, and the map before stays.

use std::{path::Path, process::Command};

use waybill_backend::map::{MapFolder, import};
use waybill_domain::Timestamp;

use super::sample::town;
use crate::support::Extract;

fn run(data: &Path, arguments: &[&str]) -> (bool, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_waybill-server"));
    let output = command.env_clear().arg("--data").arg(data).args(arguments).output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (output.status.success(), text(output.stdout), text(output.stderr))
}

#[test]
fn the_command_says_what_was_imported_and_what_is_there() {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("town.osm.pbf");
    town().write(&file);
    let name = file.display().to_string();
    let (ok, out, error) = run(dir.path(), &["map", "show"]);
    assert!(ok && out.contains("no map; `waybill-server map import FILE.osm.pbf` makes one"), "{out}{error}");
    let (ok, out, error) = run(dir.path(), &["map", "import", &name]);
    assert!(ok && out.contains("addresses: 12 houses, 2 named streets, 3 named places"), "{out}{error}");
    assert!(error.contains("reading roads") && error.contains("writing the index of addresses"), "{error}");
    let (ok, out, _) = run(dir.path(), &["map", "show"]);
    assert!(ok && out.contains("town.osm.pbf") && out.contains("all files can be read"), "{out}");
    let current = MapFolder::of(dir.path()).current().expect("readable").expect("a map");
    std::fs::write(current.roads(), b"nothing").expect("written");
    let (ok, _, error) = run(dir.path(), &["map", "show"]);
    assert!(!ok && error.contains("is not a road graph"), "{error}");
}

#[tokio::test]
async fn a_broken_extract_changes_nothing_and_says_why() {
    let dir = tempfile::tempdir().expect("a folder");
    let at = Timestamp::from_millis(0);
    let file = dir.path().join("town.osm.pbf");
    town().write(&file);
    let first = import(file.as_path(), dir.path(), at, |_| ()).await.expect("it is whole");
    let whole = town().bytes();
    let mut sea = Extract::default();
    sea.node(1, (60.0, 25.0), &[]);
    let cases: [(Vec<u8>, &str); 5] = [
        (whole[..whole.len() - 20].to_vec(), "is cut short: it breaks off after byte"),
        (whole[..whole.len() / 2].to_vec(), "is cut short: it breaks off after byte"),
        (b"<?xml version='1.0'?><osm/>".to_vec(), "it is XML"),
        (Vec::new(), "it is empty"),
        (sea.bytes(), "has no roads"),
    ];
    for (bytes, words) in cases {
        let file = dir.path().join("broken.osm.pbf");
        std::fs::write(&file, bytes).expect("written");
        let error =
            import(file.as_path(), dir.path(), at, |_| ()).await.expect_err("it is broken").to_string();
        assert!(error.contains(words) && error.contains("broken.osm.pbf"), "{error}");
        let folder = MapFolder::of(dir.path());
        assert_eq!(folder.current().expect("readable").map(|map| map.dir).as_ref(), Some(&first.dir));
        let folders = std::fs::read_dir(folder.root()).expect("the folder").flatten();
        assert_eq!(folders.filter(|entry| entry.path().is_dir()).count(), 1, "nothing is left of it");
    }
    let gone = import(dir.path().join("gone.osm.pbf").as_path(), dir.path(), at, |_| ()).await;
    assert!(gone.expect_err("there is no file").to_string().contains("gone.osm.pbf: "));
}

#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_map_before_and_says_which_file() {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("town.osm.pbf");
    town().write(&file);
    let (ok, _, error) = run(dir.path(), &["map", "import", &file.display().to_string()]);
    assert!(ok, "{error}");
    let folder = MapFolder::of(dir.path());
    let first = folder.current().expect("readable").expect("a map");
    let mut refused = Vec::new();
    // No file may be longer than so many blocks of 512 bytes: each limit stops another file, until all of them fit.
    for blocks in (0..).map(|power| 1 << power) {
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\"");
        let mut command = Command::new("sh");
        command.args(["-c", &script, "sh", env!("CARGO_BIN_EXE_waybill-server"), "--data"]).arg(dir.path());
        let output = command.args(["map", "import"]).arg(&file).output().expect("it runs");
        if output.status.success() {
            break;
        }
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains("nothing was changed"), "{said}");
        let files = ["lock", "roads.wbg", "places.db", "map.pmtiles", "map.geojson", "current.unfinished"];
        refused.extend(files.into_iter().filter(|name| said.contains(name)));
        assert_eq!(folder.current().expect("readable").as_ref(), Some(&first), "the map before it");
        let folders = std::fs::read_dir(folder.root()).expect("the folder").flatten();
        assert_eq!(folders.filter(|entry| entry.path().is_dir()).count(), 1, "nothing is left of it");
    }
    refused.dedup();
    assert!(refused.len() > 1, "more than one file was stopped: {refused:?}");
    assert_ne!(
        folder.current().expect("readable").expect("a map").dir,
        first.dir,
        "with room, it is imported"
    );
}

#[tokio::test]
async fn an_import_that_cannot_write_says_where() {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("town.osm.pbf");
    town().write(&file);
    // A file where the folder should be: as good as a disk that says no, also for root.
    std::fs::write(dir.path().join("map"), b"in the way").expect("written");
    let error = import(file.as_path(), dir.path(), Timestamp::from_millis(0), |_| ()).await;
    let error = error.expect_err("there is no room").to_string();
    assert!(error.contains(&dir.path().join("map").display().to_string()), "{error}");
}
