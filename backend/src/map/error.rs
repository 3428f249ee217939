//! Why there is no imported map.

use std::{io, path::PathBuf};

use waybill_routing::road::{GraphError, osm::ImportError};
use waybill_tiles::TilesError;

/// Why a map could not be imported or read.
#[derive(Debug, thiserror::Error)]
pub enum MapError {
    /// The extract is not what it should be.
    #[error(transparent)]
    Extract(#[from] ImportError),
    /// The road graph could not be built, written or read.
    #[error(transparent)]
    Roads(#[from] GraphError),
    /// The index of addresses could not be written.
    #[error("{}: {error}", path.display())]
    Index {
        /// Which file.
        path: PathBuf,
        /// What the database said.
        error: sqlx::Error,
    },
    /// The tiles could not be written.
    #[error(transparent)]
    Tiles(#[from] TilesError),
    /// The work was broken off.
    #[error("the import was broken off: {0}")]
    Gone(String),
    /// A file of the map could not be written or read.
    #[error("{}: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Another import is at work on the same folder.
    #[error("another import into {} is under way", .0.display())]
    Busy(PathBuf),
    /// The pointer to the map cannot be read.
    #[error("{}: {message}; import the map again", path.display())]
    Manifest {
        /// Which file.
        path: PathBuf,
        /// What is wrong.
        message: String,
    },
    /// The map was imported by another version of the program.
    #[error("the map in {} was imported in format {found}, this program reads {wanted}: import it again", path.display())]
    Version {
        /// Which file.
        path: PathBuf,
        /// The format it has.
        found: u32,
        /// The format that is read.
        wanted: u32,
    },
}

impl MapError {
    /// What the system said about `path`.
    pub(crate) fn file(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::File { path, source }
    }
}
