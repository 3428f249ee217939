//! A driver's phone as a process of its own, to be killed: it works by itself, and says what the app said was done.
//!
//! Lines of its output: `try note TOKEN` before a note is written; `done note DELIVERY TOKEN`, `done step DELIVERY NAME`
//! and `done completed DELIVERY SHA256…` once the app has answered that it is done; `drained` at the end of `--drain`.

use std::{path::PathBuf, time::Duration};

use anyhow::{Context as _, Result};
use clap::Parser;
use harness::{phone::TestPhone, samples};
use rand::Rng as _;
use waybill_domain::{
    Command, Fix, Outcome, Point,
    calls::driver::{MyDelivery, ReportFix, SetShift, Shift},
    command::Completion,
    proof::{BlobKind, Evidence},
    rules::today::NextStep,
};

/// A driver who works without a break.
#[derive(Parser)]
struct Args {
    /// The app's folder.
    #[arg(long)]
    data: PathBuf,
    /// The server.
    #[arg(long)]
    url: String,
    /// The driver.
    #[arg(long)]
    email: String,
    /// The driver's password.
    #[arg(long)]
    password: String,
    /// Do nothing new; wait until everything is safe on the server, and end.
    #[arg(long)]
    drain: bool,
}

/// How long everything that was queued may take to arrive.
const DRAINS_WITHIN: Duration = Duration::from_secs(180);

#[tokio::main]
async fn main() -> Result<()> {
    let args = Args::parse();
    let phone = TestPhone::open(&args.data).await?;
    if phone.controller.lane().is_none() {
        while let Err(error) = phone.sign_in(&args.url, &args.email, &args.password).await {
            eprintln!("cannot sign in yet: {error:#}");
            pause(50..150).await;
        }
    }
    if args.drain {
        let drained = tokio::time::timeout(DRAINS_WITHIN, phone.controller.drained()).await;
        drained.context("the queue did not drain")??;
        println!("drained");
        return Ok(());
    }
    phone.controller.set_shift(SetShift { shift: Shift::On }).await?;
    loop {
        if let Err(error) = work(&phone).await {
            eprintln!("{error:#}");
        }
        pause(2..25).await;
    }
}

async fn pause(ms: std::ops::Range<u64>) {
    let ms = rand::rng().random_range(ms);
    tokio::time::sleep(Duration::from_millis(ms)).await;
}

/// One thing after the other: the next step of the next stop, a note now and then, a position.
async fn work(phone: &TestPhone) -> Result<()> {
    let mine = phone.controller.my_deliveries().await?;
    let next = mine.iter().find(|mine| !mine.delivery.state.is_final());
    let Some(any) = next.or_else(|| mine.get(rand::rng().random_range(0..mine.len().max(1)))) else {
        return Ok(());
    };
    if next.is_none() || rand::rng().random_bool(0.3) {
        return note(phone, any).await;
    }
    report_fix(phone).await?;
    let id = any.delivery.id;
    match NextStep::of(any.delivery.state).and_then(NextStep::command) {
        Some(command) => {
            let name = command.name();
            phone.act(id, command).await?;
            println!("done step {id} {name}");
        }
        None => complete(phone, any).await?,
    }
    Ok(())
}

async fn note(phone: &TestPhone, mine: &MyDelivery) -> Result<()> {
    let token = uuid::Uuid::now_v7().simple().to_string();
    println!("try note {token}");
    phone.act(mine.delivery.id, Command::Noted { text: token.clone() }).await?;
    println!("done note {} {token}", mine.delivery.id);
    Ok(())
}

async fn complete(phone: &TestPhone, mine: &MyDelivery) -> Result<()> {
    let id = mine.delivery.id;
    let mut evidence = Evidence::default();
    for large in [false, rand::rng().random_bool(0.2)] {
        let size = if large { (640, 480) } else { (160, 120) };
        evidence.photos.push(phone.keep(id, BlobKind::Photo, &samples::noise(size)?).await?);
    }
    let signature = waybill_demo::photo::signature(rand::rng().random());
    evidence.signature = Some(phone.keep(id, BlobKind::Signature, &signature.bytes).await?);
    let hashes: Vec<_> = evidence.blobs().map(|blob| blob.sha256.to_string()).collect();
    let outcome = Outcome::DeliveredToRecipient;
    let completion = Completion { outcome, parcels: Vec::new(), evidence };
    phone.act(id, Command::Completed(Box::new(completion))).await?;
    println!("done completed {id} {}", hashes.join(" "));
    Ok(())
}

async fn report_fix(phone: &TestPhone) -> Result<()> {
    let off = rand::rng().random_range(-0.05..0.05);
    let point = Point { lat: 53.551 + off, lon: 10.002 };
    let fix = Fix {
        point,
        at: samples::now(),
        accuracy_m: Some(8.0),
        speed_mps: None,
        heading_deg: None,
        battery_pct: None,
    };
    Ok(phone.controller.report_fix(ReportFix { fix }).await?)
}
