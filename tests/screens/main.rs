//! `cargo xtask screens`: the main screens on demo data, light and dark, as PNG files in the folder that is given.

mod shots;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::Parser;
use harness::{dispatcher::Dispatcher, driver::Screen, process::ServerProcess};
use waybill_domain::{Delivery, Outcome, State, calls::ListDeliveries, tracking::RecipientStatus};

use crate::shots::{SHOTS, Shot, Who};

/// Renders the main screens on demo data.
#[derive(Parser)]
struct Args {
    /// Where the pictures go
    folder: PathBuf,
    /// Only screens whose name contains this
    only: Option<String>,
}

/// What the shots look at.
struct Stage {
    url: String,
    /// The stop the driver is on the way to.
    next: Delivery,
    /// A delivery that nobody has.
    unassigned: Delivery,
    /// A delivery with verified proof.
    delivered: Delivery,
    /// Path of the tracking page of `next`.
    tracking: String,
}

#[tokio::main]
async fn main() -> Result<()> {
    let args = Args::parse();
    std::fs::create_dir_all(&args.folder)?;
    let data = tempfile::tempdir()?;
    ServerProcess::fill_demo(data.path(), 12, 150)?;
    let server = ServerProcess::start(data.path(), "127.0.0.1:0")?;
    let stage = stage(&server.url).await?;
    let wanted: Vec<&Shot> =
        SHOTS.iter().filter(|shot| args.only.as_ref().is_none_or(|only| shot.name.contains(only))).collect();
    for dark in [false, true] {
        for who in [Who::Driver, Who::Dispatcher, Who::Recipient] {
            let shots: Vec<_> = wanted.iter().filter(|shot| shot.who == who).collect();
            if shots.is_empty() {
                continue;
            }
            let profile = tempfile::tempdir()?;
            let screen = Screen::browser(profile.path(), who.size(), dark).await?;
            sign_in(&screen, &stage, who).await?;
            for shot in shots {
                take(&screen, &stage, shot, dark, &args.folder)
                    .await
                    .with_context(|| shot.name.to_owned())?;
            }
            screen.client.close().await?;
        }
    }
    Ok(())
}

async fn stage(url: &str) -> Result<Stage> {
    let dispatcher = Dispatcher::sign_in(url, "dispatch@demo.waybill.app", "waybill").await?;
    let mara = dispatcher.driver("mara@demo.waybill.app").await?;
    let all = dispatcher.call(&ListDeliveries { limit: Some(500), ..Default::default() }).await?.items;
    let on_the_way = |d: &&Delivery| RecipientStatus::of(d) == RecipientStatus::OnTheWay;
    let next = all.iter().find(|d| d.driver == Some(mara.id) && on_the_way(d));
    let next = next.context("Mara is on the way to nobody")?.clone();
    let unassigned =
        all.iter().find(|d| d.state == State::Unassigned).context("nothing is unassigned")?.clone();
    let proven = |d: &&Delivery| {
        let (safe, all) = d.proof_count();
        d.state == State::Completed && d.outcome.is_some_and(Outcome::is_delivered) && all > 1 && safe == all
    };
    let delivered = all.iter().find(proven).context("nothing is proven")?.clone();
    let tracking = dispatcher.detail(next.id).await?.tracking_path;
    Ok(Stage { url: url.to_owned(), next, unassigned, delivered, tracking })
}

async fn sign_in(screen: &Screen, stage: &Stage, who: Who) -> Result<()> {
    let Some(email) = who.email() else {
        return Ok(());
    };
    screen.client.goto(&stage.url).await?;
    screen.fill("sign-in-email", email).await?;
    screen.fill("sign-in-password", "waybill").await?;
    screen.click("sign-in-submit").await?;
    screen.find(who.home()).await?;
    Ok(())
}

async fn take(screen: &Screen, stage: &Stage, shot: &Shot, dark: bool, folder: &Path) -> Result<()> {
    let path = shot
        .path
        .replace("{next}", &stage.next.id.to_string())
        .replace("{unassigned}", &stage.unassigned.id.to_string())
        .replace("{delivered}", &stage.delivered.id.to_string())
        .replace("{tracking}", &stage.tracking);
    screen.client.goto(&format!("{}{path}", stage.url)).await?;
    screen.css(shot.ready).await?;
    for testid in shot.click {
        screen.click(testid).await?;
    }
    screen.settle().await?;
    let theme = if dark { "dark" } else { "light" };
    let png = screen.client.screenshot().await?;
    std::fs::write(folder.join(format!("{}-{theme}.png", shot.name)), png)?;
    println!("{}-{theme}", shot.name);
    Ok(())
}
