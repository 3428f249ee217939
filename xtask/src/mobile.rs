//! The app, type-checked for Android where there is no Android SDK.

use std::{fs, path::PathBuf};

use anyhow::Context as _;

use crate::{
    cargo,
    process::{note, run, step, target},
    setup::{self, Part},
};

/// Stands in for Android's C compiler: dependencies written in C get an empty object for each file, which is
/// enough to check Rust code. It preprocesses for real, because build scripts read what that says about the
/// target, and it fails on flags that do not exist, because build scripts ask which do.
const C_COMPILER: &str = r#"#!/bin/sh
out=
want_preprocessor=
take_next=
for word in "$@"; do
  if [ -n "$take_next" ]; then out=$word; take_next=; continue; fi
  case "$word" in
    -E) want_preprocessor=yes ;;
    -o) take_next=yes ;;
    -o*) out=${word#-o} ;;
    '-?') echo "unknown option: $word" >&2; exit 1 ;;
    --version) echo "clang version 19.0.0"; exit 0 ;;
  esac
done
if [ -n "$want_preprocessor" ]; then
  for word in "$@"; do
    shift
    case "$word" in --target=*|-target|aarch64-linux-android*|-m*) ;; *) set -- "$@" "$word" ;; esac
  done
  exec cc -D__ANDROID__ -D__ANDROID_API__=24 "$@"
fi
if [ -n "$out" ]; then : | cc -x c -c -o "$out" -; fi
"#;

/// Stands in for the archiver: what it is given is never linked.
const ARCHIVER: &str = r#"#!/bin/sh
exec ar "$@"
"#;

/// Type-checks the app and everything below it for 64-bit Android.
pub(crate) fn check() -> anyhow::Result<()> {
    setup::ensure(&[Part::AndroidTarget])?;
    step("type-checking the app for Android");
    let folder = target().join("mobile");
    let compiler = script("cc", C_COMPILER)?;
    let archiver = script("ar", ARCHIVER)?;
    let mut check = cargo::cargo("check");
    check
        .args(["--package", "waybill-app", "--lib", "--target", "aarch64-linux-android"])
        .arg("--target-dir")
        .arg(&folder)
        .env("CC_aarch64_linux_android", &compiler)
        .env("CXX_aarch64_linux_android", &compiler)
        .env("AR_aarch64_linux_android", &archiver);
    run(&mut check)?;
    note("the app type-checks for aarch64-linux-android");
    Ok(())
}

fn script(name: &str, text: &str) -> anyhow::Result<PathBuf> {
    let path = target().join("mobile").join("stand-in").join(name);
    fs::create_dir_all(path.parent().context("a script has a folder")?)?;
    // An unchanged script keeps its time: build scripts would run again otherwise.
    if fs::read_to_string(&path).is_ok_and(|present| present == text) {
        return Ok(path);
    }
    fs::write(&path, text)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755))?;
    }
    Ok(path)
}
