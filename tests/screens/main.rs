//! `cargo xtask screens`: the main screens on demo data, light and dark, as PNG files in the folder that is given.

mod phones;
mod shots;
mod stage;
mod window;
mod zones;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::Parser;
use harness::{driver::Screen, process::ServerProcess};

use crate::{
    phones::{Office, PASSWORD},
    shots::{SHOTS, Shot, Who},
    stage::Stage,
};

/// Renders the main screens on demo data.
#[derive(Parser)]
struct Args {
    /// Where the pictures go
    folder: PathBuf,
    /// Only screens whose name contains this
    only: Option<String>,
}

#[tokio::main]
async fn main() -> Result<()> {
    let args = Args::parse();
    std::fs::create_dir_all(&args.folder)?;
    let data = tempfile::tempdir()?;
    ServerProcess::fill_demo(data.path(), 12, 150)?;
    let mut office = Office::open(data.path())?;
    let phone = tempfile::tempdir()?;
    let stage = Stage::set(&mut office, phone.path()).await?;
    let window =
        window::NAMES.iter().any(|name| args.only.as_ref().is_none_or(|only| name.contains(only.as_str())));
    // WebKit's driver is for Linux.
    if window && cfg!(target_os = "linux") {
        window::picture(phone.path(), &mut office, &args.folder).await.context("the window")?;
    } else {
        office.reopen()?;
    }
    let wanted: Vec<&Shot> =
        SHOTS.iter().filter(|shot| args.only.as_ref().is_none_or(|only| shot.name.contains(only))).collect();
    for dark in [false, true] {
        for who in Who::ALL {
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

async fn sign_in(screen: &Screen, stage: &Stage, who: Who) -> Result<()> {
    let Some(email) = stage.email(who) else {
        return Ok(());
    };
    screen.client.goto(&stage.url).await?;
    screen.fill("sign-in-email", email).await?;
    screen.fill("sign-in-password", PASSWORD).await?;
    screen.click("sign-in-submit").await?;
    screen.find(who.home()).await?;
    Ok(())
}

async fn take(screen: &Screen, stage: &Stage, shot: &Shot, dark: bool, folder: &Path) -> Result<()> {
    let path = stage.path(shot.path);
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
