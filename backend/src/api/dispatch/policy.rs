//! `/api/v1/dispatch/policy`.

use axum::extract::State;
use waybill_domain::{Problem, dispatch::Settings};

use crate::{
    App,
    api::{ApiError, ApiResult, Json},
    auth::Signed,
    store::{StoreError, dispatch::settings},
};

/// How deliveries are handed out.
#[utoipa::path(get, path = "/api/v1/dispatch/policy", tag = "dispatch", responses((status = 200, body = Settings)))]
pub(super) async fn get(State(app): State<App>, signed: Signed) -> ApiResult<Json<Settings>> {
    signed.dispatch()?;
    let mut snapshot = app.store.snapshot().await?;
    Ok(Json(settings::get(&mut snapshot, signed.organization).await?))
}

/// Sets how deliveries are handed out; what is absent becomes the default. Offers that are open stay as they are.
#[utoipa::path(
    put, path = "/api/v1/dispatch/policy", tag = "dispatch", request_body = Settings,
    responses((status = 200, body = Settings), (status = 422, description = "`invalid`", body = Problem))
)]
pub(super) async fn put(
    State(app): State<App>,
    signed: Signed,
    Json(new): Json<Settings>,
) -> ApiResult<Json<Settings>> {
    signed.dispatch()?;
    let errors = new.check();
    if !errors.is_empty() {
        return Err(ApiError::invalid(errors));
    }
    let organization = signed.organization;
    app.store
        .tx(move |tx| {
            Box::pin(async move {
                settings::put(tx.conn(), organization, &new).await?;
                Ok::<_, StoreError>(Json(new))
            })
        })
        .await
        .map_err(ApiError::from)
}
