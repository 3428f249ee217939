//! The server: the real router on a disk in memory. It can die at any gate and starts again on what is left.

use std::{
    collections::BTreeSet,
    future::Future,
    net::SocketAddr,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use anyhow::Result;
use axum::{Router, body::Body as HttpBody, extract::ConnectInfo, http::Request};
use sqlx::{Connection as _, Row as _, SqliteConnection, sqlite::SqliteConnectOptions};
use tokio::task::{AbortHandle, JoinHandle, unconstrained};
use tower::ServiceExt as _;
use waybill_backend::{App, Clock, Config, Server, api, blobs};
use waybill_client::wire::{WireReply, WireRequest};
use waybill_domain::{CommandId, OrganizationId};
use waybill_door::{on_the_spot, wait};

use super::{body::Body, dice::Dice, history::History, look, time};
use crate::vfs::{Disk, Image};

/// No answer is larger.
const ANSWER_MAX: usize = 64 << 20;

/// The server, running or not.
pub(super) struct Post {
    pub(super) body: Arc<Body>,
    pub(super) disk: Disk,
    folder: PathBuf,
    history: Arc<History>,
    life: Mutex<Option<Life>>,
    backup: Mutex<Option<Backup>>,
}

/// A copy of the database.
#[derive(Clone)]
pub(super) struct Backup {
    image: Image,
    /// When it was made, in milliseconds since the run began.
    pub(super) at_ms: u64,
}

/// One run of the server.
struct Life {
    app: App,
    router: Router,
    tasks: Vec<AbortHandle>,
}

impl Post {
    pub(super) fn new(folder: PathBuf, history: &Arc<History>) -> Self {
        let body = Body::new("server", &folder);
        Self {
            body,
            disk: Disk::new(),
            folder,
            history: Arc::clone(history),
            life: Mutex::default(),
            backup: Mutex::default(),
        }
    }

    /// Starts it.
    pub(super) fn start(&self) -> Result<()> {
        self.body.revive();
        let app = wait(Server::open_on(config(&self.folder)?, Clock::default(), Some(self.disk.name())))?;
        let router = api::router(app.clone());
        let sweep = on_the_spot(unconstrained(blobs::keep_sweeping(app.clone())));
        let flush = on_the_spot(app.reads.clone().keep_flushing(app.store.clone(), app.stopping.clone()));
        let tasks = vec![tokio::spawn(sweep).abort_handle(), tokio::spawn(flush).abort_handle()];
        *self.lock() = Some(Life { app, router, tasks });
        self.history.say("server", "is up");
        Ok(())
    }

    /// Lets it die and start again, for ever.
    pub(super) async fn keep(self: Arc<Self>, dice: Dice) -> Result<()> {
        loop {
            self.body.death().await;
            self.fall(&dice);
            tokio::time::sleep(dice.millis(500..=90_000)).await;
            let backup = self.backup.lock().unwrap_or_else(PoisonError::into_inner).take();
            if let Some(backup) = backup {
                self.restore(&backup, &dice)?;
            }
            self.start()?;
        }
    }

    /// A copy of its database as it is now.
    pub(super) fn back_up(&self) -> Backup {
        self.history.say("server", "is backed up");
        Backup { image: self.disk.image(), at_ms: time::elapsed_ms() }
    }

    /// It dies and comes back from `backup`.
    pub(super) fn go_back_to(&self, backup: Backup) {
        *self.backup.lock().unwrap_or_else(PoisonError::into_inner) = Some(backup);
        self.body.kill();
    }

    /// As `waybill-server restore` does it: the database as it was, under a new epoch.
    fn restore(&self, backup: &Backup, dice: &Dice) -> Result<()> {
        self.history
            .say("server", format!("comes back as it was {} s after the begin", backup.at_ms / 1_000));
        self.disk.restore(&backup.image);
        let options = SqliteConnectOptions::new()
            .filename(self.folder.join("waybill.db"))
            .vfs(self.disk.name().to_owned());
        let epoch = format!("{:016x}", dice.number(0..=u64::MAX));
        wait(async {
            let mut conn = SqliteConnection::connect_with(&options).await?;
            sqlx::query("update log_heads set epoch = $1").bind(epoch).execute(&mut conn).await?;
            conn.close().await
        })?;
        Ok(())
    }

    /// Which commands its disk has.
    pub(super) fn commands(&self, organization: OrganizationId) -> Result<BTreeSet<CommandId>> {
        let sql = format!("select cmd_id from command_results where organization = '{organization}'");
        let rows = look::rows(&self.disk, &self.folder.join("waybill.db"), &sql)?;
        rows.iter().map(|row| Ok(row.try_get::<&str, _>(0)?.parse()?)).collect()
    }

    /// Everything of it stops where it is; of the disk what is left.
    pub(super) fn fall(&self, dice: &Dice) {
        let Some(life) = self.lock().take() else { return };
        life.app.stopping.cancel();
        life.tasks.iter().for_each(AbortHandle::abort);
        if dice.chance(0.3) {
            self.history.say("server", "the power is gone");
            self.disk.cut_power(dice.number(0..=u64::MAX));
        } else {
            self.history.say("server", "is down");
            self.disk.kill();
        }
    }

    /// The parts, while it runs.
    pub(super) fn app(&self) -> Option<App> {
        self.lock().as_ref().map(|life| life.app.clone())
    }

    /// Takes a request in; the answer, should it live so long. `None` while it is down.
    pub(super) fn take(&self, request: WireRequest) -> Option<JoinHandle<WireReply>> {
        let mut life = self.lock();
        let life = life.as_mut()?;
        let router = life.router.clone();
        let task = tokio::spawn(on_the_spot(unconstrained(answer(router, request))));
        life.tasks.retain(|task| !task.is_finished());
        life.tasks.push(task.abort_handle());
        Some(task)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Life>> {
        self.life.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn answer(router: Router, ask: WireRequest) -> impl Future<Output = WireReply> + Send {
    let mut request = Request::builder().method(ask.method).uri(&ask.path).header("host", "server.sim");
    request = request.header("content-length", ask.body.len());
    for (name, value) in &ask.headers {
        request = request.header(*name, value);
    }
    if let Some(bearer) = &ask.bearer {
        request = request.header("authorization", format!("Bearer {bearer}"));
    }
    request = request.extension(ConnectInfo(SocketAddr::from(([10, 0, 0, 1], 4_000))));
    let request = request.body(HttpBody::from(ask.body)).expect("a well-formed request");
    async move {
        let answer = router.oneshot(request).await.unwrap_or_else(|never| match never {});
        let status = answer.status().as_u16();
        let text = |value: &axum::http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        let headers = answer.headers().iter().map(|(k, v)| (k.as_str().to_owned(), text(v))).collect();
        let body = axum::body::to_bytes(answer.into_body(), ANSWER_MAX).await.unwrap_or_default();
        WireReply { status, headers, body }
    }
}

fn config(folder: &std::path::Path) -> Result<Config> {
    let mut config = Config::load(None, |_| None)?;
    config.data_dir = folder.to_owned();
    config.access_minutes = 5;
    config.sign_in_tries = 10_000;
    config.sign_in_tries_per_address = 100_000;
    config.password_memory_kib = 8;
    config.password_passes = 1;
    Ok(config)
}
