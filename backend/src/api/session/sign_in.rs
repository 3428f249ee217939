//! `POST /api/v1/session`.

use std::net::{IpAddr, SocketAddr};

use axum::{
    extract::{ConnectInfo, State},
    http::{HeaderMap, StatusCode, header},
    response::{AppendHeaders, IntoResponse, Response},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::VerifyingKey;
use uuid::Uuid;
use waybill_domain::{
    LaneId, MemberId,
    protocol::{DeviceInfo, SessionInfo, SignIn, SignedIn, Tokens},
};

use crate::{
    App,
    api::{ApiError, ApiResult, Json},
    auth::{Token, TooMany, random, same_origin, set_cookie},
    certificate,
    store::{
        StoreError, lanes,
        members::{self, Account},
        organizations,
        sessions::{self, NewSession},
    },
};

/// How long it is remembered what the tokens of a session that is over were, in days.
const KEEP_DAYS: i64 = 30;

/// Signs in. With a device: opens a lane and answers tokens. Without: sets the browser's cookie.
#[utoipa::path(
    post, path = "/api/v1/session", tag = "session", security(()), request_body = SignIn,
    responses(
        (status = 200, body = SignedIn),
        (status = 401, description = "`wrong_credentials`", body = waybill_domain::Problem),
        (status = 429, description = "`too_many_tries`", body = waybill_domain::Problem),
    )
)]
pub(super) async fn sign_in(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    Json(ask): Json<SignIn>,
) -> ApiResult<Response> {
    let key = ask.device.as_ref().map(device_key).transpose()?;
    if key.is_none() {
        same_origin(&app, &headers)?;
    }
    let account = checked(&app, address(&app, peer, &headers), &ask).await?;
    if let Some(device) = &ask.device {
        not_revoked(&app, account.member.id, device).await?;
    }
    let (answer, cookie) = begin(&app, account, ask.device.zip(key)).await?;
    let cookie = cookie.map(|token| (header::SET_COOKIE, set_cookie(&app, &token)));
    let no_store = (header::CACHE_CONTROL, "no-store".parse().map_err(|_| ApiError::unknown("header"))?);
    Ok((AppendHeaders([Some(no_store), cookie].into_iter().flatten()), Json(answer)).into_response())
}

/// A revoked device begins no session; what it holds it can still hand in.
pub(super) async fn not_revoked(app: &App, member: MemberId, device: &DeviceInfo) -> ApiResult<()> {
    let mut snapshot = app.store.snapshot().await?;
    if lanes::is_revoked(&mut snapshot, member, &device.id.to_string()).await? {
        let title = "this device was revoked; ask your dispatcher";
        return Err(ApiError::new(StatusCode::FORBIDDEN, "device_revoked", title)
            .detail("What was done on it is still taken in."));
    }
    Ok(())
}

pub(super) fn device_key(device: &DeviceInfo) -> ApiResult<VerifyingKey> {
    for (field, value) in [("device.name", &device.name), ("device.platform", &device.platform)] {
        if value.chars().count() > 100 {
            return Err(ApiError::field(field, "must be at most 100 characters"));
        }
    }
    let bytes = STANDARD.decode(&device.public_key).ok().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
    let key = bytes.and_then(|bytes| VerifyingKey::from_bytes(&bytes).ok()).filter(|key| !key.is_weak());
    key.ok_or_else(|| {
        ApiError::field("device.public_key", "must be base64 of an Ed25519 public key of 32 bytes")
    })
}

