//! `PATCH /api/v1/members/{id}`.

use axum::{extract::State, http::StatusCode};
use serde::Deserialize;
use waybill_domain::{Member, MemberId, Role};

use crate::{
    App,
    api::{ApiError, ApiResult, Json, Path},
    auth::Signed,
    service::{self, PeopleError},
    store::{StoreError, members, sessions},
};

/// What changes about a member; what is absent stays.
#[derive(Default, Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct MemberPatch {
    /// First and last name.
    name: Option<String>,
    /// What the member may do.
    role: Option<Role>,
    /// What a driver drives.
    vehicle: Option<String>,
    /// In any form that can be dialled.
    phone: Option<String>,
    /// A disabled member cannot sign in.
    disabled: Option<bool>,
    /// A new password ends all other sessions of the member.
    password: Option<String>,
}

/// Changes a member. For admins, who cannot lock themselves out.
#[utoipa::path(
    patch, path = "/api/v1/members/{id}", tag = "members", request_body = MemberPatch,
    params(("id" = String, Path, description = "The member's id")),
    responses(
        (status = 200, body = Member),
        (status = 409, description = "`own_account`", body = waybill_domain::Problem),
    )
)]
pub(super) async fn change(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<MemberId>,
    Json(patch): Json<MemberPatch>,
) -> ApiResult<Json<Member>> {
    signed.admin()?;
    let own = id == signed.member;
    if own && (patch.disabled == Some(true) || patch.role.is_some_and(|role| !role.is_admin())) {
        let title = "an admin cannot disable or demote the own account";
        return Err(ApiError::new(StatusCode::CONFLICT, "own_account", title));
    }
    let mut snapshot = app.store.snapshot().await?;
    let known = members::get(&mut snapshot, signed.organization, id).await?;
    drop(snapshot);
    let mut trial = known.ok_or_else(|| ApiError::unknown("member"))?.member;
    merge(&mut trial, &patch);
    let errors = service::check(&trial, patch.password.as_deref());
    if !errors.is_empty() {
        return Err(ApiError::invalid(errors));
    }
    let password_hash = match &patch.password {
        Some(password) => Some(app.passwords.hash(password.clone()).await.map_err(PeopleError::from)?),
        None => None,
    };
    let now = app.clock.now();
    let changed = app
        .store
        .tx(move |tx| {
            Box::pin(async move {
                let Some(mut account) = members::get(tx.conn(), signed.organization, id).await? else {
                    return Ok(None);
                };
                merge(&mut account.member, &patch);
                let new_password = password_hash.is_some();
                if let Some(hash) = password_hash {
                    account.password_hash = hash;
                }
                members::update(tx.conn(), &account).await?;
                if new_password || account.member.disabled {
                    let but = own.then_some(signed.session);
                    sessions::end_all(tx.conn(), id, but, now).await?;
                }
                Ok::<_, StoreError>(Some(account.member))
            })
        })
        .await?;
    app.hub.recheck(signed.organization);
    changed.map(Json).ok_or_else(|| ApiError::unknown("member"))
}

fn merge(member: &mut Member, patch: &MemberPatch) {
    if let Some(name) = &patch.name {
        name.trim().clone_into(&mut member.name);
    }
    if let Some(role) = patch.role {
        member.role = role;
    }
    if let Some(vehicle) = &patch.vehicle {
        member.vehicle.clone_from(vehicle);
    }
    if let Some(phone) = &patch.phone {
        member.phone.clone_from(phone);
    }
    if let Some(disabled) = patch.disabled {
        member.disabled = disabled;
    }
}
