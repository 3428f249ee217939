//! `restore`.

use std::path::PathBuf;

use waybill_backend::{Clock, Config, backup};

/// Options of `restore`.
#[derive(clap::Args)]
pub(super) struct Restore {
    /// The backup.
    #[arg(value_name = "DIR")]
    from: PathBuf,
    /// The data folder; stronger than --data and the configuration.
    #[arg(long, value_name = "DIR")]
    data_dir: Option<PathBuf>,
    /// Also into a folder that is not empty; what is in it is moved aside, not deleted.
    #[arg(long)]
    force: bool,
}

impl Restore {
    pub(super) async fn run(self, config: &Config) -> anyhow::Result<()> {
        let data = self.data_dir.unwrap_or_else(|| config.data_dir.clone());
        let at = Clock::default().now();
        let mut progress = super::backup::progress();
        let restored = backup::restore(&self.from, &data, self.force, at, &mut progress).await?;
        let checked = &restored.checked;
        println!(
            "{} is as it was at {}: {} organizations, {} events, {} proof files, all verified",
            data.display(),
            checked.manifest.at,
            checked.manifest.logs.len(),
            checked.events,
            checked.files
        );
        if let Some(aside) = restored.aside {
            println!("What was there before is in {}", aside.display());
        }
        for sha256 in &checked.manifest.damaged {
            println!("Not in the backup, damaged on the server before: {sha256}; phones may still have it");
        }
        println!("Phones will notice, and hand in again what the backup does not hold.");
        Ok(())
    }
}
