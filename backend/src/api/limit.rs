//! How often one member may ask what costs the server, or somebody else's, some work.

use axum::http::StatusCode;
use waybill_domain::MemberId;

use super::{ApiError, ApiResult};
use crate::App;

/// Counts a question of `member`; refuses it where there were `most` of its kind in 15 minutes.
pub(super) fn per_member(app: &App, what: &str, member: MemberId, most: u32) -> ApiResult<()> {
    app.lookups.begin(&format!("{what} {member}"), most, app.clock.now()).map_err(|wait| {
        let title = "too many requests; wait a little";
        ApiError::new(StatusCode::TOO_MANY_REQUESTS, "too_many", title).retry_after(wait.retry_after_s)
    })
}
