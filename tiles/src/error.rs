//! What can go wrong with an archive.

use std::{io, path::PathBuf};

/// Why there is no tile, or no archive.
#[derive(Debug, thiserror::Error)]
pub enum TilesError {
    /// The disk says no.
    #[error("{path}: {error}", path = path.display())]
    Io {
        /// The archive.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// The archive is cut short or no archive at all, or something in it is.
    #[error("{path} is not a whole archive of vector tiles: {message}", path = path.display())]
    Broken {
        /// The archive.
        path: PathBuf,
        /// Where it broke.
        message: String,
    },
    /// A shape that no tile can hold.
    #[error("a tile cannot be written: {0}")]
    Encode(String),
}

impl TilesError {
    pub(crate) fn io(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |error| Self::Io { path, error }
    }
}
