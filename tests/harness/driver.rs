//! A person at a screen: a real window or a real browser, driven over WebDriver.

use std::{
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use anyhow::{Context as _, Result};
use fantoccini::{Client, ClientBuilder, Locator, elements::Element, wd::Capabilities};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use crate::{process::Process, wait};

/// A screen and whoever sits at it.
pub struct Screen {
    /// The WebDriver session, for what the helpers below do not cover.
    pub client: Client,
    _driver: Process,
}

impl Screen {
    /// Headless Chromium with a fresh profile in `profile`, at `size` (width, height) in CSS pixels.
    pub async fn browser(profile: &Path, size: (u32, u32), dark: bool) -> Result<Self> {
        let port = free_port()?;
        let driver = Process::start(
            Command::new("chromedriver")
                .arg(format!("--port={port}"))
                .stdout(Stdio::null())
                .stderr(Stdio::null()),
        )?;
        let mut args = vec![
            "--headless".to_owned(),
            "--no-sandbox".into(),
            "--disable-gpu".into(),
            "--disable-quic".into(),
            "--no-first-run".into(),
            "--disable-background-networking".into(),
            "--disable-component-update".into(),
            "--disable-sync".into(),
            "--disable-dev-shm-usage".into(),
            "--enable-unsafe-swiftshader".into(),
            "--hide-scrollbars".into(),
            format!("--window-size={},{}", size.0, size.1),
            format!("--user-data-dir={}", profile.display()),
        ];
        if dark {
            args.push("--blink-settings=preferredColorScheme=0".into());
        }
        // The page gets exactly this size; the window around it would take its own part.
        let phone = size.0 < 600;
        let metrics = json!({
            "width": size.0, "height": size.1, "pixelRatio": if phone { 2.0 } else { 1.0 }, "touch": phone, "mobile": phone,
        });
        let options = json!({ "args": args, "mobileEmulation": { "deviceMetrics": metrics } });
        let capabilities = json!({ "browserName": "chrome", "goog:chromeOptions": options });
        Self::connect(driver, port, capabilities).await
    }

    /// A window of the app in `program`, with `env` set for it.
    pub async fn window(program: &Path, env: &[(&str, &str)]) -> Result<Self> {
        let port = free_port()?;
        let mut command = Command::new("WebKitWebDriver");
        command.arg(format!("--port={port}")).arg("--host=127.0.0.1");
        command.env("TAURI_WEBVIEW_AUTOMATION", "true").envs(env.iter().copied());
        let driver = Process::start(command.stdout(Stdio::null()).stderr(Stdio::null()))?;
        let capabilities = json!({ "webkitgtk:browserOptions": { "binary": program, "args": [] } });
        Self::connect(driver, port, capabilities).await
    }

    async fn connect(driver: Process, port: u16, capabilities: Value) -> Result<Self> {
        let capabilities: Capabilities = capabilities.as_object().cloned().context("capabilities")?;
        let url = format!("http://127.0.0.1:{port}");
        wait::until("the WebDriver to listen", || async {
            tokio::net::TcpStream::connect(("127.0.0.1", port)).await.ok()
        })
        .await;
        let mut builder = ClientBuilder::new(HttpConnector::new());
        // A driver whose program ends before it has a window never answers.
        let session = builder.capabilities(capabilities).connect(&url);
        let client = tokio::time::timeout(wait::PATIENCE, session).await.context("no window came up")??;
        Ok(Self { client, _driver: driver })
    }

    /// The element with this `data-testid`, once it is there.
    pub async fn find(&self, testid: &str) -> Result<Element> {
        self.css(&format!("[data-testid=\"{testid}\"]")).await
    }

    /// The first element that matches `selector`, once it is there.
    pub async fn css(&self, selector: &str) -> Result<Element> {
        let found = wait::for_value(|| async { self.client.find(Locator::Css(selector)).await.ok() }).await;
        match found {
            Some(element) => Ok(element),
            None => anyhow::bail!("no {selector} on the screen; {}", self.evidence().await),
        }
    }

    /// Clicks what has this `data-testid`, once it is there and can be clicked.
    pub async fn click(&self, testid: &str) -> Result<()> {
        self.acted(testid, async |element| element.click().await).await
    }

    /// Types into what has this `data-testid`, once it is there and can be typed into.
    pub async fn fill(&self, testid: &str, text: &str) -> Result<()> {
        let typed = async |element: Element| {
            element.clear().await?;
            element.send_keys(text).await
        };
        self.acted(testid, typed).await
    }

    /// Does something with an element. A page that is still being put together takes it away in between, or has not yet
    /// room for it: then nothing was done, and it is found anew.
    async fn acted(
        &self,
        testid: &str,
        act: impl AsyncFn(Element) -> Result<(), fantoccini::error::CmdError>,
    ) -> Result<()> {
        let last = std::cell::RefCell::new(None);
        let done = wait::for_value(async || {
            let selector = format!("[data-testid=\"{testid}\"]");
            let result = match self.client.find(Locator::Css(&selector)).await {
                Ok(element) => act(element).await,
                Err(error) => Err(error),
            };
            result.map_err(|error| last.replace(Some(error))).ok()
        });
        match done.await {
            Some(()) => Ok(()),
            None => {
                let error = last.take().map(|error| error.to_string()).unwrap_or_default();
                anyhow::bail!("{testid} cannot be used: {error}; {}", self.evidence().await)
            }
        }
    }

    /// Waits until the text of `testid` contains `text`.
    ///
    /// # Panics
    /// Where it never does, with a picture of the screen kept beside the built tests.
    pub async fn sees(&self, testid: &str, text: &str) {
        let selector = format!("[data-testid=\"{testid}\"]");
        let seen = wait::for_value(|| async {
            let found = self.client.find(Locator::Css(&selector)).await.ok()?;
            found.text().await.ok()?.contains(text).then_some(())
        })
        .await;
        if seen.is_none() {
            panic!("{testid} never said {text:?}; {}", self.evidence().await);
        }
    }

    /// Keeps a picture of the screen and says where.
    async fn evidence(&self) -> String {
        let keep = async {
            let png = self.client.screenshot().await?;
            let path = std::env::current_exe()?.with_extension("png");
            std::fs::write(&path, png)?;
            anyhow::Ok(path)
        };
        match keep.await {
            Ok(path) => format!("the screen is in {}", path.display()),
            Err(error) => format!("and the screen could not be pictured: {error}"),
        }
    }

    /// Waits until the page has stopped changing: fonts and the pictures in sight loaded, no
    /// element loading, two equal pictures in a row.
    pub async fn settle(&self) -> Result<()> {
        let mut before = Vec::new();
        loop {
            let quiet = "const seen = i => { const box = i.getBoundingClientRect();\
                             return box.top < innerHeight && box.bottom > 0 };\
                         return document.fonts.status === 'loaded' && !document.querySelector('[aria-busy=true]')\
                             && [...document.images].every(i => i.complete || !seen(i))";
            let now = self.client.screenshot().await?;
            if self.script(quiet, Vec::new()).await? == Value::Bool(true) && now == before {
                return Ok(());
            }
            before = now;
            tokio::time::sleep(Duration::from_millis(250)).await;
        }
    }

    /// Runs a script in the page.
    pub async fn script(&self, script: &str, args: Vec<Value>) -> Result<Value> {
        Ok(self.client.execute(script, args).await?)
    }
}

fn free_port() -> Result<u16> {
    Ok(std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
