//! `/api/v1/members/{id}/profile`.

use axum::extract::State;
use sqlx::SqliteConnection;
use waybill_domain::{MemberId, OrganizationId, Problem, Role, calls::DriverProfile, dispatch::Profile};

use crate::{
    App,
    api::{ApiError, ApiResult, Json, Path},
    auth::Signed,
    store::{
        dispatch::{profiles, tallies},
        members,
    },
};

/// What dispatch knows about a driver.
#[utoipa::path(
    get, path = "/api/v1/members/{id}/profile", tag = "dispatch",
    params(("id" = String, Path, description = "The driver's id")),
    responses((status = 200, body = DriverProfile), (status = 404, description = "`unknown`", body = Problem))
)]
pub(super) async fn get(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<MemberId>,
) -> ApiResult<Json<DriverProfile>> {
    signed.dispatch()?;
    let mut snapshot = app.store.snapshot().await?;
    is_driver(&mut snapshot, signed.organization, id).await?;
    Ok(Json(read(&mut snapshot, signed.organization, id).await?))
}

/// Sets what dispatch knows about a driver; what is absent becomes the default. How offers ended is counted by the server.
#[utoipa::path(
    put, path = "/api/v1/members/{id}/profile", tag = "dispatch", request_body = Profile,
    params(("id" = String, Path, description = "The driver's id")),
    responses(
        (status = 200, body = DriverProfile),
        (status = 404, description = "`unknown`", body = Problem),
        (status = 422, description = "`invalid`", body = Problem),
    )
)]
pub(super) async fn put(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<MemberId>,
    Json(new): Json<Profile>,
) -> ApiResult<Json<DriverProfile>> {
    signed.dispatch()?;
    let errors = new.check();
    if !errors.is_empty() {
        return Err(ApiError::invalid(errors));
    }
    let organization = signed.organization;
    let profile = app
        .store
        .tx(move |tx| {
            Box::pin(async move {
                is_driver(tx.conn(), organization, id).await?;
                profiles::put(tx.conn(), organization, id, &new).await?;
                read(tx.conn(), organization, id).await
            })
        })
        .await?;
    app.fleet.touch(organization, id);
    Ok(Json(profile))
}

/// 404 where there is no such member, 422 where that is no driver.
pub(in crate::api) async fn is_driver(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    id: MemberId,
) -> ApiResult<()> {
    let account = members::get(conn, organization, id).await?.ok_or_else(|| ApiError::unknown("member"))?;
    match account.member.role {
        Role::Driver => Ok(()),
        _ => Err(ApiError::field("id", "must be a driver")),
    }
}

async fn read(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    id: MemberId,
) -> ApiResult<DriverProfile> {
    let profile = profiles::get(conn, organization, id).await?;
    let (offers, declined_at) = tallies::get(conn, organization, id).await?;
    Ok(DriverProfile { member: id, profile, offers, declined_at })
}
