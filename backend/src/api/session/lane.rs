//! `POST /api/v1/session/lane`.

use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{AppendHeaders, IntoResponse, Response},
};
use waybill_domain::protocol::{NewLane, SignedIn};

use super::sign_in::{begin, device_key, not_revoked};
use crate::{
    App,
    api::{ApiError, ApiResult, Json},
    auth::Signed,
    store::{StoreError, lanes, members},
};

/// Opens another lane for the same member on the same device, with a session of its own: the phone was restored from a
/// copy, or has lost its key. The lane before it counts as closed.
#[utoipa::path(
    post, path = "/api/v1/session/lane", tag = "session", request_body = NewLane,
    responses(
        (status = 200, body = SignedIn),
        (status = 403, description = "`wrong_lane`, `device_revoked`", body = waybill_domain::Problem),
    )
)]
pub(super) async fn new_lane(
    State(app): State<App>,
    signed: Signed,
    Json(ask): Json<NewLane>,
) -> ApiResult<Response> {
    let key = device_key(&ask.device)?;
    let mut snapshot = app.store.snapshot().await?;
    let before = match signed.lane {
        Some(lane) => lanes::get(&mut snapshot, signed.organization, lane).await?,
        None => None,
    };
    let account = members::get(&mut snapshot, signed.organization, signed.member).await?;
    drop(snapshot);
    let own = before.filter(|lane| lane.info.id == ask.replaces && lane.device == ask.device.id.to_string());
    let Some(before) = own else {
        let title = "another lane is opened by the session of the lane that it replaces, on the same device";
        return Err(ApiError::new(StatusCode::FORBIDDEN, "wrong_lane", title));
    };
    not_revoked(&app, signed.member, &ask.device).await?;
    let account = account.ok_or_else(ApiError::not_signed_in)?;
    let (answer, _) = begin(&app, account, Some((ask.device, key))).await?;
    if let Some(lane) = answer.lane.as_ref().map(|lane| lane.id).filter(|id| *id != before.info.id) {
        let now = app.clock.now();
        app.store
            .tx(move |tx| {
                Box::pin(async move {
                    lanes::close(tx.conn(), before.info.id, lane, now).await?;
                    Ok::<_, StoreError>(())
                })
            })
            .await?;
    }
    let no_store = (header::CACHE_CONTROL, "no-store");
    let answer: SignedIn = answer;
    Ok((AppendHeaders([no_store]), Json(answer)).into_response())
}
