//! What every request handler can reach.

use std::{ops::Deref, sync::Arc};

use tokio_util::sync::CancellationToken;
use waybill_routing::travel::Travel;

use crate::{
    auth::{Attempts, Passwords},
    blobs::{BlobStore, Uploads},
    certificate::Issuer,
    clock::Clock,
    config::Config,
    eta::Arrivals,
    map::Atlas,
    pages::map::MapSource,
    places::Geocoder,
    realtime::{Hub, Positions},
    service::{dispatch::Fleet, operations::Operated, routes::Plans},
    store::{ReadLog, Store},
};

/// The server's parts, shared by all handlers. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// The parts themselves.
pub struct Parts {
    /// How the server was configured.
    pub config: Config,
    /// What time it is.
    pub clock: Clock,
    /// Signs what the server vouches for.
    pub issuer: Issuer,
    /// The one door to the database.
    pub store: Store,
    /// Everybody who listens on a socket.
    pub hub: Arc<Hub>,
    /// Where every driver was last.
    pub positions: Positions,
    /// Every driver, to be found by place.
    pub fleet: Arc<Fleet>,
    /// When drivers will be where.
    pub arrivals: Arc<Arrivals>,
    /// Plans of routes that are being searched for.
    pub plans: Plans,
    /// Hours, zones and rosters, made ready to be asked.
    pub operated: Operated,
    /// Proof bytes.
    pub blobs: BlobStore,
    /// Proof bytes that are still on their way.
    pub uploads: Uploads,
    /// The town map.
    pub map: MapSource,
    /// The imported map.
    pub atlas: Arc<Atlas>,
    /// How long a way takes.
    pub travel: Arc<dyn Travel>,
    /// Where an address is.
    pub geocoder: Geocoder,
    /// Counts how often public links are looked up.
    pub lookups: Attempts,
    /// Hashes and checks passwords, a few at a time.
    pub passwords: Passwords,
    /// Counts wrong passwords.
    pub attempts: Attempts,
    /// Notes who read what.
    pub reads: ReadLog,
    /// Cancelled when the server is told to stop; long-lived connections end then.
    pub stopping: CancellationToken,
}

impl App {
    /// The app made of `parts`.
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