/// The account, if the password is right and there were not too many wrong ones.
async fn checked(app: &App, address: IpAddr, ask: &SignIn) -> ApiResult<Account> {
    let (by_email, by_address) = (format!("e {}", ask.email.trim().to_lowercase()), format!("a {address}"));
    let now = app.clock.now();
    let too_many = |TooMany { retry_after_s }| {
        let title = "too many wrong passwords; wait before you try again";
        ApiError::new(StatusCode::TOO_MANY_REQUESTS, "too_many_tries", title).retry_after(retry_after_s)
    };
    app.attempts.begin(&by_address, app.config.sign_in_tries_per_address, now).map_err(too_many)?;
    app.attempts.begin(&by_email, app.config.sign_in_tries, now).map_err(too_many)?;
    let mut snapshot = app.store.snapshot().await?;
    let account = members::by_email(&mut snapshot, &ask.email).await?;
    drop(snapshot);
    let stored = account.as_ref().map(|account| account.password_hash.clone());
    // No real password is longer, and hashing takes time in its length.
    let password = ask.password.chars().take(1_000).collect();
    let right = app.passwords.verify(password, stored).await.map_err(|error| {
        tracing::error!(%error, "a password could not be checked");
        ApiError::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "the server made a mistake")
    })?;
    match account.filter(|account| right && !account.member.disabled) {
        Some(account) => {
            app.attempts.forgive(&by_email);
            app.attempts.forgive(&by_address);
            Ok(account)
        }
        None => {
            let title = "the e-mail address or the password is wrong";
            Err(ApiError::new(StatusCode::UNAUTHORIZED, "wrong_credentials", title))
        }
    }
}

/// Begins the session: for a device with a lane and tokens, else with a token for the cookie.
pub(super) async fn begin(
    app: &App,
    account: Account,
    device: Option<(DeviceInfo, VerifyingKey)>,
) -> ApiResult<(SignedIn, Option<Token>)> {
    let now = app.clock.now();
    let days = if device.is_some() { app.config.app_days } else { app.config.browser_days };
    let stays_until = now.plus_minutes(days * 24 * 60);
    let access_until =
        if device.is_some() { now.plus_minutes(app.config.access_minutes) } else { stays_until };
    let (access, refresh) = (Token::random(), device.is_some().then(Token::random));
    let (access_hash, refresh_hash) = (access.hash(), refresh.as_ref().map(Token::hash));
    let (organization, member, issuer) = (account.organization, account.member.id, app.issuer.clone());
    let (lane, info) = app
        .store
        .tx(move |tx| {
            Box::pin(async move {
                let lane = match &device {
                    Some((device, key)) => {
                        let fresh = LaneId(Uuid::now_v7());
                        let lane =
                            lanes::open(tx.conn(), organization, member, device, key, fresh, now).await?;
                        certificate::enrol(tx, &issuer, lane.id, now).await?;
                        Some(lane)
                    }
                    None => None,
                };
                let conn = tx.conn();
                let new = NewSession {
                    id: Uuid::now_v7(),
                    organization,
                    member,
                    lane: lane.as_ref().map(|lane| lane.id),
                    expires_at: stays_until,
                    refresh_secret: random::<32>().to_vec(),
                    refresh: refresh_hash,
                };
                sessions::insert(conn, &new, now).await?;
                sessions::purge(conn, now.plus_minutes(-KEEP_DAYS * 24 * 60)).await?;
                sessions::add_access(conn, new.id, &access_hash, access_until, now).await?;
                Ok::<_, StoreError>((lane, organizations::get(conn, organization).await?))
            })
        })
        .await?;
    let organization = info.ok_or_else(|| ApiError::unknown("organization"))?;
    let session = SessionInfo { member: account.member, organization };
    Ok(match refresh {
        Some(refresh) => {
            let tokens = Tokens {
                access: access.as_str().to_owned(),
                access_expires_at: access_until,
                refresh: refresh.as_str().to_owned(),
            };
            (SignedIn { session, tokens: Some(tokens), lane }, None)
        }
        None => (SignedIn { session, tokens: None, lane }, Some(access)),
    })
}

/// Where the request comes from.
pub(in crate::api) fn address(app: &App, peer: SocketAddr, headers: &HeaderMap) -> IpAddr {
    let forwarded = headers.get("x-forwarded-for").filter(|_| app.config.behind_proxy);
    let last = forwarded.and_then(|value| value.to_str().ok()).and_then(|value| value.rsplit(',').next());
    last.and_then(|text| text.trim().parse().ok()).unwrap_or_else(|| peer.ip())
}
