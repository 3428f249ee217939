//! What a phone's databases say, read from outside.

use sqlx::{Row as _, sqlite::SqliteRow};
use waybill_client::device::LaneFolder;
use waybill_domain::{DeliveryId, Envelope, LaneId};

use super::{check::lanes_of, ledger::Deed, look, phone::Phone, time, world::World};

impl Phone {
    /// Writes what `lane` has queued into the ledger: from now on it must not be lost. How much of it was new there.
    pub(super) fn note_queue(&self, world: &World, lane: LaneId) -> usize {
        let mut ledger = world.ledger.open();
        let mut new = 0;
        for row in self.rows(self.folder_of(lane), "select cmd_id, envelope from outbox order by seq") {
            if row.get::<&str, _>("cmd_id").parse().is_ok_and(|id| ledger.deeds.contains_key(&id)) {
                continue;
            }
            let Ok(envelope) = serde_json::from_str::<Envelope>(row.get("envelope")) else { continue };
            let deed = Deed {
                by: self.name.clone(),
                organization: self.organization,
                delivery: envelope.delivery_id,
                name: envelope.command.name().to_owned(),
                class: envelope.command.class(),
                at_ms: time::elapsed_ms(),
                kept: true,
            };
            new += usize::from(ledger.deeds.insert(envelope.cmd_id, deed).is_none());
        }
        new
    }

    /// Whether the lane's queue has, or had, such a command.
    pub(super) fn has(&self, lane: LaneId, delivery: DeliveryId, name: &str) -> bool {
        let of = format!("where delivery_id = '{delivery}' and name = '{name}'");
        let sql = format!("select 1 from outbox {of} union all select 1 from outcomes {of}");
        !self.rows(self.folder_of(lane), &sql).is_empty()
    }

    /// The first lane of the folder in which `lane` goes on.
    fn folder_of(&self, lane: LaneId) -> LaneId {
        let speaks = |folder: &LaneId| {
            let rows = self.rows(*folder, "select value from meta where key = 'lane'");
            rows.iter().any(|row| row.get::<&str, _>("value").trim_matches('"') == lane.to_string())
        };
        let folders = lanes_of(self).unwrap_or_default();
        if folders.contains(&lane) {
            return lane;
        }
        folders.into_iter().find(speaks).unwrap_or(lane)
    }

    /// Looks into the database in a lane's folder; one that is not there has nothing.
    pub(super) fn rows(&self, folder: LaneId, sql: &str) -> Vec<SqliteRow> {
        let file = LaneFolder::new(&self.data, folder).database();
        look::rows(&self.disk, &file, sql).unwrap_or_default()
    }
}
