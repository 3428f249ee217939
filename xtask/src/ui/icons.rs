//! The icons the interface names, as one invisible drawing inside the page: `<use href="#i-truck">`.
//!
//! `src-ui/icons.txt` lists their names in Lucide, one a line.

use std::{collections::BTreeSet, fmt::Write as _, fs};

use anyhow::Context as _;

use crate::{process::root, setup};

/// The drawing with every icon of the list.
pub(super) fn sprite() -> anyhow::Result<String> {
    let folder = setup::modules().join("lucide-static/icons");
    let list = fs::read_to_string(root().join("src-ui/icons.txt")).context("src-ui/icons.txt")?;
    let names: BTreeSet<_> =
        list.lines().map(str::trim).filter(|name| !name.is_empty() && !name.starts_with('#')).collect();
    let mut sprite = String::from("<svg width=\"0\" height=\"0\" hidden aria-hidden=\"true\">");
    for name in names {
        let drawing = fs::read_to_string(folder.join(format!("{name}.svg")))
            .with_context(|| format!("src-ui/icons.txt: Lucide has no icon called {name:?}"))?;
        let shapes = shapes(&drawing).with_context(|| format!("the icon {name} is not as expected"))?;
        // The stroke's colour and width are the style sheet's to choose.
        write!(sprite, "<symbol id=\"i-{name}\" viewBox=\"0 0 24 24\">{shapes}</symbol>")?;
    }
    sprite.push_str("</svg>");
    Ok(sprite)
}

/// What stands between the tags of the outer element, on one line.
fn shapes(drawing: &str) -> Option<String> {
    let inner = &drawing[drawing.find("<svg")?..];
    let inner = &inner[inner.find('>')? + 1..inner.rfind("</svg>")?];
    Some(inner.split_whitespace().collect::<Vec<_>>().join(" "))
}
