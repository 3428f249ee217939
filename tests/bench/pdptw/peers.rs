//! VROOM and PyVRP, from PyPI, in processes of their own.

use std::{
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context as _, bail};
use serde_json::json;
use waybill_routing::solve::Problem;

use crate::lilim::Instance;

/// What the solvers are called, to pip and to the program that asks them.
pub(crate) const PEERS: [&str; 2] = ["vroom", "pyvrp"];

const PACKAGES: [&str; 2] = ["pyvroom==1.15.2", "pyvrp==0.14.1"];

const PROGRAM: &str = include_str!("peer.py");

/// A Python that has both.
pub(crate) struct Peers {
    python: PathBuf,
}

/// What a solver answered.
pub(crate) struct Answer {
    pub(crate) routes: Vec<Vec<usize>>,
    /// Processor time, in seconds.
    pub(crate) spent: f64,
}

impl Peers {
    /// Installs both into a virtual environment in this folder, unless they are there.
    pub(crate) fn install(folder: &Path) -> anyhow::Result<Self> {
        let python = folder.join("bin/python");
        if !python.exists() {
            succeed(Command::new("python3").args(["-m", "venv"]).arg(folder))?;
        }
        let import =
            Command::new(&python).args(["-c", "import vroom, pyvrp"]).output().context("no python")?;
        if !import.status.success() {
            succeed(Command::new(&python).args(["-m", "pip", "install", "--quiet"]).args(PACKAGES))?;
        }
        Ok(Self { python })
    }

    /// Asks one of them, on one thread.
    pub(crate) fn ask(
        &self,
        peer: &str,
        instance: &Instance,
        problem: &Problem,
        seconds: f64,
        seed: u64,
    ) -> anyhow::Result<Answer> {
        let mut child = Command::new(&self.python)
            .args(["-c", PROGRAM, peer, &seconds.to_string(), &seed.to_string()])
            .env("OMP_NUM_THREADS", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("python did not start")?;
        let text = serde_json::to_vec(&written(instance, problem))?;
        child.stdin.take().context("no pipe")?.write_all(&text)?;
        let output = child.wait_with_output()?;
        if !output.status.success() {
            bail!("{peer} failed on {}", instance.name);
        }
        let mut answer = Answer { routes: Vec::new(), spent: 0.0 };
        for line in String::from_utf8(output.stdout)?.lines() {
            if let Some(spent) = line.strip_prefix("# ") {
                answer.spent = spent.parse()?;
            } else {
                answer.routes.push(line.split_whitespace().map(str::parse).collect::<Result<_, _>>()?);
            }
        }
        answer.routes.retain(|stops| !stops.is_empty());
        Ok(answer)
    }
}

fn written(instance: &Instance, problem: &Problem) -> serde_json::Value {
    let matrix = &problem.matrices[0];
    let travel: Vec<&[u32]> = matrix.seconds.chunks(matrix.places).collect();
    let stops = instance.lines.iter().map(|line| {
        json!({
            "ready": Instance::ticks(line.ready),
            "due": Instance::ticks(line.due),
            "service": Instance::ticks(line.service),
            "demand": line.demand,
            "delivery": line.delivery,
        })
    });
    json!({
        "capacity": instance.capacity,
        "vehicles": instance.vehicles,
        "travel": travel,
        "stops": stops.collect::<Vec<_>>(),
    })
}

fn succeed(command: &mut Command) -> anyhow::Result<()> {
    if command.status().with_context(|| format!("{command:?} did not start"))?.success() {
        return Ok(());
    }
    bail!("{command:?} failed")
}
