//! A server of its own for each test, with the interface inside it, and browsers that look at it.

use anyhow::Result;
use harness::{
    driver::Screen,
    phone::TestPhone,
    samples,
    server::{PASSWORD, TestServer},
    wait,
};
use tempfile::TempDir;
use waybill_domain::{
    Fix, Member,
    calls::{
        ListPositions,
        driver::{ReportFix, SetShift, Shift},
    },
};

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

/// The driver's app reports where they are, a hundred metres from the pickup, and goes to sleep.
pub async fn is_near(server: &TestServer, driver: &Member) {
    let folder = tempfile::tempdir().unwrap();
    let phone = TestPhone::open(folder.path()).await.unwrap();
    phone.sign_in(&server.url(), &driver.email, PASSWORD).await.unwrap();
    phone.controller.set_shift(SetShift { shift: Shift::On }).await.unwrap();
    let mut point = samples::photo_and_signature("", "").pickup.point;
    point.lat += 0.000_9;
    let at = samples::now();
    let fix = Fix { point, at, accuracy_m: None, speed_mps: None, heading_deg: None, battery_pct: None };
    phone.controller.report_fix(ReportFix { fix }).await.unwrap();
    let dispatcher = server.dispatcher().await.unwrap();
    wait::until("the server to know where they are", || async {
        let positions = dispatcher.call(&ListPositions {}).await.ok()?;
        positions.iter().any(|position| position.member == driver.id).then_some(())
    })
    .await;
    phone.controller.shut_down().await;
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
