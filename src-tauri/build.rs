//! Tauri's build step, with its files where this workspace keeps them.

use std::{env, fs, path::PathBuf};

const PLACEHOLDER: &str = "<!doctype html><title>Waybill</title><p>The interface is not built yet: run <code>cargo xtask build ui</code>.";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    ensure_interface(&root)?;
    // The interface is embedded, so a rebuilt one must rebuild the app.
    println!("cargo:rerun-if-changed={}", root.join("target/ui-dist").display());
    tauri_build::try_build(
        tauri_build::Attributes::new().capabilities_path_pattern("src-tauri/capabilities/**/*.json"),
    )?;
    Ok(())
}

/// Tauri refuses to compile without the folder it embeds; a fresh clone must still type-check.
fn ensure_interface(root: &std::path::Path) -> std::io::Result<()> {
    let dist = root.join("target/ui-dist");
    if !dist.join("index.html").exists() {
        fs::create_dir_all(&dist)?;
        fs::write(dist.join("index.html"), PLACEHOLDER)?;
    }
    Ok(())
}
