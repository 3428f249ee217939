//! Another lane follows: opened by the session of the one before it, so that nobody has to sign in.

use waybill_domain::protocol::{NewLane, SignedIn};

use super::job::Report;
use crate::{
    ClientError, keys,
    lane::Lane,
    wire::{self, WireError, WireRequest},
};

/// Opens the lane that follows, and goes on in it with all that waits.
pub(super) async fn succeed(lane: &Lane) -> Result<Report, ClientError> {
    let key = keys::next(&lane.secrets, lane.home).await?;
    let ask = NewLane { device: lane.device_info(&key), replaces: lane.id() };
    let reply = lane.account.send(WireRequest::json("POST", "/api/v1/session/lane", &ask)?).await?;
    let signed: SignedIn = match wire::json(&reply) {
        Ok(signed) => signed,
        // A server that does not know this, or does not want it: whoever signs in gets another lane as well.
        Err(WireError::Problem(refused)) if matches!(refused.problem.status, 403..=405) => {
            return Err(WireError::SignInNeeded.into());
        }
        Err(error) => return Err(error.into()),
    };
    let (Some(tokens), Some(stands)) = (signed.tokens, signed.lane) else {
        return Err(WireError::Unreadable("the server opened no lane".to_owned()).into());
    };
    if stands.id == lane.id() {
        // That key is this lane's already: the next try makes another.
        keys::forget_next(&lane.secrets, lane.home).await?;
        return Err(WireError::Unreadable("the server opened the same lane again".to_owned()).into());
    }
    // In this order: after a crash, the server tells the same key that it has this lane.
    keys::save(&lane.secrets, stands.id, &key).await?;
    lane.account.take(tokens).await;
    let before = lane.id();
    lane.follow(stands, &key, signed.session).await?;
    keys::forget_next(&lane.secrets, lane.home).await.unwrap_or_else(|error| {
        tracing::warn!(%error, "a spent key stays in the keystore");
    });
    tracing::warn!(%before, now = %lane.id(), "this phone goes on in another lane");
    Ok(Report { changed: true, ..Report::default() })
}
