//! Starts and stops the server.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use tokio::{net::TcpListener, task::JoinHandle};
use tokio_util::sync::CancellationToken;

use crate::{
    App, Clock, Config, api,
    app::Parts,
    auth::{Attempts, Passwords},
    backup,
    blobs::{self, BlobError, BlobStore, Uploads},
    certificate::{self, Issuer, IssuerError},
    eta::{self, Arrivals},
    map::{self, Atlas, MapFolder},
    pages::map::MapSource,
    places::{Geocoder, GeocoderConfigError},
    realtime::{Hub, Positions},
    service::{
        dispatch::{self, Fleet},
        operations::Operated,
        routes::Plans,
        silence,
    },
    store::{ReadLog, Store, StoreError, positions, receipts},
    travel::{TravelConfigError, travel},
};

/// Why the server could not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The data folder cannot be made.
    #[error("cannot make the data folder: {0}")]
    Folder(std::io::Error),
    /// The data folder is half of what it should be.
    #[error("a restore into {} was not finished; run it again with --force", .0.display())]
    HalfRestored(std::path::PathBuf),
    /// The blob folder cannot be made.
    #[error("cannot make the blob folder: {0}")]
    Blobs(#[from] BlobError),
    /// The database cannot be opened.
    #[error("cannot open the database: {0}")]
    Store(#[from] StoreError),
    /// The issuer's key cannot be read or made.
    #[error(transparent)]
    Issuer(#[from] IssuerError),
    /// The address cannot be listened on.
    #[error("cannot listen on {0}: {1}")]
    Listen(SocketAddr, std::io::Error),
    /// The source of travel times cannot be used.
    #[error(transparent)]
    Travel(#[from] TravelConfigError),
    /// The geocoder cannot be used.
    #[error(transparent)]
    Geocoder(#[from] GeocoderConfigError),
    /// The password settings are out of range.
    #[error("password_memory_kib or password_passes: {0}")]
    Passwords(String),
}

/// The server.
#[derive(Debug)]
pub struct Server;

impl Server {
    /// Opens the data folder of `config`, without listening.
    pub async fn open(config: Config, clock: Clock) -> Result<App, StartError> {
        Self::open_on(config, clock, None).await
    }

    /// The same with the database on SQLite's VFS of this name; `None` is the system's own.
    pub async fn open_on(config: Config, clock: Clock, vfs: Option<&str>) -> Result<App, StartError> {
        std::fs::create_dir_all(&config.data_dir).map_err(StartError::Folder)?;
        if config.data_dir.join(backup::RESTORING).exists() {
            return Err(StartError::HalfRestored(config.data_dir));
        }
        let hub = Arc::new(Hub::default());
        let fleet = Arc::new(Fleet::default());
        let arrivals = Arc::new(Arrivals::default());
        let announced = (hub.clone(), fleet.clone(), arrivals.clone());
        let store = Store::open_on(
            &config.data_dir.join("waybill.db"),
            vfs,
            config.readers,
            Arc::new(move |logged| {
                announced.0.announce(logged);
                announced.1.announce(logged);
                announced.2.note(logged);
            }),
        )
        .await?;
        let passwords = Passwords::new(config.password_memory_kib, config.password_passes)
            .map_err(|e| StartError::Passwords(e.to_string()))?;
        let mut snapshot = store.snapshot().await?;
        let positions = Positions::of_all(positions::all_last(&mut snapshot).await?);
        fleet.load(&mut snapshot, &positions, clock.now()).await?;
        drop(snapshot);
        let atlas = Arc::new(Atlas::open(&config.data_dir).await);
        Ok(App::new(Parts {
            travel: travel(&config, &atlas)?,
            geocoder: Geocoder::new(&config, &atlas, &config.data_dir).await?,
            atlas,
            attempts: Attempts::default(),
            issuer: Issuer::load_or_make(&config.issuer_key_file())?,
            reads: ReadLog::default(),
            operated: Operated::default(),
            positions,
            fleet,
            arrivals,
            plans: Plans::default(),
            lookups: Attempts::default(),
            blobs: BlobStore::on_disk(&config.data_dir)?,
            uploads: Uploads::new(&config.data_dir, Duration::from_secs(config.upload_hours * 3_600)),
            map: map_source(&config),
            stopping: CancellationToken::new(),
            config,
            clock,
            store,
            hub,
            passwords,
        }))
    }

    /// Opens the data folder and listens.
    pub async fn start(config: Config, clock: Clock) -> Result<Running, StartError> {
        let app = Self::open(config, clock).await?;
        Self::serve(app).await
    }

    /// Listens with an app that is open already.
    pub async fn serve(app: App) -> Result<Running, StartError> {
        let listen = app.config.listen;
        let listener = TcpListener::bind(listen).await.map_err(|e| StartError::Listen(listen, e))?;
        let address = listener.local_addr().map_err(|e| StartError::Listen(listen, e))?;
        let (issuer, now) = (app.issuer.public(), app.clock.now());
        app.store
            .tx(move |tx| Box::pin(async move { receipts::take_over(tx.conn(), issuer, now).await }))
            .await?;
        let service = api::router(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
        let stopping = app.stopping.clone();
        let serving = tokio::spawn(async move {
            let stopped = axum::serve(listener, service)
                .with_graceful_shutdown(async move { stopping.cancelled().await });
            if let Err(error) = stopped.await {
                tracing::error!(%error, "the listener failed");
            }
        });
        let flushing = tokio::spawn(app.reads.clone().keep_flushing(app.store.clone(), app.stopping.clone()));
        let sweeping = tokio::spawn(blobs::keep_sweeping(app.clone()));
        let stamping = tokio::spawn(certificate::keep_stamping(app.clone()));
        let listening = tokio::spawn(silence::keep_looking(app.clone()));
        let dispatching = tokio::spawn(dispatch::keep_dispatching(app.clone()));
        let noting = tokio::spawn(backup::keep_noting(app.clone()));
        let estimating = tokio::spawn(eta::keep_estimating(app.clone()));
        let learning = tokio::spawn(eta::keep_learning(app.clone()));
        let looking = tokio::spawn(map::keep_looking(app.clone()));
        tracing::info!(%address, "listening");
        let lock = backup::mark_served(&app.config.data_dir);
        Ok(Running {
            app,
            address,
            tasks: vec![
                serving,
                flushing,
                sweeping,
                listening,
                noting,
                stamping,
                dispatching,
                estimating,
                learning,
                looking,
            ],
            _lock: lock,
        })
    }
}

/// A server that listens. Call [`Running::shutdown`] to end it in order; dropping it leaves it running.
pub struct Running {
    /// Its parts.
    pub app: App,
    /// Where it listens.
    pub address: SocketAddr,
    tasks: Vec<JoinHandle<()>>,
    /// Held as long as the folder is served.
    _lock: Option<std::fs::File>,
}

impl Running {
    /// Its address as a URL, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Takes no more connections, lets open requests end, closes the database.
    pub async fn shutdown(self) {
        self.app.stopping.cancel();
        let patience = Duration::from_secs(self.app.config.stop_seconds);
        for mut task in self.tasks {
            if tokio::time::timeout(patience, &mut task).await.is_err() {
                tracing::warn!("requests were still open when the patience ended");
                task.abort();
            }
        }
        // A search asks every moment whether it may go on.
        let _ = tokio::time::timeout(patience, self.app.plans.stop_all()).await;
        if let Err(error) = self.app.reads.flush(&self.app.store).await {
            tracing::warn!(%error, "the last reads could not be noted");
        }
        self.app.store.close().await;
    }
}

/// The configured map file; else the imported map's, or the one in the data folder.
fn map_source(config: &Config) -> MapSource {
    if config.map_file.is_empty() {
        MapSource::new(config.data_dir.join("map.geojson"), Some(MapFolder::of(&config.data_dir)))
    } else {
        MapSource::new((&config.map_file).into(), None)
    }
}
