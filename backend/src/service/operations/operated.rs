//! Operated made ready to be asked, in memory.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use serde::de::DeserializeOwned;
use sqlx::SqliteConnection;
use waybill_domain::{
    MemberId, OrganizationId,
    calendar::Local,
    id::{DepotId, VehicleId, ZoneId},
    operations::{Operations, Parts},
};

use crate::store::{
    Result, StoreError,
    operations::{Kind, Row, items},
    organizations,
};

/// The plan of each organization that was asked for, at the revision at which it was read. Whoever asks does so in a
/// transaction and gets the plan of that moment; where nothing was changed since, without reading it again.
#[derive(Debug, Default)]
pub struct Operated {
    known: Mutex<HashMap<OrganizationId, (u64, Arc<Operations>)>>,
}

impl Operated {
    /// The plan of an organization. Not in a transaction that has changed it: that may yet be undone.
    pub async fn of(
        &self,
        conn: &mut SqliteConnection,
        organization: OrganizationId,
    ) -> Result<Arc<Operations>> {
        let rev = items::head(conn, organization).await?;
        let known = self.lock().get(&organization).filter(|(known, _)| *known == rev).cloned();
        if let Some((_, operations)) = known {
            return Ok(operations);
        }
        let operations = Arc::new(load(conn, organization).await?);
        self.lock().insert(organization, (rev, operations.clone()));
        Ok(operations)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<OrganizationId, (u64, Arc<Operations>)>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn load(conn: &mut SqliteConnection, organization: OrganizationId) -> Result<Operations> {
    let zone = organizations::get(conn, organization).await?.map(|info| info.time_zone).unwrap_or_default();
    let mut parts = Parts::default();
    for row in items::all(conn, organization, None).await? {
        match row.kind.as_str() {
            kind if kind == Kind::Calendar.as_str() => parts.calendar = read(&row)?,
            kind if kind == Kind::Depot.as_str() => drop(parts.depots.insert(DepotId(row.id), read(&row)?)),
            kind if kind == Kind::Vehicle.as_str() => {
                drop(parts.vehicles.insert(VehicleId(row.id), read(&row)?));
            }
            kind if kind == Kind::Zone.as_str() => drop(parts.zones.insert(ZoneId(row.id), read(&row)?)),
            kind if kind == Kind::Roster.as_str() => {
                drop(parts.rosters.insert(MemberId(row.id), read(&row)?));
            }
            other => return Err(StoreError::Corrupt(format!("kind: {other}"))),
        }
    }
    Ok(Operations::new(parts, clock(&zone).unwrap_or_else(Local::utc), clock))
}

fn read<T: DeserializeOwned>(row: &Row) -> Result<T> {
    serde_json::from_str(&row.body).map_err(|e| StoreError::Corrupt(format!("{} {}: {e}", row.kind, row.id)))
}

/// The clock of a time zone by its IANA name.
pub(super) fn clock(name: &str) -> Option<Local> {
    jiff::tz::TimeZone::get(name).ok().map(Local::new)
}
