//! Real extracts, where they are there.

use std::path::PathBuf;

/// An extract of the shared data; says so where it is not there.
pub(crate) fn extract(name: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("WAYBILL_DATA").map(PathBuf::from);
    let beside = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data"));
    let file = folder.unwrap_or_else(beside).join("osm").join(name);
    if file.exists() {
        return Some(file);
    }
    println!("skipped: {} is not there; WAYBILL_DATA names the folder of the data", file.display());
    None
}
