//! People and their roles.

mod change;

use axum::{extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use waybill_domain::{Member, MemberId, Role};

use super::{ApiError, ApiResult, Json};
use crate::{
    App,
    auth::Signed,
    service::{self, PeopleError},
    store::members,
};

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, add)).routes(routes!(change::change))
}

/// A member to be added.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct NewMember {
    /// First and last name.
    name: String,
    /// Signs in with it; one of its kind on this server.
    email: String,
    /// What the member may do.
    role: Role,
    /// At least 7 characters.
    password: String,
    /// For drivers: what they drive.
    #[serde(default)]
    vehicle: String,
    /// In any form that can be dialled.
    #[serde(default)]
    phone: String,
}

/// Everybody in the organization, by name.
#[utoipa::path(get, path = "/api/v1/members", tag = "members", responses((status = 200, body = Vec<Member>)))]
async fn list(State(app): State<App>, signed: Signed) -> ApiResult<Json<Vec<Member>>> {
    signed.crew()?;
    let mut snapshot = app.store.snapshot().await?;
    let mut members = members::all(&mut snapshot, signed.organization).await?;
    if !signed.role.is_dispatch() {
        // Colleagues know each other's names and phones, not what they sign in with.
        for member in members.iter_mut().filter(|member| member.id != signed.member) {
            member.email.clear();
        }
    }
    Ok(Json(members))
}

/// Adds a member. For admins.
#[utoipa::path(
    post, path = "/api/v1/members", tag = "members", request_body = NewMember,
    responses(
        (status = 201, body = Member),
        (status = 409, description = "`email_taken`", body = waybill_domain::Problem),
    )
)]
async fn add(
    State(app): State<App>,
    signed: Signed,
    Json(new): Json<NewMember>,
) -> ApiResult<(StatusCode, Json<Member>)> {
    signed.admin()?;
    let member = Member {
        id: MemberId(Uuid::now_v7()),
        name: new.name.trim().to_owned(),
        email: new.email.trim().to_lowercase(),
        role: new.role,
        vehicle: new.vehicle,
        phone: new.phone,
        disabled: false,
    };
    let added = service::enroll(&app, signed.organization, member, new.password).await?;
    Ok((StatusCode::CREATED, Json(added)))
}

impl From<PeopleError> for ApiError {
    fn from(error: PeopleError) -> Self {
        match error {
            PeopleError::Invalid(errors) => Self::invalid(errors),
            PeopleError::EmailTaken => Self::new(StatusCode::CONFLICT, "email_taken", error.to_string()),
            PeopleError::Password(error) => {
                tracing::error!(%error, "a password could not be hashed");
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "the server made a mistake")
            }
            PeopleError::Store(error) => error.into(),
        }
    }
}
