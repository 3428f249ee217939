//! One style sheet out of many, and the typeface.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::Context as _;

use super::dist::Dist;
use crate::{process::root, setup};

/// The subset whose file the page asks for before it has read the style sheet.
const FIRST_SUBSET: &str = "inter-latin-wght-normal.woff2";

/// Adds the style sheet and the typeface; gives the paths of the sheet and of the typeface's first file.
pub(super) fn add(dist: &mut Dist) -> anyhow::Result<(String, String)> {
    let (mut sheet, first) = typeface(dist)?;
    for file in sheets()? {
        sheet.push_str(
            &fs::read_to_string(&file).with_context(|| format!("{} is not readable", file.display()))?,
        );
        sheet.push('\n');
    }
    Ok((dist.add_hashed("waybill.css", sheet.into_bytes()), first))
}

/// The style sheets, the one that declares the order of the layers first.
pub(super) fn sheets() -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    collect(&root().join("src-ui/styles"), &mut files)?;
    files.sort_by_key(|file| (!file.ends_with("styles/layers.css"), file.clone()));
    Ok(files)
}

/// Inter's own `@font-face` rules, one for each script, with its files under names that may be cached.
fn typeface(dist: &mut Dist) -> anyhow::Result<(String, String)> {
    let folder = setup::modules().join("@fontsource-variable/inter");
    let mut sheet = fs::read_to_string(folder.join("wght.css")).context("the typeface's style sheet")?;
    let mut first = String::new();
    for entry in fs::read_dir(folder.join("files"))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let reference = format!("./files/{name}");
        if !sheet.contains(&reference) {
            continue;
        }
        let path = dist.add_hashed(&name, fs::read(entry.path())?);
        if name == FIRST_SUBSET {
            first.clone_from(&path);
        }
        sheet = sheet.replace(&reference, &path);
    }
    anyhow::ensure!(!first.is_empty(), "the typeface has no {FIRST_SUBSET}");
    Ok((sheet, first))
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("{} is not readable", folder.display()))? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), files)?;
        } else if entry.path().extension().is_some_and(|extension| extension == "css") {
            files.push(entry.path());
        }
    }
    Ok(())
}
