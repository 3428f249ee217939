//! The page itself, the map that it loads when it needs one, and whose work is inside.

use std::fs;

use anyhow::{Context as _, bail};

use super::dist::Dist;
use crate::{process::root, setup};

/// Fills `%NAME%` in the page's template.
pub(super) fn render(values: &[(&str, &str)]) -> anyhow::Result<String> {
    let mut page = fs::read_to_string(root().join("src-ui/index.html")).context("src-ui/index.html")?;
    for (name, value) in values {
        let mark = format!("%{name}%");
        if !page.contains(&mark) {
            bail!("src-ui/index.html has no {mark}");
        }
        page = page.replace(&mark, value);
    }
    Ok(page)
}

/// Adds MapLibre GL, whose files import each other by name, in a folder that carries its version; gives the folder.
pub(super) fn add_map(dist: &mut Dist) -> anyhow::Result<String> {
    let package = setup::modules().join("maplibre-gl");
    let about: serde_json::Value = serde_json::from_slice(&fs::read(package.join("package.json"))?)?;
    let version = about["version"].as_str().context("maplibre-gl has no version")?;
    let folder = format!("assets/maplibre-gl-{version}/");
    for name in ["maplibre-gl.mjs", "maplibre-gl-worker.mjs", "maplibre-gl.css"] {
        let bytes =
            fs::read(package.join("dist").join(name)).with_context(|| format!("maplibre-gl's {name}"))?;
        dist.add(&format!("{folder}{name}"), bytes);
    }
    Ok(format!("/{folder}"))
}

/// The licences of the parts from npm that travel with the interface.
pub(super) fn licenses() -> anyhow::Result<String> {
    let parts = [
        ("Inter", "@fontsource-variable/inter/LICENSE"),
        ("Lucide", "lucide-static/LICENSE"),
        ("MapLibre GL JS", "maplibre-gl/LICENSE.txt"),
    ];
    let mut text = String::new();
    for (name, path) in parts {
        let license = fs::read_to_string(setup::modules().join(path)).context(path)?;
        text.push_str(&format!("{name}\n\n{}\n\n\n", license.trim()));
    }
    Ok(text)
}
