//! The clients: programs that know their library and nothing of us.

use std::{
    collections::BTreeSet,
    io::{BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{Arc, Mutex, PoisonError},
    thread::JoinHandle,
};

use anyhow::{Context as _, Result};
use harness::process::Process;
use serde::Serialize;

/// A photo to upload.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Photo {
    pub(crate) path: PathBuf,
    pub(crate) sha256: String,
    pub(crate) size: usize,
    pub(crate) mime: &'static str,
}

/// What a client is told.
#[derive(Serialize)]
pub(crate) struct Job {
    pub(crate) url: String,
    pub(crate) token: String,
    pub(crate) chunk: usize,
    pub(crate) parallel: usize,
    pub(crate) modules: Option<PathBuf>,
    pub(crate) files: Vec<Photo>,
}

/// A client that is installed.
pub(crate) enum Client {
    /// tus-js-client in this folder of npm packages.
    Js(PathBuf),
    /// tuspy of this Python.
    Python(PathBuf),
}

/// The clients that are here; says which are not.
pub(crate) fn found(modules: Option<&Path>, python: Option<&Path>) -> Vec<Client> {
    let mut clients = Vec::new();
    match modules.filter(|modules| modules.join("tus-js-client").is_dir() && runs("node", &["--version"])) {
        Some(modules) => clients.push(Client::Js(modules.to_owned())),
        None => println!("skipped: tus-js-client (node or the npm parts are missing)"),
    }
    match python.filter(|python| runs(python, &["-c", "import tusclient"])) {
        Some(python) => clients.push(Client::Python(python.to_owned())),
        None => println!("skipped: tuspy (no Python that has it)"),
    }
    clients
}

fn runs(program: impl AsRef<std::ffi::OsStr>, arguments: &[&str]) -> bool {
    let mut command = Command::new(program);
    command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

impl Client {
    pub(crate) fn modules(&self) -> Option<PathBuf> {
        match self {
            Self::Js(modules) => Some(modules.clone()),
            Self::Python(_) => None,
        }
    }

    /// Starts it with its job.
    pub(crate) fn start(&self, job: &Job) -> Result<Running> {
        let (name, mut command, script) = match self {
            Self::Js(_) => ("tus-js-client", Command::new("node"), "uploads/tus.cjs"),
            Self::Python(python) => ("tuspy", Command::new(python), "uploads/tus.py"),
        };
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(script);
        let mut process = Process::start(command.arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()))?;
        let mut input = process.input().context("no input")?;
        input.write_all(&serde_json::to_vec(job)?)?;
        drop(input);
        let output = process.output().context("no output")?;
        let done: Arc<Mutex<BTreeSet<String>>> = Arc::default();
        let noted = Arc::clone(&done);
        let reader = std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if let Some(sha256) = line.strip_prefix("done ") {
                    noted.lock().unwrap_or_else(PoisonError::into_inner).insert(sha256.to_owned());
                }
            }
        });
        Ok(Running { name, process, done, reader })
    }
}

/// A client at work.
pub(crate) struct Running {
    name: &'static str,
    process: Process,
    done: Arc<Mutex<BTreeSet<String>>>,
    reader: JoinHandle<()>,
}

impl Running {
    /// Whether it has said all it will say.
    pub(crate) fn has_ended(&self) -> bool {
        self.reader.is_finished()
    }

    /// How many it has called done.
    pub(crate) fn count(&self) -> usize {
        self.done.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// Its name, what it called done, and its complaint if it gave up on anything.
    pub(crate) fn end(mut self) -> Result<(&'static str, BTreeSet<String>, Option<String>)> {
        let status = self.process.wait()?;
        let done = std::mem::take(&mut *self.done.lock().unwrap_or_else(PoisonError::into_inner));
        let complaint = (!status.success()).then(|| format!("{} gave up: {status}", self.name));
        Ok((self.name, done, complaint))
    }
}
