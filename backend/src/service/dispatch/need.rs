//! What a delivery asks of a driver.

use sqlx::SqliteConnection;
use waybill_domain::{
    Delivery, Timestamp,
    dispatch::{Need, Settings},
};
use waybill_routing::travel::{StraightLine, TravelMode};

use super::ways::ways;
use crate::{App, store::Result};

/// Milliseconds that a stop takes, until what is usual there is known.
const SERVICE_MS: i64 = 5 * 60_000;

/// What `delivery` asks of a driver, and whether it can be served at `now` at all.
pub(super) async fn need_of(
    conn: &mut SqliteConnection,
    app: &App,
    delivery: &Delivery,
    settings: &Settings,
    now: Timestamp,
) -> Result<Need> {
    let operations = app.operated.of(conn, delivery.organization).await?;
    let teams = operations.teams([delivery.pickup.point, delivery.dropoff.point]);
    let (from, to) = (delivery.pickup.point, delivery.dropoff.point);
    let ride = ways(app, &[(TravelMode::Car, from)], to).await.pop().flatten();
    // What no road leads to is for those to say who plan the day; it is no reason to ask nobody.
    let ride = ride.unwrap_or_else(|| StraightLine::default().leg(TravelMode::Car, from, to));
    Ok(Need {
        closed: operations.closed(delivery, i64::from(settings.ahead_min) * 60_000, now),
        work_ms: 2 * SERVICE_MS + (ride.seconds * 1_000.0) as i64,
        ..Need::by(delivery).in_zones(teams)
    })
}
