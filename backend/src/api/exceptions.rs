//! What a person must look at.

use axum::extract::State;
use serde::Deserialize;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use waybill_domain::{
    Command, CommandId, ExceptionId,
    calls::{ExceptionCase, ExceptionPage, ListExceptions},
    validate::NOTES_MAX,
};

use super::{ApiError, ApiResult, Json, Path, Query};
use crate::{
    App,
    auth::Signed,
    service::{self, Order, cases},
    store::exceptions::{self, Filter},
};

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(one)).routes(routes!(resolve))
}

/// Exceptions, the newest first, each with what either side says.
#[utoipa::path(
    get, path = "/api/v1/exceptions", tag = "exceptions", params(ListExceptions),
    responses((status = 200, body = ExceptionPage))
)]
async fn list(
    State(app): State<App>,
    signed: Signed,
    Query(query): Query<ListExceptions>,
) -> ApiResult<Json<ExceptionPage>> {
    signed.dispatch()?;
    let limit = query.limit.unwrap_or(50);
    if !(1..=200).contains(&limit) {
        return Err(ApiError::field("limit", "must be 1 to 200"));
    }
    let kind = Some(query.kind).filter(|kind| !kind.is_empty());
    let filter = Filter { open: query.open, kind, before: query.before };
    let mut snapshot = app.store.snapshot().await?;
    let conn = &mut *snapshot;
    let mut rows = exceptions::list(conn, signed.organization, &filter, limit + 1).await?;
    let more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    let next = rows.last().filter(|_| more).map(|last| last.opened_seq);
    let mut items = Vec::with_capacity(rows.len());
    for row in rows {
        items.push(cases::case(conn, signed.organization, row).await?);
    }
    Ok(Json(ExceptionPage { items, next }))
}

/// One exception with what either side says.
#[utoipa::path(
    get, path = "/api/v1/exceptions/{id}", tag = "exceptions",
    params(("id" = String, Path, description = "The exception's id")),
    responses(
        (status = 200, body = ExceptionCase),
        (status = 404, description = "`unknown`", body = waybill_domain::Problem),
    )
)]
async fn one(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<ExceptionId>,
) -> ApiResult<Json<ExceptionCase>> {
    signed.dispatch()?;
    Ok(Json(find(&app, &signed, id).await?))
}

/// What was found.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct Found {
    /// In words.
    note: String,
}

/// Resolves an exception. That is an event of the log like any other: it is not undone.
#[utoipa::path(
    post, path = "/api/v1/exceptions/{id}/resolve", tag = "exceptions", request_body = Found,
    params(("id" = String, Path, description = "The exception's id")),
    responses(
        (status = 200, body = ExceptionCase),
        (status = 404, description = "`unknown`, or resolved already.", body = waybill_domain::Problem),
    )
)]
async fn resolve(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<ExceptionId>,
    Json(Found { note }): Json<Found>,
) -> ApiResult<Json<ExceptionCase>> {
    signed.dispatch()?;
    let note = note.trim().to_owned();
    if note.is_empty() {
        return Err(ApiError::field("note", "must not be empty"));
    }
    if note.chars().count() > NOTES_MAX {
        return Err(ApiError::field("note", format!("must be at most {NOTES_MAX} characters")));
    }
    let case = find(&app, &signed, id).await?;
    let order = Order {
        organization: signed.organization,
        actor: signed.actor(),
        lane: None,
        cmd_id: CommandId(Uuid::now_v7()),
        delivery: case.delivery,
        command: Command::ResolveException { exception: id, note },
        base_rev: None,
        at: app.clock.now(),
    };
    service::submit(&app, order).await?.accepted()?;
    Ok(Json(find(&app, &signed, id).await?))
}

async fn find(app: &App, signed: &Signed, id: ExceptionId) -> ApiResult<ExceptionCase> {
    let mut snapshot = app.store.snapshot().await?;
    let row = exceptions::get(&mut snapshot, signed.organization, id).await?;
    let row = row.ok_or_else(|| ApiError::unknown("exception"))?;
    Ok(cases::case(&mut snapshot, signed.organization, row).await?)
}
