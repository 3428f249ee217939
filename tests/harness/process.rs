//! The real programs as child processes, killed when they go out of scope.

use std::{
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio},
};

use anyhow::{Context as _, Result};

/// A program of this workspace, built beside the test that asks for it.
pub fn program(name: &str) -> Result<PathBuf> {
    let exe = std::env::current_exe()?;
    let found = exe.ancestors().skip(1).map(|dir| dir.join(name)).find(|path| path.is_file());
    found.with_context(|| format!("{name} is not built; run `cargo xtask build` first"))
}

/// A child that does not outlive its owner.
pub struct Process(Child);

impl Process {
    /// Starts `command`.
    pub fn start(command: &mut Command) -> Result<Self> {
        Ok(Self(command.spawn().with_context(|| format!("cannot start {:?}", command.get_program()))?))
    }

    /// SIGKILL, and waits until it is gone.
    pub fn kill(&mut self) -> Result<()> {
        self.0.kill()?;
        self.0.wait()?;
        Ok(())
    }

    /// The process id.
    pub fn id(&self) -> u32 {
        self.0.id()
    }

    /// What it reads, where that is piped; once.
    pub fn input(&mut self) -> Option<ChildStdin> {
        self.0.stdin.take()
    }

    /// What it writes, where that is piped; once.
    pub fn output(&mut self) -> Option<ChildStdout> {
        self.0.stdout.take()
    }

    /// Waits until it ends by itself.
    pub fn wait(&mut self) -> Result<ExitStatus> {
        Ok(self.0.wait()?)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may be gone already; either way it must not stay.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// `waybill-server` as a process of its own.
pub struct ServerProcess {
    process: Process,
    /// Where it listens.
    pub url: String,
}

impl ServerProcess {
    /// Starts it on `data`, listening at `listen` (`127.0.0.1:0` for any port), and waits until it says where.
    pub fn start(data: &Path, listen: &str) -> Result<Self> {
        Self::start_with(data, listen, &[])
    }

    /// The same with these environment variables.
    pub fn start_with(data: &Path, listen: &str, env: &[(&str, &str)]) -> Result<Self> {
        let mut command = Command::new(program("waybill-server")?);
        command.arg("--data").arg(data).args(["serve", "--listen", listen]).stdout(Stdio::piped());
        if std::env::var_os("WAYBILL_LOG_FILTER").is_none() {
            // A line for every request would bury what a test has to say.
            command.env("WAYBILL_LOG_FILTER", "warn");
        }
        command.envs(env.iter().copied());
        let mut process = Process::start(&mut command)?;
        let stdout = process.0.stdout.take().context("no output to read")?;
        let mut lines = BufReader::new(stdout).lines();
        let url = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| line.strip_prefix("listening on ").map(str::to_owned))
            .context("the server ended without listening")?;
        // A full pipe would stop the server.
        std::thread::spawn(move || lines.for_each(drop));
        Ok(Self { process, url })
    }

    /// Fills `data` with the demo fleet.
    pub fn fill_demo(data: &Path, drivers: u32, deliveries: u32) -> Result<()> {
        let status = Command::new(program("waybill-server")?)
            .arg("--data")
            .arg(data)
            .args(["demo", "--seed", "7"])
            .args(["--drivers", &drivers.to_string(), "--deliveries", &deliveries.to_string()])
            .stdout(Stdio::null())
            .status()?;
        anyhow::ensure!(status.success(), "waybill-server demo: {status}");
        Ok(())
    }

    /// SIGKILL.
    pub fn kill(&mut self) -> Result<()> {
        self.process.kill()
    }

    /// The process id.
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// Resident memory in bytes (Linux).
    pub fn resident_bytes(&self) -> Result<u64> {
        status_kb(self.id(), "VmRSS:").map(|kb| kb * 1_024)
    }

    /// CPU time used so far, in seconds (Linux).
    pub fn cpu_seconds(&self) -> Result<f64> {
        cpu_seconds(self.id())
    }
}

/// CPU time that a process has used so far, in seconds (Linux; user and system, 100 ticks a second).
pub fn cpu_seconds(pid: u32) -> Result<f64> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat"))?;
    let after = stat.rsplit(')').next().context("stat has no name")?;
    let field = |n: usize| after.split_whitespace().nth(n).and_then(|text| text.parse::<f64>().ok());
    let ticks = field(11).zip(field(12)).map(|(user, system)| user + system).context("stat has no times")?;
    Ok(ticks / 100.0)
}

fn status_kb(pid: u32, name: &str) -> Result<u64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix(name)).context("no memory figure")?;
    line.split_whitespace().next().and_then(|kb| kb.parse().ok()).context("no memory figure")
}
