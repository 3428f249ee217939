//! The lanes: sequences without gaps, a chain of envelopes, each signed.

use anyhow::Result;
use sqlx::{Row as _, SqliteConnection};
use waybill_backend::store::lanes;
use waybill_domain::{LaneId, command::SignedEnvelope, proof::Sha256Hash};

use super::{Findings, Kind};
use crate::sim::world::Fleet;

pub(super) async fn check(conn: &mut SqliteConnection, fleet: &Fleet, findings: &mut Findings) -> Result<()> {
    let sql = "select id from lanes where organization = $1 order by id";
    let rows = sqlx::query(sql).bind(fleet.organization.to_string()).fetch_all(&mut *conn).await?;
    for row in rows {
        let id: LaneId = row.try_get::<&str, _>(0)?.parse()?;
        let Some(lane) = lanes::get(conn, fleet.organization, id).await? else { continue };
        let sql = "select seq, envelope, signature from lane_commands where lane = $1 order by seq";
        let rows = sqlx::query(sql).bind(id.to_string()).fetch_all(&mut *conn).await?;
        let (mut seq, mut hash) = (0, Sha256Hash::ZERO);
        for row in rows {
            let signed = SignedEnvelope {
                seq: row.try_get::<i64, _>("seq")?.cast_unsigned(),
                envelope: row.try_get("envelope")?,
                signature: row.try_get("signature")?,
            };
            if signed.seq != seq + 1 {
                findings.add(Kind::Lost, format!("lane {id}: after {seq} comes {}", signed.seq));
            }
            if signed.open().is_ok_and(|envelope| envelope.prev_hash != hash) {
                findings.add(Kind::Diverged, format!("lane {id}: {} does not follow {seq}", signed.seq));
            }
            if signed.verify(&lane.key).is_err() {
                findings.add(Kind::Diverged, format!("lane {id}: {} is not signed by its key", signed.seq));
            }
            (seq, hash) = (signed.seq, signed.hash());
        }
        if (lane.info.last_seq, lane.info.last_hash) != (seq, hash) {
            findings.add(Kind::Diverged, format!("lane {id}: stands at {}, has {seq}", lane.info.last_seq));
        }
    }
    Ok(())
}
