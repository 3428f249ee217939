//! The program as people start it.

use std::{
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Command, Output, Stdio},
};

use serde_json::json;
use waybill_domain::protocol::SignedIn;

use crate::support::nobody_at;

fn server(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_waybill-server"));
    command.arg("--data").arg(data).env_clear();
    command
}

fn run(command: &mut Command) -> (bool, String, String) {
    let Output { status, stdout, stderr } = command.output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (status.success(), text(stdout), text(stderr))
}

#[test]
fn help_and_config_explain_themselves() {
    let dir = tempfile::tempdir().expect("a folder");
    let (ok, help, _) = run(server(dir.path()).arg("--help"));
    assert!(ok);
    for word in ["serve", "demo", "init", "add-member", "config", "openapi", "--data", "--config"] {
        assert!(help.contains(word), "{word}: {help}");
    }
    let (ok, printed, _) = run(server(dir.path()).arg("config"));
    assert!(ok);
    let file = dir.path().join("waybill.toml");
    std::fs::write(&file, printed).expect("a file");
    let (ok, _, error) = run(server(dir.path()).arg("--config").arg(&file).arg("verify-log"));
    assert!(ok, "what is printed is a configuration: {error}");
    let (ok, spec, _) = run(server(dir.path()).arg("openapi"));
    assert!(ok);
    let spec: serde_json::Value = serde_json::from_str(&spec).expect("JSON");
    assert!(spec["paths"]["/api/v1/sync/push"]["post"].is_object());
}

#[test]
fn mistakes_are_told_in_words() {
    let dir = tempfile::tempdir().expect("a folder");
    let (ok, _, error) =
        run(server(dir.path()).args(["add-member", "--name", "X", "--email", "x@y.example"]));
    assert!(!ok && error.contains("`waybill-server init` makes one"), "{error}");
    let init = ["init", "--name", "F", "--email", "nowhere", "--time-zone", "Mars/Base"];
    let (ok, _, error) = run(server(dir.path()).args(init));
    assert!(!ok && error.contains("time_zone must be an IANA name"), "{error}");
    let (ok, _, error) = run(server(dir.path()).env("WAYBILL_LISTEN", "here").arg("verify-log"));
    assert!(!ok && error.contains("WAYBILL_LISTEN: `listen`"), "{error}");
}

#[cfg(unix)]
#[tokio::test]
async fn a_first_start_serves_and_stops_in_order() {
    let dir = tempfile::tempdir().expect("a folder");
    let init = ["init", "--name", "My fleet", "--email", "me@example.com", "--password", "correct horse"];
    let (ok, out, error) = run(server(dir.path()).args(init));
    assert!(ok && out.contains("me@example.com can sign in as admin"), "{out}{error}");
    let add = ["add-member", "--name", "Mara", "--email", "mara@example.com"];
    let (ok, out, _) = run(server(dir.path()).args(add));
    assert!(ok && out.contains("with the password"), "one is made: {out}");
    let mut serving = server(dir.path())
        .args(["serve", "--listen", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts");
    let mut lines = BufReader::new(serving.stdout.take().expect("its output")).lines();
    let line = lines.next().expect("a line").expect("text");
    let url = line.strip_prefix("listening on ").expect("its address");
    let ask = json!({ "email": "me@example.com", "password": "correct horse" });
    nobody_at(url).post("/api/v1/session", ask).await.ok::<SignedIn>();
    let told = Command::new("kill").args(["-TERM", &serving.id().to_string()]).status().expect("kill");
    assert!(told.success());
    assert!(serving.wait().expect("it ends").success());
    let wal = std::fs::metadata(dir.path().join("waybill.db-wal")).map_or(0, |meta| meta.len());
    assert_eq!(wal, 0, "the log was written back");
}
