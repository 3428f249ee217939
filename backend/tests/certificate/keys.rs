//! The issuer's key: in a file of its own, stable, replaceable.

use std::process::Command;

use waybill_backend::certificate::Issuer;
use waybill_domain::certificate::{HexBytes, Keys, verify};

use super::scene::Scene;

#[tokio::test]
async fn the_key_stays_over_a_restart_and_a_stranger_notices_another() {
    let mut scene = Scene::play().await;
    let (root, old) = (scene.root(), scene.certificate().await);
    scene.fleet = scene.fleet.restart().await;
    assert_eq!(scene.root(), root);
    let finding = verify(&old, Some(HexBytes([7; 32]))).expect_err("another root");
    assert_eq!((finding.at.as_str(), finding.what.as_str()), ("seal", "the issuer"));
}

#[tokio::test]
async fn after_a_rotation_new_certificates_vouch_for_what_the_old_key_signed() {
    let mut scene = Scene::play().await;
    let (before, file) = (scene.root(), scene.fleet.running.app.config.issuer_key_file());
    let after = Issuer::replace(&file).expect("a new key").public();
    assert!(after != before);
    scene.fleet = scene.fleet.restart().await;
    scene.dora = scene.fleet.browser(&scene.fleet.dispatcher).await;
    let text = scene.certificate().await;
    verify(&text, Some(after)).expect("valid with the new key");
    let finding = verify(&text, Some(before)).expect_err("the old one is pinned no more");
    assert_eq!(finding.at, "seal");
    let bundle = scene.bundle().await;
    let keys: Keys = bundle.keys.open().expect("the issuer's word");
    assert_eq!(keys.former.iter().map(|former| former.key).collect::<Vec<_>>(), [before]);
}

#[cfg(unix)]
#[test]
fn the_secret_is_made_once_for_its_owner_alone_and_never_printed() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = tempfile::tempdir().expect("a folder");
    let key = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_waybill-server"));
        let output = command.arg("--data").arg(dir.path()).arg("key").output().expect("it runs");
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).expect("text")
    };
    let (first, second) = (key(), key());
    assert_eq!(first, second);
    let file = dir.path().join("issuer.key");
    let mode = std::fs::metadata(&file).expect("a file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let secret = std::fs::read_to_string(&file).expect("text");
    assert!(!first.contains(secret.trim()));
    let public = Issuer::load_or_make(&file).expect("the key").public().to_string();
    assert!(first.contains(&public), "{first}");
    assert_eq!(std::fs::read_dir(dir.path()).expect("a folder").count(), 1, "nothing is left over");
    std::fs::write(&file, "not a key").expect("written");
    let error = Issuer::load_or_make(&file).err().expect("an error").to_string();
    assert!(error.contains("64 lower-case hex digits"), "{error}");
}
