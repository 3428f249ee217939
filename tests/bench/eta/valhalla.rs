//! Valhalla, asked through Python.

use std::{
    fmt::Write as _,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
};

use anyhow::{Context as _, Result, ensure};
use waybill_domain::Point;
use waybill_routing::travel::{Leg, TravelMode};

const SCRIPT: &str = include_str!("valhalla.py");

/// What Valhalla said to a pair, and how long it took.
pub(crate) struct Answer {
    pub(crate) leg: Option<Leg>,
    pub(crate) micros: f64,
}

/// Asks for all pairs, in order.
pub(crate) fn ask(
    python: &Path,
    map: &Path,
    profile: TravelMode,
    pairs: &[(Point, Point)],
) -> Result<Vec<Answer>> {
    let mut questions = String::new();
    for (from, to) in pairs {
        writeln!(questions, "{} {} {} {}", from.lat, from.lon, to.lat, to.lon)?;
    }
    let mut child = Command::new(python)
        .args(["-c", SCRIPT])
        .args([map.canonicalize()?, tiles_folder()])
        .arg(profile.as_str())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("{} cannot be started", python.display()))?;
    let mut input = child.stdin.take().context("no standard input")?;
    // It answers while it reads.
    let writer = thread::spawn(move || input.write_all(questions.as_bytes()));
    let output = child.wait_with_output()?;
    ensure!(output.status.success(), "the Valhalla script ended with {}", output.status);
    writer.join().ok().context("the writer broke off")??;
    let answers: Vec<Answer> =
        String::from_utf8(output.stdout)?.lines().map(answer).collect::<Result<_>>()?;
    ensure!(answers.len() == pairs.len(), "{} answers to {} pairs", answers.len(), pairs.len());
    Ok(answers)
}

fn answer(line: &str) -> Result<Answer> {
    let parts: Vec<&str> = line.split_whitespace().collect();
    let [seconds, metres, micros] = parts[..] else { anyhow::bail!("not an answer: {line:?}") };
    let leg = match (seconds.parse(), metres.parse()) {
        (Ok(seconds), Ok(metres)) => Some(Leg { seconds, metres }),
        _ => None,
    };
    Ok(Answer { leg, micros: micros.parse()? })
}

/// Where its tiles stay between runs.
fn tiles_folder() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from);
    target.join("valhalla")
}
