//! `cargo xtask bench sync`: a phone comes back after days without a network, with thousands of commands and hundreds of
//! photos, to a real server on loopback. How fast it drains, and how long the driver's screen takes to be read meanwhile,
//! beside the same phone when it has nothing to do.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use clap::Parser;
use harness::{
    dispatcher::Dispatcher,
    people,
    phone::TestPhone,
    process::{ServerProcess, cpu_seconds},
    samples,
};
use sqlx::{Connection as _, SqliteConnection, sqlite::SqliteConnectOptions};
use waybill_domain::{Command, Delivery};

/// How fast a long queue drains, and whether the screen stays quick.
#[derive(Parser)]
struct Args {
    /// Commands that wait.
    #[arg(long, default_value_t = 5_000)]
    commands: usize,
    /// Photos that wait; two belong to a delivery, with a signature.
    #[arg(long, default_value_t = 200)]
    photos: usize,
    /// Runs, each with a new server and a new phone; the spread over them is shown.
    #[arg(long, default_value_t = 2)]
    runs: u32,
}

const TARGET_MS: f64 = 50.0;
/// Commands of a delivery that is carried out.
const STEPS: usize = 6;
/// How often the screen is read, as by a driver who does not stop tapping.
const EVERY: Duration = Duration::from_millis(25);

/// What one run measured.
#[derive(Default)]
struct Run {
    /// Milliseconds of each read, before, with everything waiting, and while it drains.
    today: [Vec<f64>; 3],
    commands_s: f64,
    photos_s: f64,
    wall_s: f64,
    bytes: u64,
    queued: (u64, u64),
    phone_cpu_s: f64,
    server_cpu_s: f64,
}

#[tokio::main]
async fn main() -> Result<()> {
    let args = Args::parse();
    let mut runs = Vec::new();
    for n in 1..=args.runs {
        eprintln!("run {n} of {}", args.runs);
        runs.push(run(&args).await?);
    }
    println!(
        "{:<34} {:>8} {:>8} {:>8} {:>18} {:>7}",
        "read of Today", "p50 ms", "p95 ms", "max ms", "p95 of each run", "ratio"
    );
    let mut baseline = 0.0;
    let mut draining = 0.0;
    for (i, name) in
        ["nothing waits (baseline)", "all waits, no network", "while it drains"].iter().enumerate()
    {
        let mut all: Vec<f64> = runs.iter().flat_map(|run| run.today[i].iter().copied()).collect();
        all.sort_by(f64::total_cmp);
        let spread: Vec<String> =
            runs.iter().map(|run| format!("{:.1}", at(&sorted(&run.today[i]), 0.95))).collect();
        let p95 = at(&all, 0.95);
        if i == 0 {
            baseline = p95;
        }
        draining = p95;
        println!(
            "{name:<34} {:>8.2} {p95:>8.2} {:>8.2} {:>18} {:>6.1}x",
            at(&all, 0.5),
            at(&all, 1.0),
            spread.join(" "),
            p95 / baseline
        );
    }
    for run in &runs {
        let (commands, files) = run.queued;
        println!(
            "drained {commands} commands and {files} files, {:.1} MB, in {:.1} s: {:.0} commands/s over {:.1} s, {:.1} files/s over {:.1} s; CPU of the phone {:.1} s, of the server {:.1} s",
            run.bytes as f64 / 1e6,
            run.wall_s,
            commands as f64 / run.commands_s,
            run.commands_s,
            files as f64 / run.photos_s,
            run.photos_s,
            run.phone_cpu_s,
            run.server_cpu_s
        );
    }
    match draining < TARGET_MS {
        true => println!("sync: target met"),
        false => {
            println!("sync: target missed: a read of Today takes {draining:.1} ms (p95) while it drains")
        }
    }
    Ok(())
}

