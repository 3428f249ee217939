//! `cargo xtask bench smoke`: the demo fleet on SQLite, idle memory, and the latency of list, read and assign calls at a
//! steady rate, beside the cheapest answer the same server can give.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result};
use clap::Parser;
use harness::{dispatcher::Dispatcher, process::ServerProcess};
use waybill_domain::{
    Command, DeliveryId, MemberId, Role, State,
    calls::{GetDelivery, ListDeliveries},
};

/// Latency of the everyday calls, and idle memory.
#[derive(Parser)]
struct Args {
    /// Calls per second.
    #[arg(long, default_value_t = 100)]
    rate: u32,
    /// Seconds per run.
    #[arg(long, default_value_t = 10)]
    seconds: u32,
    /// Runs; the spread over them is shown.
    #[arg(long, default_value_t = 3)]
    runs: u32,
    /// Drivers of the demo fleet.
    #[arg(long, default_value_t = 12)]
    drivers: u32,
    /// Deliveries of the demo fleet.
    #[arg(long, default_value_t = 150)]
    deliveries: u32,
}

const TARGET_MS: f64 = 20.0;
const TARGET_MB: f64 = 80.0;

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Health,
    List,
    Read,
    Assign,
}

const KINDS: [(Kind, &str); 4] = [
    (Kind::Health, "health (baseline)"),
    (Kind::List, "list"),
    (Kind::Read, "read"),
    (Kind::Assign, "assign"),
];

struct Fleet {
    url: String,
    plain: reqwest::Client,
    dispatcher: Dispatcher,
    ids: Vec<DeliveryId>,
    idle: Vec<DeliveryId>,
    drivers: Vec<MemberId>,
}

#[tokio::main]
async fn main() -> Result<()> {
    let args = Args::parse();
    let data = tempfile::tempdir()?;
    ServerProcess::fill_demo(data.path(), args.drivers, args.deliveries)?;
    let server = ServerProcess::start(data.path(), "127.0.0.1:0")?;
    let fleet = Arc::new(fleet(&server).await?);
    let idle_mb = server.resident_bytes()? as f64 / 1e6;

    println!(
        "{} drivers, {} deliveries, {} calls/s, {} runs of {} s",
        args.drivers, args.deliveries, args.rate, args.runs, args.seconds
    );
    println!(
        "{:<18} {:>8} {:>8} {:>8} {:>18} {:>9}",
        "call", "p50 ms", "p95 ms", "p99 ms", "p95 of each run", "ratio"
    );
    let mut missed = Vec::new();
    let mut baseline = 0.0;
    let (cpu_before, wall_before) = (server.cpu_seconds()?, Instant::now());
    for (kind, name) in KINDS {
        let mut all = Vec::new();
        let mut spread = Vec::new();
        for _ in 0..args.runs {
            let mut run = run(&fleet, kind, args.rate, args.seconds).await?;
            run.sort_by(f64::total_cmp);
            spread.push(at(&run, 0.95));
            all.extend(run);
        }
        all.sort_by(f64::total_cmp);
        let p95 = at(&all, 0.95);
        if kind == Kind::Health {
            baseline = p95;
        } else if p95 >= TARGET_MS {
            missed.push(format!("{name} p95 {p95:.1} ms"));
        }
        let spread: Vec<String> = spread.iter().map(|p95| format!("{p95:.1}")).collect();
        println!(
            "{name:<18} {:>8.2} {p95:>8.2} {:>8.2} {:>18} {:>8.1}x",
            at(&all, 0.5),
            at(&all, 0.99),
            spread.join(" "),
            p95 / baseline
        );
    }
    let cpu = server.cpu_seconds()? - cpu_before;
    println!("server CPU {cpu:.1} s in {:.1} s of wall time", wall_before.elapsed().as_secs_f64());
    println!(
        "resident memory: idle {idle_mb:.1} MB, after the load {:.1} MB",
        server.resident_bytes()? as f64 / 1e6
    );
    if idle_mb >= TARGET_MB {
        missed.push(format!("idle memory {idle_mb:.1} MB"));
    }
    match missed.is_empty() {
        true => println!("smoke: target met"),
        false => println!("smoke: target missed: {}", missed.join(", ")),
    }
    Ok(())
}

async fn fleet(server: &ServerProcess) -> Result<Fleet> {
    let dispatcher = Dispatcher::sign_in(&server.url, "dispatch@demo.waybill.app", "waybill").await?;
    let members = dispatcher.members().await?;
    let page = dispatcher.call(&ListDeliveries { limit: Some(500), ..Default::default() }).await?;
    let assignable = |state| matches!(state, State::Unassigned | State::Assigned | State::Accepted);
    let fleet = Fleet {
        url: server.url.clone(),
        plain: reqwest::Client::new(),
        ids: page.items.iter().map(|delivery| delivery.id).collect(),
        idle: page.items.iter().filter(|d| assignable(d.state)).map(|d| d.id).collect(),
        drivers: members
            .iter()
            .filter(|member| member.role == Role::Driver)
            .map(|member| member.id)
            .collect(),
        dispatcher,
    };
    anyhow::ensure!(
        !fleet.idle.is_empty() && fleet.drivers.len() > 1,
        "the demo fleet has nothing to assign"
    );
    Ok(fleet)
}

/// Latencies in milliseconds of `rate` × `seconds` calls started at a steady pace, whether or not earlier ones are done.
async fn run(fleet: &Arc<Fleet>, kind: Kind, rate: u32, seconds: u32) -> Result<Vec<f64>> {
    let mut pace = tokio::time::interval(Duration::from_secs(1) / rate);
    let mut calls = tokio::task::JoinSet::new();
    for n in 0..(rate * seconds) as usize {
        pace.tick().await;
        let fleet = Arc::clone(fleet);
        calls.spawn(async move {
            let start = Instant::now();
            call(&fleet, kind, n).await?;
            anyhow::Ok(start.elapsed().as_secs_f64() * 1e3)
        });
    }
    let mut latencies = Vec::new();
    while let Some(done) = calls.join_next().await {
        latencies.push(done??);
    }
    Ok(latencies)
}

async fn call(fleet: &Fleet, kind: Kind, n: usize) -> Result<()> {
    match kind {
        Kind::Health => {
            fleet.plain.get(format!("{}/health/live", fleet.url)).send().await?.error_for_status()?;
        }
        Kind::List => {
            fleet.dispatcher.call(&ListDeliveries { limit: Some(50), ..Default::default() }).await?;
        }
        Kind::Read => {
            let id = fleet.ids[n % fleet.ids.len()];
            fleet.dispatcher.call(&GetDelivery { id }).await?;
        }
        Kind::Assign => {
            let id = fleet.idle[n % fleet.idle.len()];
            let driver = fleet.drivers[(n / fleet.idle.len()) % fleet.drivers.len()];
            // A delivery that this driver already has is refused; that answer costs the server the same.
            match fleet.dispatcher.act(id, Command::Assign { driver }).await {
                Ok(_) => {}
                Err(refused)
                    if refused
                        .downcast_ref::<waybill_domain::Problem>()
                        .is_some_and(|p| p.code == "already_past") => {}
                Err(error) => return Err(error).context("assign"),
            }
        }
    }
    Ok(())
}

fn at(sorted: &[f64], quantile: f64) -> f64 {
    let last = sorted.len().saturating_sub(1);
    sorted.get((last as f64 * quantile).round() as usize).copied().unwrap_or(f64::NAN)
}
