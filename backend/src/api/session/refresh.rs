//! `POST /api/v1/session/refresh`.

use axum::{extract::State, http::StatusCode};
use waybill_domain::protocol::{Refresh, Tokens};

use crate::{
    App,
    api::{ApiError, ApiResult, Json},
    auth::{Token, successor},
    store::{StoreError, sessions},
};

/// What a refresh token leads to.
enum Turn {
    /// The successor and a new access token.
    Next(Token, Token),
    /// The session is over.
    Ended,
    /// An old token came again: somebody copied it, the session is over now.
    Stolen,
}

/// The next pair of tokens. The same refresh token gives the same successor until that is used; one that comes after
/// that ends the session, since two hold it.
#[utoipa::path(
    post, path = "/api/v1/session/refresh", tag = "session", security(()), request_body = Refresh,
    responses(
        (status = 200, body = Tokens),
        (status = 401, description = "`session_ended`", body = waybill_domain::Problem),
    )
)]
pub(super) async fn refresh(State(app): State<App>, Json(ask): Json<Refresh>) -> ApiResult<Json<Tokens>> {
    let now = app.clock.now();
    let until = now.plus_minutes(app.config.access_minutes);
    let stays_until = now.plus_minutes(app.config.app_days * 24 * 60);
    let turn = app
        .store
        .tx(move |tx| {
            Box::pin(async move {
                let (conn, token) = (tx.conn(), Token::from_client(&ask.refresh));
                let Some(session) = sessions::by_refresh(conn, &token.hash()).await? else {
                    return Ok(Turn::Ended);
                };
                if session.over || session.expires_at <= now {
                    return Ok(Turn::Ended);
                }
                if session.is_old {
                    sessions::end(conn, session.id, now).await?;
                    tracing::warn!(session = %session.id, "an old refresh token came again; the session was ended");
                    return Ok(Turn::Stolen);
                }
                let next = successor(&session.secret, &token);
                sessions::rotate(conn, session.id, &token.hash(), &next.hash(), stays_until, now).await?;
                let access = Token::random();
                sessions::add_access(conn, session.id, &access.hash(), until, now).await?;
                Ok::<_, StoreError>(Turn::Next(next, access))
            })
        })
        .await?;
    match turn {
        Turn::Next(next, access) => Ok(Json(Tokens {
            access: access.as_str().to_owned(),
            access_expires_at: until,
            refresh: next.as_str().to_owned(),
        })),
        Turn::Ended | Turn::Stolen => Err(ApiError::new(
            StatusCode::UNAUTHORIZED,
            "session_ended",
            "this session has ended; sign in again",
        )),
    }
}
