//! The real server in this process, on a folder of its own, with one small fleet. It can be stopped and started again at
//! the same address.

use std::{net::SocketAddr, path::Path};

use anyhow::{Context as _, Result};
use tempfile::TempDir;
use uuid::Uuid;
use waybill_backend::{
    App, Clock, Config, Running, Server,
    service::{enroll, found},
};
use waybill_domain::{Member, MemberId, OrganizationId, Role};

use crate::{address, dispatcher::Dispatcher};

/// Everybody's password.
pub const PASSWORD: &str = "steering-wheel";

/// A server with one fleet: an admin, a dispatcher and the drivers that were added.
pub struct TestServer {
    /// The clock, to be moved.
    pub clock: Clock,
    /// The fleet.
    pub organization: OrganizationId,
    running: Option<Running>,
    address: SocketAddr,
    folder: TempDir,
    vfs: Option<String>,
}

impl TestServer {
    /// Starts on an empty folder, with `admin@fleet.test` and `dispatch@fleet.test`.
    pub async fn start() -> Result<Self> {
        Self::start_on(None).await
    }

    /// The same with the database on SQLite's VFS of this name, such as a [`crate::vfs::Disk`]'s.
    pub async fn start_on(vfs: Option<&str>) -> Result<Self> {
        Self::start_with(tempfile::tempdir()?, vfs).await
    }

    /// The same with its data in a folder of its own below `parent`.
    pub async fn start_in(parent: &Path) -> Result<Self> {
        Self::start_with(tempfile::tempdir_in(parent)?, None).await
    }

    async fn start_with(folder: TempDir, vfs: Option<&str>) -> Result<Self> {
        let (clock, vfs) = (Clock::default(), vfs.map(ToOwned::to_owned));
        let running = serve(config(&folder, address::steady()?)?, &clock, vfs.as_deref()).await?;
        let organization = found(&running.app, "Linden Couriers", "Europe/Berlin").await?.id;
        let address = running.address;
        let server = Self { clock, organization, running: Some(running), address, folder, vfs };
        server.add("Ada Admin", "admin@fleet.test", Role::Admin).await?;
        server.add("Dora Dispatch", "dispatch@fleet.test", Role::Dispatcher).await?;
        Ok(server)
    }

    /// Adds a member.
    pub async fn add(&self, name: &str, email: &str, role: Role) -> Result<Member> {
        let member = Member {
            id: MemberId(Uuid::now_v7()),
            name: name.into(),
            email: email.into(),
            role,
            vehicle: String::new(),
            phone: String::new(),
            disabled: false,
        };
        Ok(enroll(self.app()?, self.organization, member, PASSWORD.into()).await?)
    }

    /// Adds a driver.
    pub async fn driver(&self, name: &str, email: &str) -> Result<Member> {
        self.add(name, email, Role::Driver).await
    }

    /// Signs the dispatcher in.
    pub async fn dispatcher(&self) -> Result<Dispatcher> {
        Dispatcher::sign_in(&self.url(), "dispatch@fleet.test", PASSWORD).await
    }

    /// Its parts, while it runs.
    pub fn app(&self) -> Result<&App> {
        Ok(&self.running.as_ref().context("the server is stopped")?.app)
    }

    /// Where it listens, also while it is stopped.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Stops it: to phones the network is gone.
    pub async fn stop(&mut self) {
        if let Some(running) = self.running.take() {
            running.shutdown().await;
        }
    }

    /// Its data folder.
    pub fn data(&self) -> &Path {
        self.folder.path()
    }

    /// Puts a backup in the place of its data, while it is stopped.
    pub async fn restore(&mut self, backup: &Path) -> Result<()> {
        let now = self.clock.now();
        waybill_backend::backup::restore(backup, self.folder.path(), true, now, &mut |_, _, _| {}).await?;
        Ok(())
    }

    /// Starts it again on the same folder and address.
    pub async fn start_again(&mut self) -> Result<()> {
        let config = config(&self.folder, self.address)?;
        self.running = Some(serve(config, &self.clock, self.vfs.as_deref()).await?);
        Ok(())
    }
}

async fn serve(config: Config, clock: &Clock, vfs: Option<&str>) -> Result<Running> {
    Ok(Server::serve(Server::open_on(config, clock.clone(), vfs).await?).await?)
}

/// Defaults, with passwords that are cheap to check: their cost is not what these tests are about.
fn config(folder: &TempDir, address: SocketAddr) -> Result<Config> {
    let mut config = Config::load(None, |_| None)?;
    config.data_dir = folder.path().to_owned();
    config.listen = address;
    config.password_memory_kib = 64;
    config.password_passes = 1;
    config.stop_seconds = 1;
    Ok(config)
}
