//! `cargo xtask bench nearby`: the ten nearest of 30,000 drivers within 3 km, with and without 10,000 position updates a second,
//! and what the same question costs Redis (GEOSEARCH) in the same run.

mod fleet;
mod ours;
mod redis;

use anyhow::Result;
use clap::Parser;

use crate::{
    fleet::Fleet,
    ours::{Measured, Questions},
};

/// How long the nearest drivers take to be found, beside Redis.
#[derive(Parser)]
pub struct Args {
    /// Drivers, half of them spread over 40 by 40 km and half of them around a dozen centres.
    #[arg(long, default_value_t = 30_000)]
    drivers: usize,
    /// Queries of each row.
    #[arg(long, default_value_t = 500_000)]
    queries: usize,
    /// Queries to Redis.
    #[arg(long, default_value_t = 20_000)]
    redis_queries: usize,
    /// Position updates a second, one at a time.
    #[arg(long, default_value_t = 10_000)]
    updates: u32,
    /// How many are asked for.
    #[arg(long, default_value_t = 10)]
    count: usize,
    /// Metres within which they are asked for.
    #[arg(long, default_value_t = 3_000.0)]
    within: f64,
    /// Another fleet.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// What `cargo bench` passes to every program.
    #[arg(long, hide = true)]
    bench: bool,
}

const TARGET_P99_US: f64 = 10.0;
const TARGET_RATIO: f64 = 100.0;

fn main() -> Result<()> {
    let args = Args::parse();
    let fleet = Fleet::new(args.drivers, args.seed);
    let index = fleet.index();
    ours::check(&fleet, &index, &args)?;
    println!(
        "{} drivers; the {} nearest within {} m; {} queries a row",
        args.drivers, args.count, args.within, args.queries
    );
    println!("{:<40} {:>8} {:>8} {:>8} {:>9} {:>10}", "ours", "p50 µs", "p99 µs", "p99.9", "max", "CPU µs");
    let alone = ours::quiet(&fleet, &index, &args, Questions::Anybody);
    alone.row("everybody is admitted");
    ours::quiet(&fleet, &index, &args, Questions::Few).row("on shift, van, 5 kg free: about 1 in 8");
    let (busy, made, update_us) = ours::busy(&fleet, &index, &args);
    busy.row(&format!("everybody, with {made:.0} updates/s"));
    println!("an update costs {update_us:.2} µs CPU, to both copies of the index, waking up included");
    let ratio = beside_redis(&fleet, &index, &args, &alone)?;
    let p99 = alone.p99_us.max(busy.p99_us);
    let mut missed = Vec::new();
    if p99 >= TARGET_P99_US {
        missed.push(format!("p99 is {p99:.2} µs, not under {TARGET_P99_US:.0}"));
    }
    match ratio {
        Some(ratio) if ratio < TARGET_RATIO => {
            missed.push(format!("Redis takes {ratio:.0} times the CPU, not {TARGET_RATIO:.0} times"));
        }
        Some(_) => {}
        None => missed.push("redis-server is not installed, so nothing was compared".into()),
    }
    match missed.is_empty() {
        true => println!("nearby: target met"),
        false => println!("nearby: target missed: {}", missed.join("; ")),
    }
    Ok(())
}

/// Puts the same drivers and the same questions to Redis. How many times the CPU of ours it takes at its best, or `None` where there is
/// no Redis.
fn beside_redis(
    fleet: &Fleet,
    index: &waybill_routing::nearby::LiveIndex,
    args: &Args,
    ours: &Measured,
) -> Result<Option<f64>> {
    let Some(mut redis) = redis::Redis::start()? else {
        println!("redis-server is not on PATH (Debian: apt install redis-server): ours alone");
        return Ok(None);
    };
    redis.fill(fleet)?;
    let single = redis.ask(fleet, args, 1)?;
    let piped = redis.ask(fleet, args, 50)?;
    println!("{:<40} {:>8} {:>46}", "Redis GEOSEARCH … ASC COUNT", "p50 µs", "CPU µs in the server");
    println!("{:<40} {:>8.1} {:>46.1}", "one query at a time", single.p50_us, single.cpu_us);
    println!("{:<40} {:>8} {:>46.1}", "50 queries in a pipeline", "–", piped.cpu_us);
    let (same, asked) = redis.compare(fleet, index, args)?;
    println!("the same drivers in {same} of {asked} answers (Redis rounds places to about half a metre)");
    let best = single.cpu_us.min(piped.cpu_us);
    let ratio = best / ours.cpu_us;
    println!("Redis takes {ratio:.0} times the CPU of ours, by its better row");
    Ok(Some(ratio))
}
