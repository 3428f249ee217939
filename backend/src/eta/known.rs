//! What a fleet has learned, in memory, and which hour it is there.

use std::sync::Arc;

use sqlx::SqliteConnection;
use waybill_domain::{OrganizationId, Timestamp};
use waybill_routing::eta::{Hours, Learned};

use crate::{
    App,
    store::{Result, learned, organizations},
};

/// What a fleet has learned.
///
/// # Errors
/// Where the database fails.
pub async fn learned_of(app: &App, organization: OrganizationId) -> Result<Arc<Learned>> {
    if let Some(learned) = app.arrivals.learned(organization) {
        return Ok(learned);
    }
    let mut snapshot = app.store.snapshot().await?;
    let learned = Arc::new(learned::all(&mut snapshot, organization).await?);
    drop(snapshot);
    app.arrivals.keep(organization, learned.clone());
    Ok(learned)
}

/// The hours of the fleet's time zone at `now`; UTC where the zone's name means nothing here.
pub(crate) async fn hours_of(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    now: Timestamp,
) -> Result<Hours> {
    let info = organizations::get(conn, organization).await?;
    let zone = info.and_then(|info| jiff::tz::TimeZone::get(&info.time_zone).ok());
    let instant = jiff::Timestamp::from_millisecond(now.as_millis()).unwrap_or_default();
    Ok(Hours { offset_s: zone.map_or(0, |zone| zone.to_offset(instant).seconds()) })
}