async fn run(args: &Args) -> Result<Run> {
    let (data, folder) = (tempfile::tempdir()?, tempfile::tempdir()?);
    people::enroll(data.path())?;
    let mut server = ServerProcess::start(data.path(), "127.0.0.1:0")?;
    let url = server.url.clone();
    let dispatcher = Dispatcher::sign_in(&url, people::DISPATCHER, people::PASSWORD).await?;
    let driver = dispatcher.driver(people::DRIVER).await?;
    let mut deliveries = Vec::new();
    for n in 0..args.photos.div_ceil(2) {
        let made = dispatcher
            .create(samples::photo_and_signature(&format!("Linden Avenue {n}"), "Ana Souza"))
            .await?;
        deliveries.push(dispatcher.assign(made.id, driver.id).await?);
    }
    let phone = TestPhone::open(folder.path()).await?;
    phone.sign_in(&url, people::DRIVER, people::PASSWORD).await?;
    phone.drained().await?;

    let mut run = Run { today: [read_for(&phone, 80).await?, Vec::new(), Vec::new()], ..Run::default() };
    server.kill()?;
    eprintln!("the network is gone; the driver works");
    work(&phone, &deliveries, args.commands).await?;
    run.today[1] = read_for(&phone, 80).await?;

    let lane = phone.controller.lane().context("a lane")?;
    let file = folder.path().join(format!("lanes/{lane}/waybill.db"));
    let mut watch = SqliteConnection::connect_with(&SqliteConnectOptions::new().filename(file)).await?;
    let (commands, text): (i64, i64) =
        sqlx::query_as("select count(*), sum(length(envelope)) from outbox").fetch_one(&mut watch).await?;
    let (files, size): (i64, i64) =
        sqlx::query_as("select count(*), sum(size) from blobs where state = 'queued'")
            .fetch_one(&mut watch)
            .await?;
    run.queued = (commands.cast_unsigned(), files.cast_unsigned());
    run.bytes = (text + size).cast_unsigned();

    eprintln!("the network is back; {commands} commands and {files} files go up");
    let server = ServerProcess::start(data.path(), url.strip_prefix("http://").context("an address")?)?;
    let (begun, cpu) = (Instant::now(), cpu_seconds(std::process::id())?);
    phone.controller.retry_now().await?;
    let mut pace = tokio::time::interval(EVERY);
    loop {
        pace.tick().await;
        run.today[2].push(read(&phone).await?);
        let (commands, files): (i64, i64) = sqlx::query_as(
            "select (select count(*) from outbox), (select count(*) from blobs where state = 'queued')",
        )
        .fetch_one(&mut watch)
        .await?;
        let now = begun.elapsed().as_secs_f64();
        if commands > 0 {
            run.commands_s = now;
        }
        if files > 0 {
            run.photos_s = now;
        }
        if commands == 0 && files == 0 {
            break;
        }
        ensure!(now < 900.0, "the queue does not drain: {commands} commands and {files} files are left");
    }
    phone.drained().await?;
    run.wall_s = begun.elapsed().as_secs_f64();
    run.phone_cpu_s = cpu_seconds(std::process::id())? - cpu;
    run.server_cpu_s = server.cpu_seconds()?;
    check(&url, &deliveries).await?;
    Ok(run)
}

/// Carries every delivery out with two photos and a signature, and writes notes until there are enough commands.
async fn work(phone: &TestPhone, deliveries: &[Delivery], commands: usize) -> Result<()> {
    let notes = commands.saturating_sub(deliveries.len() * STEPS);
    let each = notes.div_ceil(deliveries.len().max(1));
    let mut left = notes;
    for delivery in deliveries {
        for n in 0..each.min(left) {
            phone.act(delivery.id, Command::Noted { text: format!("note {n}") }).await?;
        }
        left = left.saturating_sub(each);
        phone.walk_to_the_door(delivery.id).await?;
        phone.complete(delivery.id, &[samples::noise((800, 600))?, samples::noise((800, 600))?]).await?;
    }
    Ok(())
}

async fn read(phone: &TestPhone) -> Result<f64> {
    let start = Instant::now();
    phone.controller.my_deliveries().await?;
    Ok(start.elapsed().as_secs_f64() * 1e3)
}

async fn read_for(phone: &TestPhone, times: u32) -> Result<Vec<f64>> {
    let mut pace = tokio::time::interval(EVERY);
    let mut all = Vec::new();
    for _ in 0..times {
        pace.tick().await;
        all.push(read(phone).await?);
    }
    Ok(all)
}

/// A queue that is empty because something was lost would be no achievement.
async fn check(url: &str, deliveries: &[Delivery]) -> Result<()> {
    let dispatcher = Dispatcher::sign_in(url, people::DISPATCHER, people::PASSWORD).await?;
    for delivery in deliveries {
        let there = dispatcher.detail(delivery.id).await?.delivery;
        ensure!(there.proof_count() == (3, 3), "{} has {:?} of its proof", there.code, there.proof_count());
    }
    Ok(())
}

fn sorted(values: &[f64]) -> Vec<f64> {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    values
}

fn at(sorted: &[f64], quantile: f64) -> f64 {
    let last = sorted.len().saturating_sub(1);
    sorted.get((last as f64 * quantile).round() as usize).copied().unwrap_or(f64::NAN)
}
