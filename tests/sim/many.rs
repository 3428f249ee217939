//! Many seeds, each in a process of its own.

use std::{
    collections::BTreeMap,
    io::{Read as _, Seek as _, Write as _},
    process::Command,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result};
use harness::sim::Kind;

use super::Options;

/// A seed takes a few seconds.
const PATIENCE: Duration = Duration::from_secs(300);

#[derive(Default)]
struct Sum {
    done: u64,
    failed: Vec<u64>,
    counts: BTreeMap<String, u64>,
    commands: u64,
}

/// Runs them; whether all is well.
pub(crate) fn run(options: &Options) -> Result<bool> {
    let (next, sum, begun) = (AtomicU64::new(0), Mutex::new(Sum::default()), Instant::now());
    thread::scope(|scope| {
        let workers: Vec<_> = (0..options.jobs.max(1))
            .map(|cpu| {
                let (next, sum) = (&next, &sum);
                scope.spawn(move || work(options, cpu, next, sum))
            })
            .collect();
        workers
            .into_iter()
            .try_for_each(|worker| worker.join().unwrap_or_else(|_| anyhow::bail!("a worker died")))
    })?;
    let sum = sum.into_inner().unwrap_or_else(PoisonError::into_inner);
    let counts = Kind::ALL.map(|kind| {
        let kind = kind.to_string();
        format!("{} {kind}", sum.counts.get(&kind).copied().unwrap_or(0))
    });
    println!("{} commands in {:.0} s", sum.commands, begun.elapsed().as_secs_f64());
    if !sum.failed.is_empty() {
        println!("failing seeds: {:?}", sum.failed);
    }
    println!("{} seeds: {}", sum.done, counts.join(", "));
    Ok(sum.failed.is_empty())
}

fn work(options: &Options, cpu: usize, next: &AtomicU64, sum: &Mutex<Sum>) -> Result<()> {
    loop {
        let n = next.fetch_add(1, Ordering::Relaxed);
        // With a protection switched off, one seed that notices is all that is asked.
        let found = options.broken.is_some() && !lock(sum).failed.is_empty();
        if n >= options.seeds || found {
            return Ok(());
        }
        let seed = options.from + n;
        let mut command = Command::new(std::env::current_exe()?);
        command
            .arg("--seed")
            .arg(seed.to_string())
            .arg("--cpu")
            .arg(cpu.to_string())
            .arg("--hours")
            .arg(options.hours.to_string());
        if let Some(broken) = options.broken {
            command.arg("--break").arg(broken.name());
        }
        let (well, text) = patiently(&mut command)?;
        let last = text.lines().last().unwrap_or_default();
        let mut sum = lock(sum);
        sum.done += 1;
        count(&mut sum, last);
        if !well {
            if sum.failed.is_empty() {
                print!("{text}");
            }
            println!("seed {seed} FAILED: {last}");
            sum.failed.push(seed);
        } else if sum.done.is_multiple_of(25) {
            println!("{} of {} seeds", sum.done, options.seeds);
        }
    }
}

/// Runs one seed; whether all is well, and what it said. One that does not end is ended.
fn patiently(command: &mut Command) -> Result<(bool, String)> {
    let mut said = tempfile::tempfile()?;
    let mut child =
        command.stdout(said.try_clone()?).stderr(said.try_clone()?).spawn().context("cannot start a seed")?;
    let begun = Instant::now();
    let well = loop {
        if let Some(status) = child.try_wait()? {
            break status.success();
        }
        if begun.elapsed() > PATIENCE {
            child.kill()?;
            child.wait()?;
            said.write_all(b"it does not end: 1 stuck\n")?;
            break false;
        }
        thread::sleep(Duration::from_millis(20));
    };
    said.rewind()?;
    let mut text = String::new();
    said.read_to_string(&mut text)?;
    Ok((well, text))
}

/// Adds up `seed 7: 0 lost, 0 duplicated, …; 412 commands, …`.
fn count(sum: &mut Sum, line: &str) {
    let words = line.split([':', ',', ';']).map(str::trim).filter_map(|part| part.split_once(' '));
    for (number, what) in words {
        let Ok(number) = number.parse::<u64>() else { continue };
        if what == "commands" {
            sum.commands += number;
        } else {
            *sum.counts.entry(what.to_owned()).or_default() += number;
        }
    }
}

fn lock(sum: &Mutex<Sum>) -> std::sync::MutexGuard<'_, Sum> {
    sum.lock().unwrap_or_else(PoisonError::into_inner)
}
