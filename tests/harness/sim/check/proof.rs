//! Every byte that a delivery commits to is there, and is what was committed to.

use anyhow::Result;
use sqlx::{Row as _, SqliteConnection};
use waybill_backend::{App, blobs::Variant};
use waybill_domain::proof::Sha256Hash;

use super::{Findings, Kind};
use crate::sim::world::{Fleet, World};

pub(super) async fn check(
    conn: &mut SqliteConnection,
    app: &App,
    world: &World,
    fleet: &Fleet,
    findings: &mut Findings,
) -> Result<()> {
    let sql = "select distinct p.sha256, b.sha256 is not null as here from proof_commits p \
         left join blobs b on b.organization = p.organization and b.sha256 = p.sha256 where p.organization = $1";
    let rows = sqlx::query(sql).bind(fleet.organization.to_string()).fetch_all(conn).await?;
    for row in rows {
        let sha256: Sha256Hash = row.try_get::<&str, _>("sha256")?.parse()?;
        if !row.try_get::<bool, _>("here")? {
            if !world.ledger.open().gone.contains(&sha256) {
                findings.add(Kind::Lost, format!("the bytes {sha256} never came"));
            }
            continue;
        }
        match app.blobs.get(fleet.organization, sha256, Variant::Sealed).await {
            Ok(Some(_)) => {}
            Ok(None) => findings.add(Kind::Lost, format!("the bytes {sha256} are gone")),
            Err(error) => findings.add(Kind::Diverged, format!("the bytes {sha256}: {error}")),
        }
    }
    Ok(())
}
