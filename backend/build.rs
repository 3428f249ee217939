//! Puts the built UI into the server: one binary carries it all.
//!
//! Takes the folder named by `WAYBILL_UI_DIST`, else `target/ui-dist` of the workspace. Without either, a page is put in
//! that says how to build it, so that the server builds and runs by itself.

use std::{
    env,
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
};

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-env-changed=WAYBILL_UI_DIST");
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=migrations");
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let dist = env::var_os("WAYBILL_UI_DIST").map_or_else(|| root.join("../target/ui-dist"), PathBuf::from);
    println!("cargo:rerun-if-changed={}", dist.display());
    let mut files = Vec::new();
    if dist.join("index.html").is_file() {
        collect(&dist, "", &mut files)?;
        files.sort();
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let copies = out.join("ui");
    if copies.exists() {
        fs::remove_dir_all(&copies)?;
    }
    fs::create_dir(&copies)?;
    let mut code = String::from("&[\n");
    for (i, (name, path)) in files.iter().enumerate() {
        println!("cargo:rerun-if-changed={}", path.display());
        // A copy, because the UI may be built anew while the compiler reads it.
        fs::copy(path, copies.join(i.to_string()))?;
        let _ = writeln!(
            code,
            "    ({:?}, include_bytes!(concat!(env!(\"OUT_DIR\"), \"/ui/{i}\"))),",
            format!("/{name}")
        );
    }
    code.push(']');
    fs::write(out.join("ui_files.rs"), code)
}

/// All files below `dir`, with their names as in a URL.
fn collect(dir: &Path, prefix: &str, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        if name.starts_with('.') {
            continue;
        }
        let name = if prefix.is_empty() { name } else { format!("{prefix}/{name}") };
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &name, files)?;
        } else {
            files.push((name, entry.path()));
        }
    }
    Ok(())
}
