//! The processes, and the rounds of killing them.

use std::{
    process::{Command, Stdio},
    time::Duration,
};

use anyhow::{Context as _, Result};
use harness::{
    dispatcher::Dispatcher,
    people::{self, DISPATCHER, DRIVER, PASSWORD},
    process::{Process, ServerProcess, program},
    samples,
};
use rand::{Rng as _, SeedableRng as _, rngs::SmallRng};
use tempfile::TempDir;

use crate::books::Books;

/// One server, one driver's phone.
pub(crate) struct Fleet {
    pub(crate) data: TempDir,
    pub(crate) phone_data: TempDir,
    pub(crate) url: String,
    pub(crate) books: Books,
    server: Option<ServerProcess>,
    phone: Option<Process>,
}

impl Fleet {
    /// A server with work for the driver, and the phone that begins with it.
    pub(crate) async fn start(rounds: u32) -> Result<Self> {
        let (data, phone_data) = (tempfile::tempdir()?, tempfile::tempdir()?);
        people::enroll(data.path())?;
        let server = ServerProcess::start(data.path(), &harness::address::steady()?.to_string())?;
        let url = server.url.clone();
        let mut fleet =
            Self { data, phone_data, url, books: Books::default(), server: Some(server), phone: None };
        let dispatcher = fleet.dispatcher().await?;
        let driver = dispatcher.driver(DRIVER).await?;
        let stops = rounds.clamp(10, 400);
        for n in 0..stops {
            let new = samples::photo_and_signature(&format!("Linden Avenue {n}"), "Ana Souza");
            let delivery = dispatcher.create(new).await?;
            dispatcher.assign(delivery.id, driver.id).await?;
        }
        eprintln!("{stops} deliveries are waiting for the driver");
        fleet.phone = Some(fleet.start_phone(&[])?);
        Ok(fleet)
    }

    pub(crate) async fn dispatcher(&self) -> Result<Dispatcher> {
        Dispatcher::sign_in(&self.url, DISPATCHER, PASSWORD).await
    }

    /// Kills `rounds` processes, and leaves all of them dead.
    pub(crate) async fn kill(&mut self, rounds: u32, seed: u64) -> Result<()> {
        let mut rng = SmallRng::seed_from_u64(seed);
        let mut killed = 0;
        while killed < rounds {
            tokio::time::sleep(Duration::from_millis(rng.random_range(40..500))).await;
            let (server, phone) = match rng.random_range(0..5) {
                0 | 1 => (true, false),
                2 | 3 => (false, true),
                _ => (true, true),
            };
            if phone && killed < rounds {
                killed += u32::from(kill_phone(&mut self.phone)?);
            }
            if server && killed < rounds {
                killed += u32::from(kill_server(&mut self.server)?);
                // Now and then it does not even get to its feet.
                if killed < rounds && rng.random_bool(0.2) {
                    let mut begun = self.begin_server()?;
                    tokio::time::sleep(Duration::from_millis(rng.random_range(0..120))).await;
                    begun.kill()?;
                    killed += 1;
                }
                self.start_server()?;
            }
            if phone {
                self.phone = Some(self.start_phone(&[])?);
            }
            if killed / 20 > (killed - 1) / 20 {
                eprintln!("{killed} of {rounds} kills, {} commands committed", self.books.said().commands());
            }
        }
        kill_phone(&mut self.phone)?;
        kill_server(&mut self.server)?;
        Ok(())
    }

    /// Starts the server again where it was.
    pub(crate) fn start_server(&mut self) -> Result<()> {
        let address = self.url.strip_prefix("http://").context("an address")?;
        self.server = Some(ServerProcess::start(self.data.path(), address)?);
        Ok(())
    }

    /// Kills the server.
    pub(crate) fn end_server(&mut self) -> Result<()> {
        kill_server(&mut self.server).map(drop)
    }

    fn begin_server(&self) -> Result<Process> {
        let address = self.url.strip_prefix("http://").context("an address")?;
        let mut command = Command::new(program("waybill-server")?);
        command.arg("--data").arg(self.data.path()).args(["serve", "--listen", address]);
        Process::start(command.stdout(Stdio::null()).stderr(Stdio::null()))
    }

    /// Starts the phone, and writes down what it says.
    pub(crate) fn start_phone(&self, arguments: &[&str]) -> Result<Process> {
        let mut command = Command::new(program("kill-phone")?);
        command.arg("--data").arg(self.phone_data.path()).args(["--url", &self.url]);
        command.args(["--email", DRIVER, "--password", PASSWORD]).args(arguments).stdout(Stdio::piped());
        let mut phone = Process::start(&mut command)?;
        self.books.follow(phone.output().context("the phone has no output")?);
        Ok(phone)
    }
}

fn kill_phone(slot: &mut Option<Process>) -> Result<bool> {
    let Some(mut process) = slot.take() else { return Ok(false) };
    process.kill()?;
    Ok(true)
}

fn kill_server(slot: &mut Option<ServerProcess>) -> Result<bool> {
    let Some(mut server) = slot.take() else { return Ok(false) };
    server.kill()?;
    Ok(true)
}
