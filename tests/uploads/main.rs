//! `cargo xtask uploads`: photos go up with clients that are not ours, tus-js-client and tuspy, to a server that is killed
//! every moment; whatever a client called done must be on the server, byte for byte.

mod clients;
mod scene;

use std::{collections::BTreeSet, path::PathBuf, process::ExitCode, time::Duration};

use anyhow::Result;
use clap::Parser;
use clients::{Client, Job};
use rand::{Rng as _, SeedableRng as _, rngs::SmallRng};
use scene::Scene;

/// Uploads with strangers' clients to a server that is killed again and again.
#[derive(Parser)]
struct Args {
    /// How many photos go up.
    #[arg(long, default_value_t = 200)]
    count: usize,
    /// The folder with tus-js-client in it.
    #[arg(long, env = "WAYBILL_NPM_MODULES")]
    modules: Option<PathBuf>,
    /// A Python that has tuspy.
    #[arg(long)]
    python: Option<PathBuf>,
}

/// Bytes of a photo, and of one request: small enough that kills fall into the middle.
const SIZE: usize = 600_000;
const CHUNK: usize = 24 * 1_024;

#[tokio::main]
async fn main() -> Result<ExitCode> {
    let args = Args::parse();
    let clients = clients::found(args.modules.as_deref(), args.python.as_deref());
    if clients.is_empty() {
        println!("skipped: neither tus-js-client nor tuspy is here");
        return Ok(ExitCode::SUCCESS);
    }
    let mut scene = Scene::start(args.count, SIZE).await?;
    let running = share(&scene, &clients, args.count)?;
    let mut rng = SmallRng::seed_from_u64(7);
    let mut kills = 0;
    while !running.iter().all(clients::Running::has_ended) {
        tokio::time::sleep(Duration::from_millis(rng.random_range(200..600))).await;
        scene.kill_and_start()?;
        kills += 1;
        if kills % 20 == 0 {
            let done: usize = running.iter().map(clients::Running::count).sum();
            eprintln!("{kills} kills, {done} of {} uploads done", args.count);
        }
    }
    let mut done = BTreeSet::new();
    let mut complaints = Vec::new();
    for client in running {
        let (name, sent, complaint) = client.end()?;
        eprintln!("{name}: {} done", sent.len());
        complaints.extend(complaint);
        done.extend(sent);
    }
    let corrupt = scene.compare(&done).await?;
    for line in complaints.iter().chain(&corrupt) {
        println!("{line}");
    }
    println!("{} uploads: {} corrupt, {kills} kills", done.len(), corrupt.len());
    let clean = corrupt.is_empty() && complaints.is_empty() && done.len() == args.count;
    Ok(if clean { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Gives each client its share of the photos.
fn share(scene: &Scene, clients: &[Client], count: usize) -> Result<Vec<clients::Running>> {
    let each = count.div_ceil(clients.len());
    let mut running = Vec::new();
    for (client, files) in clients.iter().zip(scene.files.chunks(each)) {
        let job = Job {
            url: scene.url.clone(),
            token: scene.phone.tokens.access.clone(),
            chunk: CHUNK,
            parallel: 3,
            modules: client.modules(),
            files: files.to_vec(),
        };
        running.push(client.start(&job)?);
    }
    Ok(running)
}
