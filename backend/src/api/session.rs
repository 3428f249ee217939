//! Signing in, staying signed in, signing out.

mod lane;
mod refresh;
mod sign_in;

pub(super) use sign_in::address;

use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{AppendHeaders, IntoResponse},
};
use utoipa_axum::{router::OpenApiRouter, routes};
use waybill_domain::protocol::SessionInfo;

use super::{ApiError, ApiResult, Json};
use crate::{
    App,
    auth::{Signed, forget_cookie},
    store::{members, organizations, sessions},
};

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(sign_in::sign_in, who, sign_out))
        .routes(routes!(refresh::refresh))
        .routes(routes!(lane::new_lane))
}

/// Who is signed in.
#[utoipa::path(get, path = "/api/v1/session", tag = "session", responses((status = 200, body = SessionInfo)))]
async fn who(State(app): State<App>, signed: Signed) -> ApiResult<Json<SessionInfo>> {
    let mut snapshot = app.store.snapshot().await?;
    let account = members::get(&mut snapshot, signed.organization, signed.member).await?;
    let organization = organizations::get(&mut snapshot, signed.organization).await?;
    match (account, organization) {
        (Some(account), Some(organization)) => Ok(Json(SessionInfo { member: account.member, organization })),
        _ => Err(ApiError::not_signed_in()),
    }
}

/// Ends this session: its tokens and its cookie are worth nothing from now on.
#[utoipa::path(delete, path = "/api/v1/session", tag = "session", responses((status = 204)))]
async fn sign_out(State(app): State<App>, signed: Signed) -> ApiResult<impl IntoResponse> {
    let now = app.clock.now();
    app.store
        .tx(move |tx| Box::pin(async move { sessions::end(tx.conn(), signed.session, now).await }))
        .await?;
    app.hub.recheck(signed.organization);
    Ok((StatusCode::NO_CONTENT, AppendHeaders([(header::SET_COOKIE, forget_cookie(&app))])))
}
