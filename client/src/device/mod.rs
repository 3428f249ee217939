//! The installation on this device: its folder, its id, and the lanes that were opened here.

pub mod files;
mod folder;
mod registry;

pub use folder::{DataFolder, LaneFolder};
pub use registry::{KnownLane, Registry};

use std::{io, path::Path};

/// The folder or a file in it cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DeviceError {
    /// The disk is full.
    #[error("there is no space left on this device")]
    DiskFull,
    /// Another process has the folder open.
    #[error("Waybill is already running on this data folder")]
    AlreadyRunning,
    /// The file that names this device cannot be read.
    #[error("{file} cannot be read: {detail}")]
    Unreadable {
        /// Which file.
        file: String,
        /// What is wrong with it.
        detail: String,
    },
    /// Anything else the file system says.
    #[error("{file}: {source}")]
    Io {
        /// Which file.
        file: String,
        /// What the system says.
        source: io::Error,
    },
}

impl DeviceError {
    /// What the system said about `file`.
    pub fn io(file: &Path, source: io::Error) -> Self {
        if source.kind() == io::ErrorKind::StorageFull || source.kind() == io::ErrorKind::QuotaExceeded {
            Self::DiskFull
        } else {
            Self::Io { file: file.display().to_string(), source }
        }
    }

    pub(crate) fn retry_helps(&self) -> bool {
        matches!(self, Self::DiskFull | Self::AlreadyRunning)
    }

    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::DiskFull => "disk_full",
            Self::AlreadyRunning => "already_running",
            Self::Unreadable { .. } => "data_unreadable",
            Self::Io { .. } => "file_error",
        }
    }
}
