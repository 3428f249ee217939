//! Builds the interface: Rust to wasm, styles, typeface, icons and map, all into one folder of static files that
//! the app embeds and the server serves.

mod dist;
mod icons;
mod page;
mod stamp;
mod styles;
mod wasm;

use std::{fs, path::PathBuf, time::Instant};

use crate::{
    process::{note, root, step, target},
    setup::{self, Part},
};
use dist::Dist;

/// How the interface is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Variant {
    /// Quick to build; what the demo and the tests use.
    Dev,
    /// Small; what is shipped.
    Release,
}

impl Variant {
    pub(crate) fn of(release: bool) -> Self {
        if release { Self::Release } else { Self::Dev }
    }
}

/// The folder of the built interface.
pub(crate) fn dist_folder() -> PathBuf {
    target().join("ui-dist")
}

/// The interface's own cargo target folder: its features differ from the host's.
pub(crate) fn cargo_folder() -> PathBuf {
    target().join("ui")
}

/// Builds the interface into [`dist_folder`]. Files that did not change are not touched, so that what embeds them
/// is not rebuilt.
pub(crate) fn build(variant: Variant) -> anyhow::Result<()> {
    let start = Instant::now();
    setup::ensure(&[Part::WasmTarget, Part::Npm])?;
    step(match variant {
        Variant::Dev => "building the interface",
        Variant::Release => "building the interface, optimised for size",
    });
    let built = wasm::build(variant)?;
    let stamp = stamp::of(variant, &built)?;
    if stamp::holds(&stamp) {
        note("nothing changed since the last build");
        return Ok(());
    }
    let compiled = wasm::bind(variant, &built)?;

    let mut dist = Dist::default();
    // The pieces of JavaScript that crates bring are imported by relative paths, so they keep their names.
    for (path, text) in compiled.snippets {
        dist.add(&path, text.into_bytes());
    }
    let wasm = dist.add_hashed("waybill.wasm", compiled.wasm);
    let js = dist.add_hashed("waybill.js", wasm::with_start(&compiled.js, &wasm).into_bytes());
    let (css, font) = styles::add(&mut dist)?;
    let favicon = dist.add_hashed("waybill.svg", fs::read(root().join("icons/waybill.svg"))?);
    let map = page::add_map(&mut dist)?;
    let icons = icons::sprite()?;
    let index = page::render(&[
        ("WASM", &wasm),
        ("JS", &js),
        ("CSS", &css),
        ("FONT", &font),
        ("FAVICON", &favicon),
        ("MAP", &map),
        ("ICONS", &icons),
    ])?;
    dist.add("index.html", index.into_bytes());
    dist.add("licenses.txt", page::licenses()?.into_bytes());

    if variant == Variant::Release {
        dist.pack(&[&wasm, &js, &css])?;
    }
    let changed = dist.write(&dist_folder())?;
    stamp::put(&stamp)?;
    if variant == Variant::Release {
        // Only these sizes mean something, and compressing takes seconds.
        dist::print_sizes(&dist_folder(), &[&wasm, &js, &css, "/index.html"])?;
    }
    note(&format!("{changed} files changed in target/ui-dist, {:.1} s", start.elapsed().as_secs_f64()));
    Ok(())
}
