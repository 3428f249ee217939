//! A phone: the real offline half. It dies at any gate and starts again on what is left of its disk.

use std::{
    collections::BTreeMap,
    path::PathBuf,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
};

use anyhow::Result;
use sqlx::{Connection as _, Row as _, SqliteConnection, sqlite::SqliteConnectOptions};
use waybill_client::{
    Connect, Controller, NewAssignments, News, Settings, Shell,
    clock::{BootTime, Clock},
    device::LaneFolder,
    secrets::{MemorySecrets, Secrets},
    wire::Wire,
};
use waybill_domain::{
    Envelope, LaneId, Member, OrganizationId, Timestamp,
    calls::driver::{Network, SignInHere},
};
use waybill_door::wait;

use super::{
    body::Body,
    driver,
    ledger::Deed,
    net::Line,
    time,
    wire::SimWire,
    world::{PASSWORD, World},
};
use crate::vfs::Disk;

/// Nothing to show; the keystore outlives the app.
pub(super) struct SimShell {
    secrets: Arc<MemorySecrets>,
    clock: Arc<PhoneClock>,
}

impl Shell for SimShell {
    fn emit(&self, _news: News) {}

    fn notify(&self, _news: NewAssignments) {}

    fn secrets(&self) -> Arc<dyn Secrets> {
        self.secrets.clone()
    }

    fn clock(&self) -> Arc<dyn Clock> {
        self.clock.clone()
    }
}

/// A phone's clocks: the one on the wall may be off by years and jump, the other one counts from the last boot.
#[derive(Debug, Default)]
pub(super) struct PhoneClock {
    pub(super) off_ms: AtomicI64,
    booted_ms: AtomicU64,
    boots: AtomicU64,
}

impl PhoneClock {
    /// The phone was switched off and on.
    fn boot(&self) {
        self.booted_ms.store(time::elapsed_ms(), Ordering::Relaxed);
        self.boots.fetch_add(1, Ordering::Relaxed);
    }
}

impl Clock for PhoneClock {
    fn now(&self) -> Timestamp {
        let now = time::wall_ms().unwrap_or(time::BEGIN_MS);
        Timestamp::from_millis(now).plus_millis(self.off_ms.load(Ordering::Relaxed))
    }

    fn boot(&self) -> BootTime {
        let mono_ms = time::elapsed_ms().saturating_sub(self.booted_ms.load(Ordering::Relaxed));
        BootTime { boot_id: format!("boot-{}", self.boots.load(Ordering::Relaxed)), mono_ms }
    }
}

/// What a phone is running.
pub(super) type App = Controller<SimShell>;

/// A phone, running or not.
pub(super) struct Phone {
    pub(super) name: String,
    pub(super) organization: OrganizationId,
    /// Whoever may use it; the first one mostly does.
    pub(super) people: Vec<Member>,
    pub(super) disk: Disk,
    pub(super) line: Arc<Line>,
    pub(super) clock: Arc<PhoneClock>,
    pub(super) body: Arc<Body>,
    pub(super) data: PathBuf,
    secrets: Arc<MemorySecrets>,
    /// How far each lane's queue has been written into the ledger.
    seen: Mutex<BTreeMap<LaneId, i64>>,
}

impl Phone {
    pub(super) fn new(
        world: &World,
        name: &str,
        organization: OrganizationId,
        people: Vec<Member>,
    ) -> Arc<Self> {
        let data = world.folder.join(name);
        let body = Body::new(name, &data);
        world.gates.add(&body);
        Arc::new(Self {
            name: name.to_owned(),
            organization,
            people,
            disk: Disk::new(),
            line: Line::new(name),
            clock: Arc::default(),
            body,
            data,
            secrets: Arc::default(),
            seen: Mutex::default(),
        })
    }

