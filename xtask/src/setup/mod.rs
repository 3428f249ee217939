//! What this repository needs from the machine: each part checks itself quickly and installs itself when missing.

mod npm;
mod packages;
mod rust_targets;

pub(crate) use npm::modules;
pub(crate) use rust_targets::{Toolchain, wasm_toolchain};

use packages::Requirement;

/// Something a command needs before it can start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Rust's `wasm32-unknown-unknown` target, by rustup or from the distribution.
    WasmTarget,
    /// Rust's `aarch64-linux-android` target.
    AndroidTarget,
    /// The map, the typeface, the icons and the tools of `src-ui/package.json`.
    Npm,
    /// What the native app is compiled against.
    AppLibraries,
    /// A display without a screen, a session bus and WebKit's driver, for tests in the real window.
    Window,
    /// Chromium and its driver, for tests in a browser.
    Browser,
}

impl Part {
    /// Everything but the phones' part, which only `check-mobile` needs.
    pub(crate) const ALL: &[Self] =
        &[Self::WasmTarget, Self::Npm, Self::AppLibraries, Self::Window, Self::Browser];

    fn requirements(self) -> &'static [Requirement] {
        use Requirement::{Library, Program};
        match self {
            Self::WasmTarget | Self::AndroidTarget => &[],
            Self::Npm => &[Program("node", "nodejs"), Program("npm", "npm")],
            Self::AppLibraries => &[
                Program("cc", "build-essential"),
                Program("pkg-config", "pkg-config"),
                Library("webkit2gtk-4.1", "libwebkit2gtk-4.1-dev"),
            ],
            Self::Window => &[
                Program("Xvfb", "xvfb"),
                Program("xauth", "xauth"),
                Program("dbus-run-session", "dbus-daemon"),
                Program("WebKitWebDriver", "webkit2gtk-driver"),
            ],
            Self::Browser => &[Program("chromium", "chromium"), Program("chromedriver", "chromium-driver")],
        }
    }
}

/// Makes sure that the parts are there, installing what is missing and saying so.
///
/// # Errors
/// When something is missing and cannot be installed from here; the message holds the command to run.
pub(crate) fn ensure(parts: &[Part]) -> anyhow::Result<()> {
    packages::ensure(parts.iter().flat_map(|part| part.requirements()))?;
    for part in parts {
        match part {
            Part::WasmTarget => {
                wasm_toolchain()?;
            }
            Part::AndroidTarget => rust_targets::ensure_android()?,
            Part::Npm => npm::ensure()?,
            Part::AppLibraries | Part::Window | Part::Browser => {}
        }
    }
    Ok(())
}

/// Whether a part that comes from system packages is already there; asks, never installs.
pub(crate) fn present(part: Part) -> bool {
    part.requirements().iter().all(Requirement::present)
}
