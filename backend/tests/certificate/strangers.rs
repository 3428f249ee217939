//! Two strangers: the program's own `verify`, and one in another language that was written from the documentation.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use super::{scene::Scene, tampered::tampered};

/// What it printed, and its exit code.
fn run(command: &mut Command) -> (String, i32) {
    let output = command.output().expect("it runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    (text + &String::from_utf8_lossy(&output.stderr), output.status.code().unwrap_or(-1))
}

fn ours(file: &Path, root: Option<&str>) -> (String, i32) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_waybill-server"));
    command.arg("verify").arg(file).env_clear();
    run(command.args(root.map(|root| ["--root", root]).into_iter().flatten()))
}

fn theirs(file: &Path, root: Option<&str>) -> (String, i32) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/verify.mjs");
    run(Command::new("node").arg(script).arg(file).args(root))
}

fn write(dir: &Path, name: &str, text: &str) -> PathBuf {
    let path = dir.join(name);
    std::fs::write(&path, text).expect("written");
    path
}

#[tokio::test]
async fn both_call_a_good_certificate_valid_and_say_what_they_cannot_know_without_a_root() {
    let scene = Scene::play().await;
    let dir = tempfile::tempdir().expect("a folder");
    let file = write(dir.path(), "good.json", &scene.certificate().await);
    let root = scene.root().to_string();
    let (said, code) = ours(&file, Some(&root));
    assert!(code == 0 && said.starts_with("valid\n") && said.contains("Mara Vogel with Pixel 9"), "{said}");
    let (said, code) = ours(&file, None);
    assert!(code == 2 && said.starts_with("consistent, issuer not verified\n"), "{said}");
    let (said, code) = ours(&file, Some(&"0".repeat(64)));
    assert!(code == 1 && said.contains("the issuer"), "{said}");
    assert_eq!(theirs(&file, Some(&root)), ("valid\n".to_owned(), 0));
    assert_eq!(theirs(&file, None), ("consistent, issuer not verified\n".to_owned(), 0));
    let (said, code) = ours(&dir.path().join("nothing.json"), Some(&root));
    assert!(code == 2 && said.contains("cannot read"), "{said}");
    let extracted = dir.path().join("files");
    let mut command = Command::new(env!("CARGO_BIN_EXE_waybill-server"));
    run(command.arg("verify").arg(&file).args(["--root", &root, "--extract"]).arg(&extracted));
    assert!(std::fs::read(extracted.join("photo-1.jpg")).expect("a file") == scene.photo);
}

#[tokio::test]
async fn both_find_what_was_tampered_with() {
    let scene = Scene::play().await;
    let dir = tempfile::tempdir().expect("a folder");
    let root = scene.root().to_string();
    for (name, text) in tampered(&scene.bundle().await) {
        let file = write(dir.path(), "bad.json", &text);
        let (said, code) = ours(&file, Some(&root));
        assert!(code == 1 && said.starts_with("not valid\n"), "{name}: {said}");
        let (said, code) = theirs(&file, Some(&root));
        assert!(code == 1 && said.starts_with("not valid"), "{name}: {said}");
    }
}

#[tokio::test]
async fn both_accept_what_was_erased_by_law() {
    let scene = Scene::play().await;
    let organization = scene.fleet.organization;
    let app = &scene.fleet.running.app;
    waybill_backend::service::erase(app, organization, scene.id, "request 20").await.expect("erased");
    let dir = tempfile::tempdir().expect("a folder");
    let file = write(dir.path(), "erased.json", &scene.certificate().await);
    let root = scene.root().to_string();
    let (said, code) = ours(&file, Some(&root));
    assert!(code == 0 && said.contains("was erased by law"), "{said}");
    assert_eq!(theirs(&file, Some(&root)), ("valid\n".to_owned(), 0));
}
