//! A phone: the real offline half. It dies at any gate and starts again on what is left of its disk.

use std::{
    path::PathBuf,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
};

use anyhow::Result;
use waybill_client::{
    Connect, Controller, NewAssignments, News, Settings, Shell,
    clock::{BootTime, Clock},
    secrets::{MemorySecrets, Secrets},
    wire::Wire,
};
use waybill_domain::{
    Member, OrganizationId, Timestamp,
    calls::driver::{Network, SignInHere},
};

use super::{
    body::Body,
    copy::Copy,
    driver,
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
    pub(super) secrets: Mutex<Arc<MemorySecrets>>,
    /// The phone whose copy this one is, once it is there.
    original: Option<Arc<Self>>,
    /// What its owner puts back on it as soon as it is off.
    pub(super) put_back: Mutex<Option<Copy>>,
}

impl Phone {
    pub(super) fn new(
        world: &World,
        name: &str,
        organization: OrganizationId,
        people: Vec<Member>,
    ) -> Arc<Self> {
        Arc::new(Self::bare(world, name, organization, people))
    }

    /// One that will be a copy of `original`.
    pub(super) fn twin(world: &World, name: &str, original: &Arc<Self>) -> Arc<Self> {
        let bare = Self::bare(world, name, original.organization, original.people.clone());
        Arc::new(Self { original: Some(Arc::clone(original)), ..bare })
    }

    fn bare(world: &World, name: &str, organization: OrganizationId, people: Vec<Member>) -> Self {
        let data = world.folder.join(name);
        let body = Body::new(name, &data);
        world.gates.add(&body);
        Self {
            name: name.to_owned(),
            organization,
            people,
            disk: Disk::new(),
            line: Line::new(name),
            clock: Arc::default(),
            body,
            data,
            secrets: Mutex::default(),
            original: None,
            put_back: Mutex::default(),
        }
    }

    /// The phone's day: it is used, it dies, it is used again. Answers the running app when evening has come.
    pub(super) async fn live(self: Arc<Self>, world: Arc<World>) -> Result<App> {
        if let Some(original) = &self.original {
            self.become_twin(&world, original).await?;
        }
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
            self.take_back(&world)?;
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
        let secrets = Arc::clone(&self.secrets.lock().unwrap_or_else(PoisonError::into_inner));
        let shell = SimShell { secrets, clock: Arc::clone(&self.clock) };
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
}
