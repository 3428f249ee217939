//! A running `waybill-server`: filled, started on any port, waited for, and stopped.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context as _, bail};

use crate::{
    cargo::binary,
    process::{command, run, succeeds},
};

const STARTS_WITHIN: Duration = Duration::from_secs(60);
const STOPS_WITHIN: Duration = Duration::from_secs(15);
const ANNOUNCEMENT: &str = "listening on ";

/// How big a demo fleet is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fleet {
    pub(crate) drivers: u32,
    pub(crate) deliveries: u32,
    pub(crate) seed: u64,
}

/// Fills the data folder with a demo fleet, which prints its logins.
pub(crate) fn fill(data: &Path, fleet: Fleet) -> anyhow::Result<()> {
    run(server(data)
        .arg("demo")
        .args(["--drivers", &fleet.drivers.to_string()])
        .args(["--deliveries", &fleet.deliveries.to_string()])
        .args(["--seed", &fleet.seed.to_string()]))
}

/// A server process. Dropping it stops the server and waits for its end.
pub(crate) struct Server {
    child: Child,
    url: String,
}

impl Server {
    /// Starts the server and returns once it says that it is ready.
    pub(crate) fn start(data: &Path, listen: &str, arguments: &[&str]) -> anyhow::Result<Self> {
        let mut child = server(data)
            .args(["serve", "--listen", listen])
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .context("could not start waybill-server")?;
        let output = child.stdout.take().context("the server has no output")?;
        let (announce, announced) = mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if let Some((_, url)) = line.split_once(ANNOUNCEMENT) {
                    let url = url.split_whitespace().next().unwrap_or_default().trim_end_matches('/');
                    // Nobody listens after the first announcement; the output must be read all the same.
                    let _ = announce.send(url.to_owned());
                }
                eprintln!("{line}");
            }
        });
        let mut server = Self { child, url: String::new() };
        server.url = announced
            .recv_timeout(STARTS_WITHIN)
            .map_err(|_| anyhow::anyhow!("the server did not say which address it is listening on"))?;
        server.wait_until_ready()?;
        Ok(server)
    }

    /// The base URL, without a slash at the end.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Waits until this process is told to stop, then stops the server. A server that ends earlier is an error.
    pub(crate) fn stay(mut self) -> anyhow::Result<()> {
        let (tell, told) = mpsc::channel();
        ctrlc::set_handler(move || {
            // A second signal finds nobody listening: the server is being stopped already.
            let _ = tell.send(());
        })?;
        while told.recv_timeout(Duration::from_millis(200)).is_err() {
            if let Some(status) = self.child.try_wait()? {
                bail!("the server ended with {status}");
            }
        }
        self.stop().context("the server could not be stopped")
    }

    fn wait_until_ready(&mut self) -> anyhow::Result<()> {
        let deadline = Instant::now() + STARTS_WITHIN;
        while !ready(&self.url) {
            if let Some(status) = self.child.try_wait()? {
                bail!("the server ended with {status} before it was ready");
            }
            if Instant::now() > deadline {
                bail!("{}/health/ready did not answer 200 within {STARTS_WITHIN:?}", self.url);
            }
            thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }

    fn stop(&mut self) -> std::io::Result<()> {
        if self.child.try_wait()?.is_some() {
            return Ok(());
        }
        let asked = cfg!(unix) && succeeds(command("kill").args(["-TERM", &self.child.id().to_string()]));
        let deadline = Instant::now() + STOPS_WITHIN;
        while asked && Instant::now() < deadline {
            if self.child.try_wait()?.is_some() {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(20));
        }
        self.child.kill()?;
        self.child.wait().map(drop)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Err(error) = self.stop() {
            eprintln!("the server could not be stopped: {error}");
        }
    }
}

fn server(data: &Path) -> Command {
    let mut server = command(binary("waybill-server", false));
    server.arg("--data").arg(data);
    if std::env::var_os("WAYBILL_LOG_FILTER").is_none() {
        // A line for every request would bury the logins.
        server.env("WAYBILL_LOG_FILTER", "warn");
    }
    server
}

/// Asks `/health/ready` over a bare connection, which spares xtask an HTTP client.
fn ready(url: &str) -> bool {
    let Some(address) = url.strip_prefix("http://") else { return false };
    let answer = || -> std::io::Result<String> {
        let mut stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(Duration::from_secs(2)))?;
        write!(stream, "GET /health/ready HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
        let mut answer = String::new();
        stream.take(4096).read_to_string(&mut answer)?;
        Ok(answer)
    };
    answer().is_ok_and(|answer| answer.starts_with("HTTP/1.1 200"))
}
