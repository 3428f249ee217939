//! A server of its own for each test, with the interface inside it, and browsers that look at it.

use anyhow::Result;
use harness::{
    driver::Screen,
    server::{PASSWORD, TestServer},
    wait,
};
use tempfile::TempDir;

pub const DESK: (u32, u32) = (1440, 900);
pub const PHONE: (u32, u32) = (390, 844);

pub struct Browser {
    pub screen: Screen,
    _profile: TempDir,
}

/// A browser on the first page of `server`.
pub async fn browser(server: &TestServer, size: (u32, u32)) -> Result<Browser> {
    let profile = tempfile::tempdir()?;
    let screen = Screen::browser(profile.path(), size, false).await?;
    screen.client.goto(&server.url()).await?;
    Ok(Browser { screen, _profile: profile })
}

/// Signs in through the page.
pub async fn sign_in(screen: &Screen, email: &str) -> Result<()> {
    screen.fill("sign-in-email", email).await?;
    screen.fill("sign-in-password", PASSWORD).await?;
    screen.click("sign-in-submit").await
}

/// A browser in which the dispatcher is signed in and sees the board.
pub async fn desk(server: &TestServer) -> Result<Browser> {
    let browser = browser(server, DESK).await?;
    sign_in(&browser.screen, "dispatch@fleet.test").await?;
    browser.screen.find("board-search").await?;
    Ok(browser)
}

/// Clicks what may lie below something that stays at the edge of the screen.
pub async fn press(screen: &Screen, testid: &str) -> Result<()> {
    screen.find(testid).await?;
    let show =
        "document.querySelector(`[data-testid=\"${arguments[0]}\"]`).scrollIntoView({ block: 'center' })";
    screen.script(show, vec![testid.into()]).await?;
    screen.click(testid).await
}

/// Presses a button that wants to be held, as assistive technology does: once to hear what it does, once to do it.
pub async fn confirm(screen: &Screen, testid: &str) -> Result<()> {
    screen.find(testid).await?;
    let click = format!("document.querySelector('[data-testid=\"{testid}\"]').click()");
    for _ in 0..2 {
        screen.script(&click, Vec::new()).await?;
    }
    Ok(())
}

/// Waits until that field holds `value`.
pub async fn holds(screen: &Screen, testid: &str, value: &str) {
    let selector = format!("return document.querySelector('[data-testid=\"{testid}\"]')?.value");
    wait::until(&format!("{testid} to hold {value}"), || async {
        let found = screen.script(&selector, Vec::new()).await.ok()?;
        (found.as_str() == Some(value)).then_some(())
    })
    .await;
}
