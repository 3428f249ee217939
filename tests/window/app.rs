//! The app's window, and what a driver does in it.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use fantoccini::actions::{InputSource as _, MouseActions, PointerAction};
use harness::{driver::Screen, process};
use serde_json::json;

/// One installation of the app: a program and its data folder.
pub struct App {
    program: PathBuf,
    data: PathBuf,
    server: String,
}

impl App {
    pub fn new(data: &Path, server: &str) -> Result<Self> {
        Ok(Self { program: process::program("waybill")?, data: data.to_owned(), server: server.to_owned() })
    }

    /// The app's window. The driver finds a free port for it, which another program may take before the app does; then the
    /// app runs and nobody can reach it, and it is opened once more. An app that does not run is a failure.
    pub async fn open(&self) -> Result<Screen> {
        match self.window().await {
            Err(error) if self.kill()? > 0 => {
                eprintln!("the app ran, and could not be reached: {error:#}");
                self.window().await
            }
            opened => opened,
        }
    }

    async fn window(&self) -> Result<Screen> {
        let data = self.data.to_str().context("the path is not UTF-8")?;
        let env = [
            ("WAYBILL_DATA_DIR", data),
            ("WAYBILL_SERVER", self.server.as_str()),
            ("WAYBILL_SECRETS", "file"),
        ];
        Screen::window(&self.program, &env).await
    }

    /// SIGKILL to every process of this installation, found by its data folder.
    pub fn kill(&self) -> Result<usize> {
        let mark = format!("WAYBILL_DATA_DIR={}", self.data.display());
        let mut killed = 0;
        for entry in std::fs::read_dir("/proc")? {
            let path = entry?.path();
            let Some(pid) =
                path.file_name().and_then(|name| name.to_str()).and_then(|n| n.parse::<u32>().ok())
            else {
                continue;
            };
            let env = std::fs::read(path.join("environ")).unwrap_or_default();
            let is_app = std::fs::read_link(path.join("exe")).is_ok_and(|exe| exe == self.program);
            if is_app && env.split(|byte| *byte == 0).any(|var| var == mark.as_bytes()) {
                killed += usize::from(
                    std::process::Command::new("kill").args(["-9", &pid.to_string()]).status()?.success(),
                );
            }
        }
        Ok(killed)
    }
}

/// Signs in through the page.
pub async fn sign_in(screen: &Screen, email: &str, password: &str) -> Result<()> {
    screen.fill("sign-in-email", email).await?;
    screen.fill("sign-in-password", password).await?;
    screen.click("sign-in-submit").await
}

/// Takes a photo: gives the file input a picture, as the camera would.
pub async fn take_photo(screen: &Screen, jpeg: &[u8]) -> Result<()> {
    screen.find("photo-input").await?;
    let script = r#"
        const bytes = Uint8Array.from(atob(arguments[0]), c => c.charCodeAt(0));
        const files = new DataTransfer();
        files.items.add(new File([bytes], "photo.jpg", { type: "image/jpeg" }));
        const input = document.querySelector('[data-testid="photo-input"]');
        input.files = files.files;
        input.dispatchEvent(new Event("change", { bubbles: true }));
    "#;
    screen.script(script, vec![json!(STANDARD.encode(jpeg))]).await?;
    Ok(())
}

/// Goes to one of the four places. The driver aims first and presses then, so what still moves is missed: the screen comes
/// to rest before.
pub async fn go(screen: &Screen, testid: &str) -> Result<()> {
    screen.settle().await?;
    screen.click(testid).await
}

/// Presses what has this `data-testid`, long enough for buttons that want to be held.
pub async fn press(screen: &Screen, testid: &str) -> Result<()> {
    let button = screen.find(testid).await?;
    let (x, y, width, height) = button.rectangle().await?;
    let pause = |ms| PointerAction::Pause { duration: std::time::Duration::from_millis(ms) };
    let middle = PointerAction::MoveTo { duration: None, x: x + width / 2.0, y: y + height / 2.0 };
    let hold = MouseActions::new("mouse".into())
        .then(middle)
        .then(PointerAction::Down { button: 0 })
        .then(pause(1_200))
        .then(PointerAction::Up { button: 0 });
    Ok(screen.client.perform_actions(hold).await?)
}

/// Draws a stroke on the signature canvas with the mouse.
pub async fn sign(screen: &Screen) -> Result<()> {
    let canvas = screen.find("signature-canvas").await?;
    let (x, y, width, height) = canvas.rectangle().await?;
    let at = |fx: f64, fy: f64| {
        let duration = Some(std::time::Duration::from_millis(20));
        PointerAction::MoveTo { duration, x: x + width * fx, y: y + height * fy }
    };
    let down = PointerAction::Down { button: 0 };
    let up = PointerAction::Up { button: 0 };
    let stroke = MouseActions::new("mouse".into())
        .then(at(0.2, 0.6))
        .then(down)
        .then(at(0.35, 0.3))
        .then(at(0.5, 0.7))
        .then(at(0.65, 0.35))
        .then(at(0.8, 0.55))
        .then(up);
    screen.client.perform_actions(stroke).await?;
    screen.click("signature-done").await
}

/// Pulls the slide at the end of the checklist all the way to the right.
pub async fn slide_to_complete(screen: &Screen) -> Result<()> {
    let slide = screen.find("slide-complete").await?;
    let (x, y, width, height) = slide.rectangle().await?;
    let at = |fx: f64| {
        let duration = Some(std::time::Duration::from_millis(120));
        PointerAction::MoveTo { duration, x: x + width * fx, y: y + height / 2.0 }
    };
    let pull = MouseActions::new("mouse".into())
        .then(at(0.08))
        .then(PointerAction::Down { button: 0 })
        .then(at(0.3))
        .then(at(0.6))
        .then(at(0.98))
        .then(PointerAction::Up { button: 0 });
    screen.client.perform_actions(pull).await?;
    Ok(())
}
