//! Hours, depots, vehicles, zones, rosters, and what follows from them.

mod calendar;
mod depots;
mod geofences;
mod holidays;
mod promise;
mod rosters;
mod shifts;
mod vehicles;
mod zones;

use axum::http::StatusCode;
use serde::Deserialize;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use waybill_domain::{calls::Kept, problem::FieldError};

use super::{ApiError, ApiResult, Json};
use crate::{
    App,
    auth::Signed,
    service::operations::{self, Item, KeepError},
};

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(calendar::read, calendar::write))
        .routes(routes!(holidays::import))
        .routes(routes!(depots::list))
        .routes(routes!(depots::put, depots::remove))
        .routes(routes!(vehicles::list))
        .routes(routes!(vehicles::put, vehicles::remove))
        .routes(routes!(zones::list))
        .routes(routes!(zones::put, zones::remove))
        .routes(routes!(rosters::list))
        .routes(routes!(rosters::read, rosters::put))
        .routes(routes!(shifts::list))
        .routes(routes!(promise::read))
        .routes(routes!(geofences::list))
}

/// On what a change is based.
#[derive(Clone, Copy, Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Basis {
    /// The revision that the change was made on, 0 for what is new; where another came meanwhile the answer is
    /// `stale_revision`.
    base_rev: u64,
}

/// All items of a kind, for everybody who works.
async fn list<T: Item>(app: &App, signed: Signed) -> ApiResult<Json<Vec<Kept<T>>>> {
    signed.crew()?;
    let mut snapshot = app.store.snapshot().await?;
    Ok(Json(operations::list(&mut snapshot, signed.organization).await?))
}

/// Writes an item. For admins and dispatchers.
async fn put<T: Item>(
    app: &App,
    signed: Signed,
    id: Uuid,
    basis: Basis,
    item: T,
) -> ApiResult<(StatusCode, Json<Kept<T>>)> {
    signed.dispatch()?;
    let kept = operations::put(app, signed, id, basis.base_rev, item).await?;
    let status = if basis.base_rev == 0 { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Json(kept)))
}

/// Removes an item. For admins and dispatchers.
async fn remove<T: Item>(app: &App, signed: Signed, id: Uuid, basis: Basis) -> ApiResult<StatusCode> {
    signed.dispatch()?;
    operations::remove(app, signed, T::KIND, id, basis.base_rev).await?;
    Ok(StatusCode::NO_CONTENT)
}

impl From<KeepError> for ApiError {
    fn from(error: KeepError) -> Self {
        match error {
            KeepError::Invalid(errors) => Self::invalid(errors),
            KeepError::Stale { current, .. } => {
                let rule = match current {
                    0 => "must be 0: it is not there".to_owned(),
                    current => format!("must be the present revision, {current}"),
                };
                Self::new(StatusCode::CONFLICT, "stale_revision", error.to_string())
                    .fields(vec![FieldError::new("base_rev", rule)])
                    .detail("Nothing was changed. Read it again and repeat the change.")
            }
            KeepError::Unknown(kind) => Self::unknown(kind.as_str()),
            KeepError::InUse(_) => Self::new(StatusCode::CONFLICT, "in_use", error.to_string())
                .detail("Nothing was changed. Take it out of the rosters and profiles first."),
            KeepError::Store(error) => error.into(),
        }
    }
}
