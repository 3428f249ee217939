//! `verify-log`.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use waybill_backend::{
    App,
    store::{
        log, organizations,
        stamps::{self, Stamp},
    },
};
use waybill_domain::OrganizationId;

/// Options of `verify-log`.
#[derive(clap::Args)]
pub(super) struct VerifyLog {
    /// Write what the time stamping authority answered into this folder: one file a stamp, for
    /// `openssl ts -verify -digest HASH -in FILE -CAfile AUTHORITY`.
    #[arg(long, value_name = "DIR")]
    stamps: Option<PathBuf>,
}

impl VerifyLog {
    /// Checks the log of every organization, and that every stamped head is still its own.
    pub(super) async fn run(&self, app: &App) -> anyhow::Result<()> {
        let mut snapshot = app.store.snapshot().await?;
        for organization in organizations::all(&mut snapshot).await? {
            let checked = log::verify(&mut snapshot, organization.id).await?;
            let events = checked.with_context(|| format!("the log of {} is broken", organization.name))?;
            println!("{}: {events} events, the chain is whole", organization.name);
            let stamps = stamps::all(&mut snapshot, organization.id).await?;
            if let Some(last) = stamps.last() {
                let (count, seq, at) = (stamps.len(), last.seq, last.stamped_at);
                println!("{}: {count} stamped heads, the last of event {seq} at {at}", organization.name);
            }
            if let Some(folder) = &self.stamps {
                write(folder, organization.id, &stamps)
                    .with_context(|| format!("cannot write into {}", folder.display()))?;
            }
        }
        Ok(())
    }
}

fn write(folder: &Path, organization: OrganizationId, stamps: &[Stamp]) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    for stamp in stamps {
        let name = format!("{organization}-{}-{}.tsr", stamp.seq, stamp.hash);
        fs::write(folder.join(name), &stamp.response)?;
    }
    Ok(())
}
