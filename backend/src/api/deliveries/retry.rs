//! `POST /api/v1/deliveries/{id}/retry`.

use axum::{extract::State, http::StatusCode};
use waybill_domain::{
    DeliveryId,
    calls::{Created, RetryDelivery},
    rules::{self, Again},
};

use super::create::make;
use crate::{
    App,
    api::{ApiError, ApiResult, Json, Path},
    auth::Signed,
    store::deliveries,
};

/// Makes the next attempt of a delivery that is completed: the same stops in other windows, and everything that was not
/// handed over. The same id again is answered 200 and changes nothing.
#[utoipa::path(
    post, path = "/api/v1/deliveries/{id}/retry", tag = "deliveries", request_body = RetryDelivery,
    params(("id" = String, Path, description = "The id of the attempt that failed")),
    responses(
        (status = 201, description = "The new delivery, with what hours, cut-offs and zones say against it", body = Created),
        (status = 200, description = "It had been made by the same call before", body = Created),
        (status = 409, description = "It is not completed, all was handed over, or it was sent out again already (`exists`)", body = waybill_domain::Problem),
        (status = 422, description = "`invalid`: for `attempt`, it was tried as often as the organization wants",
            body = waybill_domain::Problem),
    )
)]
pub(super) async fn retry(
    State(app): State<App>,
    signed: Signed,
    Path(of): Path<DeliveryId>,
    Json(ask): Json<RetryDelivery>,
) -> ApiResult<(StatusCode, Json<Created>)> {
    signed.dispatch()?;
    let mut snapshot = app.store.snapshot().await?;
    let failed = deliveries::get(&mut snapshot, signed.organization, of).await?;
    let failed = failed.ok_or_else(|| ApiError::unknown("delivery"))?;
    let next = deliveries::next_attempt(&mut snapshot, signed.organization, of).await?;
    drop(snapshot);
    if next.is_some_and(|next| next != ask.id) {
        let said = "somebody has sent it out again already";
        return Err(ApiError::new(StatusCode::CONFLICT, "exists", said).detail("Nothing was made."));
    }
    let again = Again { pickup: ask.pickup_window, dropoff: ask.dropoff_window, driver: ask.driver };
    make(&app, &signed, ask.id, rules::retry(&failed, &again)?).await
}
