//! `cargo xtask bench offer`: orders come in at a steady rate to a real server on loopback with tens of thousands of
//! drivers on shift, who accept, decline, or do not answer. How long it takes from the order until a driver is asked, as a
//! client sees it; and whether any delivery was ever promised to two drivers.

mod fleet;
mod run;

use std::time::Duration;

use anyhow::Result;
use clap::Parser;
use harness::process::ServerProcess;

/// From the order to the offer.
#[derive(Parser)]
struct Args {
    /// Drivers on shift.
    #[arg(long, default_value_t = 30_000)]
    drivers: usize,
    /// Orders per second.
    #[arg(long, default_value_t = 35.0)]
    rate: f64,
    /// Seconds.
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// Drivers of a hundred who decline.
    #[arg(long, default_value_t = 10)]
    decline: u32,
    /// Drivers of a hundred who do not answer.
    #[arg(long, default_value_t = 5)]
    silent: u32,
    /// Batches of positions per second that come in meanwhile.
    #[arg(long, default_value_t = 20.0)]
    fixes: f64,
}

const TARGET_MS: f64 = 50.0;

#[tokio::main]
async fn main() -> Result<()> {
    let args = Args::parse();
    drop(rustls::crypto::ring::default_provider().install_default());
    let data = tempfile::tempdir()?;
    eprintln!("{} drivers take their places", args.drivers);
    let fleet = fleet::fill(data.path(), args.drivers).await?;
    let server = ServerProcess::start(data.path(), "127.0.0.1:0")?;
    let cpu = server.cpu_seconds()?;
    let seen = run::run(&server.url, fleet, &args).await?;
    let cpu = server.cpu_seconds()? - cpu;

    let (mut offer, mut health) = (seen.offer_ms.clone(), seen.health_ms.clone());
    offer.sort_by(f64::total_cmp);
    health.sort_by(f64::total_cmp);
    println!(
        "{} drivers, {} orders/s for {} s, {} batches of positions/s",
        args.drivers, args.rate, args.seconds, args.fixes
    );
    println!("{:<28} {:>8} {:>8} {:>8} {:>8}", "", "count", "p50 ms", "p99 ms", "max ms");
    for (name, all) in [("order to offer", &offer), ("health (baseline)", &health)] {
        println!(
            "{name:<28} {:>8} {:>8.1} {:>8.1} {:>8.1}",
            all.len(),
            at(all, 0.5),
            at(all, 0.99),
            at(all, 1.0)
        );
    }
    println!(
        "offers {}, accepted {}, declined {}, not answered {}; promised to two drivers {}; \
         server: {cpu:.1} s CPU, {:.0} MB",
        seen.offers,
        seen.accepted,
        seen.declined,
        seen.silent,
        seen.twice,
        server.resident_bytes()? as f64 / 1e6
    );
    println!("{}", verdict(&seen, at(&offer, 0.99)));
    Ok(())
}

fn verdict(seen: &run::Seen, p99: f64) -> String {
    let mut missed = Vec::new();
    if p99.is_nan() || p99 >= TARGET_MS {
        missed.push(format!("p99 is {p99:.1} ms, not under {TARGET_MS} ms"));
    }
    if seen.twice > 0 {
        missed.push(format!("{} deliveries were promised to two drivers", seen.twice));
    }
    if seen.never > 0 {
        missed.push(format!("{} orders were never offered", seen.never));
    }
    match missed.is_empty() {
        true => "offer: target met".to_owned(),
        false => format!("offer: target missed: {}", missed.join("; ")),
    }
}

fn at(sorted: &[f64], quantile: f64) -> f64 {
    let last = sorted.len().saturating_sub(1);
    sorted.get((last as f64 * quantile).round() as usize).copied().unwrap_or(f64::NAN)
}

/// How long a driver thinks.
fn think(dice: u32) -> Duration {
    Duration::from_millis(u64::from(dice % 2_000))
}
