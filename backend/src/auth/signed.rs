//! The extractor of protected routes.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, Method, StatusCode, header, request::Parts},
};
use uuid::Uuid;
use waybill_domain::{LaneId, MemberId, OrganizationId, Role, member::Actor};

use super::{cookie, token::Token};
use crate::{App, api::ApiError, store::sessions};

/// Who is signed in. A handler that takes this answers 401 to everybody else.
#[derive(Clone, Copy, Debug)]
pub struct Signed {
    /// Who.
    pub member: MemberId,
    /// As what, by what the server knows now.
    pub role: Role,
    /// In whose organization; goes into every query.
    pub organization: OrganizationId,
    /// By which session.
    pub session: Uuid,
    /// With which lane; `None` for a browser.
    pub lane: Option<LaneId>,
}

impl Signed {
    /// As the rules know it.
    pub fn actor(&self) -> Actor {
        Actor { member: self.member, role: self.role }
    }

    /// Only for admins and dispatchers.
    pub fn dispatch(&self) -> Result<(), ApiError> {
        if self.role.is_dispatch() { Ok(()) } else { Err(ApiError::forbidden()) }
    }

    /// Only for admins.
    pub fn admin(&self) -> Result<(), ApiError> {
        if self.role.is_admin() { Ok(()) } else { Err(ApiError::forbidden()) }
    }

    /// Only for those who work on deliveries: admins, dispatchers, drivers.
    pub fn crew(&self) -> Result<(), ApiError> {
        match self.role {
            Role::Admin | Role::Dispatcher | Role::Driver => Ok(()),
            Role::Merchant | Role::Customer => Err(ApiError::forbidden()),
        }
    }
}

impl FromRequestParts<App> for Signed {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let token = match bearer(&parts.headers) {
            Some(token) => token,
            None => {
                let token = cookie::read(&parts.headers).ok_or_else(ApiError::not_signed_in)?;
                same_site(app, &parts.method, &parts.headers)?;
                token
            }
        };
        let now = app.clock.now();
        let mut snapshot = app.store.snapshot().await?;
        let found = sessions::by_access(&mut snapshot, &token.hash()).await?;
        drop(snapshot);
        let Some(found) = found.filter(|found| !found.ended && !found.disabled) else {
            return Err(ApiError::not_signed_in());
        };
        if found.expires_at <= now {
            if found.signed.lane.is_some() {
                let title = "the access token has expired; refresh it";
                return Err(ApiError::new(StatusCode::UNAUTHORIZED, "token_expired", title));
            }
            return Err(ApiError::not_signed_in());
        }
        if found.signed.lane.is_none() {
            slide(app, &found, &token).await?;
        }
        Ok(found.signed)
    }
}

fn bearer(headers: &HeaderMap) -> Option<Token> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| Token::from_client(token.trim()))
}

/// A browser's session lives on while it is used. Written once an hour at most.
async fn slide(app: &App, found: &sessions::Found, token: &Token) -> Result<(), ApiError> {
    let now = app.clock.now();
    let full = app.config.browser_days * 86_400_000;
    if found.expires_at.since(now) > full - 3_600_000 {
        return Ok(());
    }
    let (hash, session) = (token.hash(), found.signed.session);
    app.store
        .tx(move |tx| {
            Box::pin(
                async move { sessions::slide(tx.conn(), session, &hash, now.plus_millis(full), now).await },
            )
        })
        .await
        .map_err(ApiError::from)
}

/// A request that changes something and is signed by a cookie must come from our own pages.
fn same_site(app: &App, method: &Method, headers: &HeaderMap) -> Result<(), ApiError> {
    same_origin(app, headers)?;
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return Ok(());
    }
    if headers.get("x-waybill").is_some_and(|value| value == "1") {
        return Ok(());
    }
    let title = "a change signed by a cookie must carry the header x-waybill: 1";
    Err(ApiError::new(StatusCode::FORBIDDEN, "csrf", title))
}

/// Where a browser says which page a request comes from, that page must be ours: of the host that was asked, or of the
/// configured public URL.
pub fn same_origin(app: &App, headers: &HeaderMap) -> Result<(), ApiError> {
    let Some(origin) = headers.get(header::ORIGIN) else {
        return Ok(());
    };
    let origin = origin.to_str().unwrap_or_default();
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let of_host = origin.split_once("://").is_some_and(|(_, rest)| Some(rest) == host);
    let public = app.config.public_url.trim_end_matches('/');
    if of_host || (!public.is_empty() && origin == public) {
        return Ok(());
    }
    let title = "this page may not use the API with a cookie";
    Err(ApiError::new(StatusCode::FORBIDDEN, "wrong_origin", title))
}
