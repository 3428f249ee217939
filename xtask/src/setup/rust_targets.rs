//! Rust's targets for the web and for phones.

use std::{path::Path, process::Command};

use anyhow::{Context as _, bail};

use crate::process::{command, note, output, run, step, succeeds};

/// Which Rust compiles the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Toolchain {
    /// The one everything else is compiled with.
    Own,
    /// Debian's, which can build the standard library for wasm from its sources. For machines where rustup is
    /// absent or its server is out of reach.
    Debian,
}

impl Toolchain {
    /// Points a cargo command at this toolchain.
    pub(crate) fn apply(self, cargo: &mut Command) {
        if self == Self::Own {
            return;
        }
        let path = std::env::var("PATH").unwrap_or_default();
        cargo
            .env("PATH", format!("/usr/bin:{path}"))
            .env("RUSTC", "/usr/bin/rustc")
            .env_remove("RUSTUP_TOOLCHAIN")
            .env_remove("LD_LIBRARY_PATH")
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort")
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", "wasm-ld-19");
    }

    /// The cargo of this toolchain.
    pub(crate) fn cargo(self, subcommand: &str) -> Command {
        let mut cargo = match self {
            Self::Own => crate::cargo::cargo(subcommand),
            Self::Debian => {
                let mut cargo = command("/usr/bin/cargo");
                cargo.arg(subcommand);
                cargo
            }
        };
        self.apply(&mut cargo);
        cargo
    }
}

/// The toolchain that can compile for wasm, installed first if there is none.
///
/// # Errors
/// When neither rustup nor apt can bring one.
pub(crate) fn wasm_toolchain() -> anyhow::Result<Toolchain> {
    const TARGET: &str = "wasm32-unknown-unknown";
    if installed(TARGET)? {
        return Ok(Toolchain::Own);
    }
    if debian_present() {
        return Ok(Toolchain::Debian);
    }
    step("adding Rust's wasm32 target");
    if succeeds(command("rustup").args(["target", "add", TARGET])) {
        return Ok(Toolchain::Own);
    }
    note("rustup could not; taking Debian's Rust for the interface");
    super::packages::install(&["rustc-web", "cargo-web", "rust-web-src", "lld-19"]).context(
        "the interface needs Rust's wasm32 target: `rustup target add wasm32-unknown-unknown` where rustup can",
    )?;
    if !debian_present() {
        bail!("Debian's packages are installed, but /usr/bin/cargo or wasm-ld-19 is not there");
    }
    Ok(Toolchain::Debian)
}

/// Makes sure that the compiler knows 64-bit Android.
pub(crate) fn ensure_android() -> anyhow::Result<()> {
    const TARGET: &str = "aarch64-linux-android";
    if installed(TARGET)? {
        return Ok(());
    }
    step("adding Rust's Android target");
    run(command("rustup").args(["target", "add", TARGET]))
        .context("checking for Android needs rustup's target")
}

fn debian_present() -> bool {
    ["/usr/bin/cargo", "/usr/bin/rustc", "/usr/bin/wasm-ld-19"].iter().all(|path| Path::new(path).exists())
        && Path::new("/usr/share/doc/rust-web-src").exists()
}

fn installed(target: &str) -> anyhow::Result<bool> {
    let sysroot = output(command("rustc").args(["--print", "sysroot"]))?;
    Ok(Path::new(sysroot.trim()).join("lib/rustlib").join(target).join("lib").is_dir())
}
