//! `erase`.

use anyhow::bail;
use waybill_backend::{
    App, service,
    store::{deliveries, organizations},
};
use waybill_domain::DeliveryId;

/// Options of `erase`.
#[derive(clap::Args)]
pub(super) struct Erase {
    /// The delivery's id.
    #[arg(long, value_name = "ID")]
    delivery: DeliveryId,
    /// On whose word and by which rule, without personal data; it is kept.
    #[arg(long)]
    reason: String,
    /// The fleet's name; not needed where only one has such a delivery.
    #[arg(long)]
    organization: Option<String>,
}

impl Erase {
    pub(super) async fn run(self, app: &App) -> anyhow::Result<()> {
        let mut snapshot = app.store.snapshot().await?;
        let mut found = Vec::new();
        for organization in organizations::all(&mut snapshot).await? {
            let named = self.organization.as_ref().is_none_or(|name| *name == organization.name);
            if named && deliveries::get(&mut snapshot, organization.id, self.delivery).await?.is_some() {
                found.push(organization);
            }
        }
        drop(snapshot);
        let organization = match found.as_slice() {
            [one] => one,
            [] => bail!("there is no delivery {}", self.delivery),
            _ => bail!("several organizations have such a delivery; name one with --organization"),
        };
        let count = service::erase(app, organization.id, self.delivery, &self.reason).await?;
        println!(
            "{}: erased {} payloads, {} commands and {} files of {}",
            organization.name, count.payloads, count.commands, count.files, self.delivery
        );
        println!("backups made before still hold them");
        Ok(())
    }
}
