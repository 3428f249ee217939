//! The built UI, inside this program.

/// Each file with its path, which begins with `/`. Empty where the server was built without the UI.
pub static FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/ui_files.rs"));
