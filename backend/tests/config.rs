//! Configuration by file and environment.

use std::path::PathBuf;

use waybill_backend::{
    Config,
    config::{KEYS, LogFormat},
};

fn none(_: &str) -> Option<String> {
    None
}

fn file(text: &str) -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("waybill.toml");
    std::fs::write(&path, text).expect("a file");
    (dir, path)
}

#[test]
fn every_key_has_a_default_and_words() {
    let config = Config::load(None, none).expect("defaults");
    assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
    for key in KEYS {
        assert!(!key.doc.is_empty() && key.env.starts_with("WAYBILL_"), "{key:?}");
        assert_eq!(key.env, format!("WAYBILL_{}", key.name.to_uppercase()));
    }
}

#[test]
fn the_environment_is_stronger_than_the_file() {
    let (_dir, path) = file("listen = \"0.0.0.0:80\"\nlog_format = \"json\"\naccess_minutes = 5\n");
    let env = |name: &str| match name {
        "WAYBILL_LISTEN" => Some("127.0.0.1:0".to_owned()),
        "WAYBILL_BEHIND_PROXY" => Some("true".to_owned()),
        _ => None,
    };
    let config = Config::load(Some(&path), env).expect("a configuration");
    assert_eq!(config.listen.to_string(), "127.0.0.1:0");
    assert_eq!((config.log_format, config.access_minutes, config.behind_proxy), (LogFormat::Json, 5, true));
}

#[test]
fn mistakes_name_the_key_and_where_it_stands() {
    let (_dir, path) = file("lisen = \"0.0.0.0:80\"\n");
    let error = Config::load(Some(&path), none).expect_err("a mistake").to_string();
    assert!(error.contains("waybill.toml: there is no key `lisen`"), "{error}");
    let (_dir, path) = file("listen = \"everywhere\"\n");
    let error = Config::load(Some(&path), none).expect_err("a mistake").to_string();
    assert!(error.contains("waybill.toml: `listen`: invalid socket address"), "{error}");
    let env = |name: &str| (name == "WAYBILL_ACCESS_MINUTES").then(|| "soon".to_owned());
    let error = Config::load(None, env).expect_err("a mistake").to_string();
    assert!(error.contains("WAYBILL_ACCESS_MINUTES: `access_minutes`"), "{error}");
    let error = Config::load(Some(std::path::Path::new("/nowhere.toml")), none).expect_err("a mistake");
    assert!(error.to_string().starts_with("cannot read /nowhere.toml"), "{error}");
}
