//! From a link's token to what it stands for.

use std::net::SocketAddr;

use axum::http::{HeaderMap, StatusCode};
use waybill_domain::{Delivery, Timestamp, protocol::OrganizationInfo};

use crate::{
    App,
    api::{ApiError, ApiResult, session},
    store::{deliveries, members, organizations, tracking},
};

/// Days after its end for which a delivery can be followed.
const DAYS: i64 = 30;
/// Requests from one network address in 15 minutes: a whole office may look at the same time.
const MOST: u32 = 3_000;
/// Links that lead nowhere from one network address in 15 minutes. Guessing 128 bits is hopeless anyway; this keeps it
/// cheap as well.
const MOST_WRONG: u32 = 100;

/// A delivery that may be followed.
pub(super) struct Followed {
    pub(super) delivery: Delivery,
    pub(super) organization: OrganizationInfo,
    /// The driver's first name.
    pub(super) driver: Option<String>,
}

/// What `token` stands for; 404 where it is not known or its time is over, and both look the same.
pub(super) async fn look_up(
    app: &App,
    peer: SocketAddr,
    headers: &HeaderMap,
    token: &str,
) -> ApiResult<Followed> {
    let (address, now) = (session::address(app, peer, headers), app.clock.now());
    let slow_down = |wait: crate::auth::TooMany| {
        ApiError::new(StatusCode::TOO_MANY_REQUESTS, "too_many", "too many requests; wait a little")
            .retry_after(wait.retry_after_s)
    };
    app.lookups.begin(&format!("track {address}"), MOST, now).map_err(slow_down)?;
    match find(app, token, now).await? {
        Some(followed) => Ok(followed),
        None => {
            app.lookups.begin(&format!("track wrong {address}"), MOST_WRONG, now).map_err(slow_down)?;
            Err(ApiError::unknown("link"))
        }
    }
}

/// The same for a link that was looked up a moment ago.
pub(super) async fn find(app: &App, token: &str, now: Timestamp) -> ApiResult<Option<Followed>> {
    let mut snapshot = app.store.snapshot().await?;
    let conn = &mut *snapshot;
    let Some((organization, id)) = tracking::by_token(conn, token).await? else {
        return Ok(None);
    };
    let delivery = deliveries::get(conn, organization, id).await?;
    let Some(delivery) = delivery.filter(|delivery| !is_over(delivery, now)) else {
        return Ok(None);
    };
    let driver = match delivery.driver {
        Some(driver) => members::get(conn, organization, driver).await?,
        None => None,
    };
    let driver = driver.and_then(|account| first_name(&account.member.name));
    let Some(organization) = organizations::get(conn, organization).await? else {
        return Ok(None);
    };
    Ok(Some(Followed { delivery, organization, driver }))
}

fn is_over(delivery: &Delivery, now: Timestamp) -> bool {
    let ended = delivery.times.completed.max(delivery.times.cancelled);
    let ended = ended.filter(|_| delivery.state.is_final());
    ended.is_some_and(|at| now.since(at) > DAYS * 86_400_000)
}

fn first_name(name: &str) -> Option<String> {
    name.split_whitespace().next().map(ToOwned::to_owned)
}
