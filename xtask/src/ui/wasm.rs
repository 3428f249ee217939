//! From Rust to a wasm file and the JavaScript that loads it.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use wasm_bindgen_cli_support::Bindgen;

use super::{Variant, cargo_folder};
use crate::{
    process::{command, note, run},
    setup,
};

/// What the page needs to start the interface.
pub(super) struct Compiled {
    pub(super) wasm: Vec<u8>,
    pub(super) js: String,
    /// JavaScript that crates bring along, by path below the folder of the site.
    pub(super) snippets: BTreeMap<String, String>,
}

/// Compiles the interface; gives the wasm file as the compiler left it.
pub(super) fn build(variant: Variant) -> anyhow::Result<PathBuf> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let profile = match variant {
        Variant::Dev => "wasm-dev",
        Variant::Release => "wasm-release",
    };
    let toolchain = setup::wasm_toolchain()?;
    let mut cargo = toolchain.cargo("build");
    cargo.args(["--package", "waybill-ui", "--bin", "waybill-ui", "--target", TARGET, "--profile", profile]);
    if toolchain == setup::Toolchain::Debian {
        // It may be older than what the rest of the workspace asks for.
        cargo.arg("--ignore-rust-version");
    }
    run(cargo.arg("--target-dir").arg(cargo_folder()))?;

    Ok(cargo_folder().join(TARGET).join(profile).join("waybill-ui.wasm"))
}

/// Makes the JavaScript side of a compiled interface, and shrinks what is to be shipped.
pub(super) fn bind(variant: Variant, built: &Path) -> anyhow::Result<Compiled> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(built)
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        .remove_name_section(variant == Variant::Release)
        .remove_producers_section(true);
    let mut output = bindgen.generate_output().context("wasm-bindgen refused the interface")?;
    let mut snippets = BTreeMap::new();
    for (name, inline) in output.snippets() {
        for (index, text) in inline.iter().enumerate() {
            snippets.insert(format!("assets/snippets/{name}/inline{index}.js"), text.clone());
        }
    }
    for (path, text) in output.local_modules() {
        snippets.insert(format!("assets/snippets/{path}"), text.clone());
    }
    let js = output.js().to_owned();
    let mut wasm = output.wasm_mut().emit_wasm();
    if variant == Variant::Release {
        wasm = optimise(built, &wasm)?;
    }
    Ok(Compiled { wasm, js, snippets })
}

/// The JavaScript with the call that starts it, so that the page needs no script of its own.
pub(super) fn with_start(js: &str, wasm: &str) -> String {
    format!("{js}\nawait __wbg_init({{ module_or_path: \"{wasm}\" }});\n")
}

fn optimise(built: &Path, wasm: &[u8]) -> anyhow::Result<Vec<u8>> {
    note("shrinking it with wasm-opt");
    let before = built.with_extension("bound.wasm");
    let after = built.with_extension("small.wasm");
    fs::write(&before, wasm)?;
    let wasm_opt = setup::modules().join("binaryen/bin/wasm-opt");
    run(command("node").arg(wasm_opt).args(["-Oz", "--all-features", "-o"]).arg(&after).arg(&before))?;
    fs::read(&after).context("wasm-opt left no file")
}
