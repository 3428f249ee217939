//! The app's typeface for our own pages, where the UI that brings it is inside this program. Without it the system's
//! does as well.

use std::{fmt::Write as _, sync::LazyLock};

use super::ui;

/// The pieces the typeface comes in, and the letters each one has.
const PIECES: [(&str, &str); 4] = [
    (
        "inter-latin-wght",
        "U+0-FF, U+131, U+152-153, U+2BB-2BC, U+2C6, U+2DA, U+2DC, U+2000-206F, U+20AC, U+2122",
    ),
    ("inter-latin-ext-wght", "U+100-2BA, U+1E00-1E9F, U+1EF2-1EFF, U+2C60-2C7F, U+A720-A7FF"),
    ("inter-cyrillic-wght", "U+301, U+400-45F, U+490-491, U+4B0-4B1, U+2116"),
    ("inter-greek-wght", "U+370-377, U+37A-37F, U+384-38A, U+38C, U+38E-3A1, U+3A3-3FF"),
];

/// `@font-face` rules; empty where the typeface is not here.
pub(super) static FACES: LazyLock<String> = LazyLock::new(|| {
    let mut css = String::new();
    for (name, range) in PIECES {
        let file = ui::FILES.iter().map(|(path, _)| *path);
        let mut file = file.filter(|path| path.ends_with(".woff2") && path.contains(&format!("/{name}")));
        if let Some(path) = file.next() {
            let _ = write!(
                css,
                "@font-face{{font-family:\"Inter Variable\";font-weight:100 900;font-display:swap;\
                 src:url({path}) format(\"woff2\");unicode-range:{range}}}"
            );
        }
    }
    css
});
