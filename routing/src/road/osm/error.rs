//! Why an extract could not be imported.

use std::{io, path::PathBuf};

/// Why an extract could not be imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be read.
    #[error("{path}: {error}")]
    File {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// The file is something else.
    #[error("{path} is not an OpenStreetMap extract in PBF format (.osm.pbf): {found}")]
    Format {
        /// Which file.
        path: PathBuf,
        /// What it looks like.
        found: &'static str,
    },
    /// The file ends too early.
    #[error("{path} is cut short: it breaks off after byte {at} of {size}; fetch it again")]
    CutShort {
        /// Which file.
        path: PathBuf,
        /// Up to where it could be read.
        at: u64,
        /// How long it is.
        size: u64,
    },
    /// A part of the file cannot be decoded.
    #[error(
        "{path} is damaged: the block after byte {at} of {size} cannot be read ({reason}); fetch it again"
    )]
    Damaged {
        /// Which file.
        path: PathBuf,
        /// Up to where it could be read.
        at: u64,
        /// How long it is.
        size: u64,
        /// What the reader said.
        reason: String,
    },
    /// The file needs what this program cannot do.
    #[error("{path} needs the feature {feature:?}, which is not supported")]
    Feature {
        /// Which file.
        path: PathBuf,
        /// The feature's name in the file's header.
        feature: String,
    },
    /// The file is whole, and there are no roads in it.
    #[error("{path} has no roads: of its {elements} elements none is a highway or a ferry that can be used")]
    NoRoads {
        /// Which file.
        path: PathBuf,
        /// How many nodes, ways and relations it has.
        elements: u64,
    },
    /// The file has streets, and not the nodes they run along.
    #[error(
        "the extract has {streets} streets and none of the nodes they run along: it was filtered too far"
    )]
    NoNodes {
        /// How many streets it has.
        streets: usize,
    },
}