    /// The phone's day: it is used, it dies, it is used again. Answers the running app when evening has come.
    pub(super) async fn live(self: Arc<Self>, world: Arc<World>) -> Result<App> {
        loop {
            self.body.revive();
            let used = async {
                let app = self.start(&world).await?;
                driver::day(&self, &world, &app).await;
                Ok(app)
            };
            tokio::select! {
                biased;
                () = self.body.death() => {}
                app = used => return app,
            }
            self.fall(&world);
            tokio::time::sleep(world.dice.millis(1_000..=240_000)).await;
        }
    }

    async fn start(&self, world: &Arc<World>) -> Result<App> {
        let (net, line) = (Arc::clone(&world.net), Arc::clone(&self.line));
        let connect: Connect = Arc::new(move |_| {
            let wire = SimWire { net: Arc::clone(&net), line: Arc::clone(&line) };
            Ok(Arc::new(wire) as Arc<dyn Wire>)
        });
        let mut settings = Settings::new(&self.data);
        settings.connect = connect;
        settings.vfs = Some(self.disk.name().to_owned());
        let shell = SimShell { secrets: Arc::clone(&self.secrets), clock: Arc::clone(&self.clock) };
        let app = Controller::open(settings, shell).await?;
        world.history.say(&self.name, "the app starts");
        if let Some(lane) = app.lane() {
            self.note_queue(world, lane);
        }
        Ok(app)
    }

    fn fall(&self, world: &World) {
        if world.dice.chance(0.3) {
            world.history.say(&self.name, "the battery falls out");
            self.disk.cut_power(world.dice.number(0..=u64::MAX));
            self.clock.boot();
        } else {
            world.history.say(&self.name, "the app is gone");
            self.disk.kill();
        }
    }

    /// Signs `member` in, if that works.
    pub(super) async fn sign_in(&self, world: &World, app: &App, member: &Member) -> bool {
        let ask = SignInHere {
            server_url: "http://server.sim".to_owned(),
            email: member.email.clone(),
            password: PASSWORD.to_owned(),
        };
        let signed = app.sign_in(ask).await;
        let words = signed.as_ref().map_or_else(ToString::to_string, |_| "done".to_owned());
        world.history.say(&self.name, format!("signs {} in: {words}", member.name));
        signed.is_ok()
    }

    /// Whether somebody must sign in before anything goes up.
    pub(super) fn is_signed_out(app: &App) -> bool {
        let status = app.status();
        status.session.is_none() || status.network == Network::SignInNeeded
    }

    /// Writes what the lane has queued into the ledger: from now on it must not be lost. How much that was.
    pub(super) fn note_queue(&self, world: &World, lane: LaneId) -> usize {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let last = seen.entry(lane).or_insert(0);
        let rows =
            self.rows(lane, &format!("select seq, envelope from outbox where seq > {last} order by seq"));
        for row in &rows {
            *last = (*last).max(row.get("seq"));
            let Ok(envelope) = serde_json::from_str::<Envelope>(row.get("envelope")) else { continue };
            world.ledger.open().deeds.entry(envelope.cmd_id).or_insert_with(|| Deed {
                by: self.name.clone(),
                organization: self.organization,
                delivery: envelope.delivery_id,
                name: envelope.command.name().to_owned(),
                class: envelope.command.class(),
                at_ms: time::elapsed_ms(),
                kept: true,
            });
        }
        rows.len()
    }

    /// Looks into a lane's database from outside.
    pub(super) fn rows(&self, lane: LaneId, sql: &str) -> Vec<sqlx::sqlite::SqliteRow> {
        let options = SqliteConnectOptions::new()
            .filename(LaneFolder::new(&self.data, lane).database())
            .vfs(self.disk.name().to_owned());
        let read = wait(async {
            let mut conn = SqliteConnection::connect_with(&options).await?;
            let rows = sqlx::query(sql).fetch_all(&mut conn).await;
            conn.close().await?;
            rows
        });
        read.unwrap_or_default()
    }
}
