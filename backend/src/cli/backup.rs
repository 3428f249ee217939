//! `backup`.

use std::{io::IsTerminal as _, path::PathBuf};

use anyhow::bail;
use waybill_backend::{Clock, Config, backup};

/// Options of `backup`.
#[derive(clap::Args)]
pub(super) struct Backup {
    /// The folder to make; where it exists, a new one named after the moment is made in it.
    #[arg(value_name = "DIR")]
    to: PathBuf,
}

impl Backup {
    pub(super) async fn run(self, config: &Config) -> anyhow::Result<()> {
        let at = Clock::default().now();
        let taken = backup::take(&config.data_dir, &self.to, at, &mut progress()).await?;
        let manifest = &taken.manifest;
        println!(
            "{}: {} organizations, {} lanes, {} proof files ({} bytes), verified",
            taken.path.display(),
            manifest.logs.len(),
            manifest.lanes.len(),
            manifest.files,
            manifest.bytes
        );
        if manifest.damaged.is_empty() {
            return Ok(());
        }
        for sha256 in &manifest.damaged {
            eprintln!("missing or damaged on this server: {sha256}");
        }
        bail!(
            "{} proof files are missing or damaged on this server; all else is in the backup, and phones keep what they \
             have",
            manifest.damaged.len()
        )
    }
}

/// Shows how far the work is, where somebody watches.
pub(super) fn progress() -> impl FnMut(&str, u64, u64) + Send {
    let watched = std::io::stderr().is_terminal();
    move |stage, done, total| {
        if watched {
            eprint!("\r{stage}: {done} of {total}\x1b[K");
            if done == total {
                eprintln!();
            }
        }
    }
}
