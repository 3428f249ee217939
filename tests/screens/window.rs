//! The waiting room in the app's real window: the only place where things wait.

use std::path::Path;

use anyhow::{Context as _, Result};
use harness::{driver::Screen, process};

use crate::phones::Office;

/// A phone held upright, as the other pictures have it.
const SIZE: (u32, u32) = (390, 844);
/// The file names of the two pictures, themes aside.
pub const NAMES: [&str; 2] = ["window-waiting", "window-stuck"];

/// Pictures of the phone in `data`: while the office is closed, and once it is open again.
pub async fn picture(data: &Path, office: &mut Office, folder: &Path) -> Result<()> {
    let data = data.to_str().context("the path is not UTF-8")?;
    let server = office.server.url.clone();
    let env = [("WAYBILL_DATA_DIR", data), ("WAYBILL_SERVER", server.as_str()), ("WAYBILL_SECRETS", "file")];
    let screen = Screen::window(&process::program("waybill")?, &env).await?;
    screen.client.set_window_size(SIZE.0, SIZE.1).await?;
    screen.click("nav-waiting").await?;
    screen.sees("net-chip", "Offline").await;
    screen.find("waiting-item").await?;
    take(&screen, folder, NAMES[0]).await?;
    office.reopen()?;
    screen.find("stuck-item").await?;
    screen.sees("waiting-count", "0").await;
    take(&screen, folder, NAMES[1]).await?;
    screen.client.close().await?;
    Ok(())
}

async fn take(screen: &Screen, folder: &Path, name: &str) -> Result<()> {
    for theme in ["light", "dark"] {
        let dress = "document.documentElement.dataset.theme = arguments[0]";
        screen.script(dress, vec![theme.into()]).await?;
        screen.settle().await?;
        std::fs::write(folder.join(format!("{name}-{theme}.png")), screen.client.screenshot().await?)?;
        println!("{name}-{theme}");
    }
    Ok(())
}
