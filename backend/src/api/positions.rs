//! Positions in, positions out.

use axum::{extract::State, http::StatusCode};
use utoipa_axum::{router::OpenApiRouter, routes};
use waybill_domain::{
    Problem, Role,
    protocol::{DriverPosition, FIXES_MAX, FixBatch, FixReceipt},
};

use super::{ApiError, ApiResult, Json};
use crate::{
    App,
    auth::Signed,
    realtime::{Sent, sees_position, take_fixes},
    store::positions::Source,
};

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(send, list))
}

/// Takes a batch of fixes of the driver who sends it.
///
/// In any order; one that is known already does no harm. Each is stored at its own time, and the live marker moves
/// only to a newer one. Where `sent_at` shows that the device's clock is off by more than 5 minutes, times are put right by the
/// difference. A fix more than 5 minutes ahead of the server's clock is refused and counted; the others of its
/// batch are stored. Accuracy, speed, heading or battery out of their range mean "unknown", as phones use them.
#[utoipa::path(post, path = "/api/v1/positions", tag = "positions", request_body = FixBatch,
    responses((status = 200, body = FixReceipt), (status = 403, description = "Only drivers send positions.", body = Problem),
        (status = 413, description = "More than 1,000 fixes.", body = Problem),
        (status = 422, description = "A fix is not on the earth; the error names it.", body = Problem)))]
async fn send(
    State(app): State<App>,
    signed: Signed,
    Json(batch): Json<FixBatch>,
) -> ApiResult<Json<FixReceipt>> {
    if signed.role != Role::Driver {
        return Err(ApiError::forbidden());
    }
    if batch.fixes.len() > FIXES_MAX {
        let title = format!("at most {FIXES_MAX} fixes are taken at once");
        return Err(ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", title));
    }
    let source = Source { organization: signed.organization, member: signed.member, device: batch.device };
    let sent = Sent { fixes: batch.fixes, at: batch.sent_at, shift: batch.shift };
    Ok(Json(take_fixes(&app, source, sent).await?))
}

/// Where drivers are: all of them for dispatch, itself for a driver.
#[utoipa::path(get, path = "/api/v1/positions", tag = "positions",
    responses((status = 200, description = "The newest fix of each driver that has one.", body = Vec<DriverPosition>)))]
async fn list(State(app): State<App>, signed: Signed) -> ApiResult<Json<Vec<DriverPosition>>> {
    signed.crew()?;
    let mut all = app.positions.all(signed.organization);
    all.retain(|position| sees_position(signed.actor(), position.member));
    Ok(Json(all))
}
