//! Why there is no graph.

use std::{io, path::PathBuf};

use super::map::MapError;

/// Why a graph could not be built, saved or opened.
#[derive(Debug, thiserror::Error)]
pub enum GraphError {
    /// The map contradicts itself.
    #[error("the map contradicts itself: {0}")]
    Map(#[from] MapError),
    /// The file cannot be read or written.
    #[error("{path}: {error}")]
    File {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// The file is something else.
    #[error("{0} is not a road graph")]
    NotAGraph(PathBuf),
    /// Another version of Waybill wrote the file.
    #[error("{path} was written in format {found}, this program reads {wanted}: import the map again")]
    Version {
        /// Which file.
        path: PathBuf,
        /// The format it has.
        found: u32,
        /// The format that is read.
        wanted: u32,
    },
    /// The file is not what was written.
    #[error("{0} is damaged or cut short: import the map again")]
    Damaged(PathBuf),
}
