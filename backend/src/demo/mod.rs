//! A demo fleet in an empty data folder, and drivers who move and work in it.

mod fill;
mod simulate;

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use waybill_domain::OrganizationId;

use crate::{App, blobs::ReceiveError, store::StoreError};

pub use fill::{Filled, Size, fill};
pub use simulate::simulate;

/// What the simulation has to know of the fleet that was filled in.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Marker {
    organization: OrganizationId,
    seed: u64,
}

/// Why there is no demo.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// Somebody's data is here.
    #[error("the data folder holds an organization already; give another folder with --data")]
    NotEmpty,
    /// The simulation has no fleet.
    #[error("there is no demo fleet in the data folder; `waybill-server demo` makes one")]
    NoFleet,
    /// A file could not be read or written.
    #[error("{file}: {source}", file = path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The town's map could not be written.
    #[error(transparent)]
    Map(#[from] crate::map::MapError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A password could not be hashed.
    #[error(transparent)]
    Password(#[from] crate::auth::PasswordError),
    /// A picture was not taken.
    #[error("a proof picture was not taken: {0}")]
    Proof(#[from] ReceiveError),
}

fn marker_file(app: &App) -> PathBuf {
    app.config.data_dir.join("demo.json")
}
