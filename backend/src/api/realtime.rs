//! The WebSocket.

use axum::{
    extract::{State, WebSocketUpgrade, ws::rejection::WebSocketUpgradeRejection},
    http::StatusCode,
    response::Response,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use waybill_domain::{Problem, protocol::Poke};

use super::{ApiError, ApiResult};
use crate::{
    App,
    auth::Signed,
    realtime::{View, serve},
    store::{log, sessions},
};

/// A client has nothing to say here; what it sends is not read further than this, in bytes.
const FRAME_MAX: usize = 1024;

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(realtime))
}

/// Opens a WebSocket that says "there is more".
///
/// Text frames with one `Poke` each: `hello` with the log's sequence, `changed` with the deliveries that this member
/// may see, `position` of a driver at most four times a second. The data comes by pull or by a read, so a lost socket
/// loses nothing. Close codes: 4001 the session has ended, 4008 too slow (connect again and pull), 1001 the server
/// stops. Browsers send the cookie, and the Origin must be this server's; apps send the access token as a header.
#[utoipa::path(get, path = "/api/v1/realtime", tag = "realtime",
    responses((status = 101, description = "A WebSocket."),
        (status = 401, description = "Not signed in.", body = Problem),
        (status = 403, description = "Another page's Origin.", body = Problem),
        (status = 426, description = "Not a WebSocket handshake.", body = Problem)))]
async fn realtime(
    State(app): State<App>,
    signed: Signed,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> ApiResult<Response> {
    signed.crew()?;
    let upgrade = upgrade.map_err(|error| {
        ApiError::new(StatusCode::UPGRADE_REQUIRED, "not_a_websocket", "this address speaks WebSocket only")
            .detail(error.to_string())
    })?;
    // Listen first, read the sequence then: nothing falls between the two.
    let signals = app.hub.listen(signed.organization);
    let mut snapshot = app.store.snapshot().await?;
    let seq = log::head(&mut snapshot, signed.organization).await?.seq;
    drop(snapshot);
    let upgrade = upgrade.max_message_size(FRAME_MAX).max_frame_size(FRAME_MAX);
    Ok(upgrade.on_upgrade(move |socket| async move {
        let valid = || still_stands(&app, &signed);
        let stop = app.stopping.cancelled();
        serve(socket, signals, View::new(signed.actor()), Poke::Hello { seq }, valid, stop).await;
    }))
}

/// Whether the session behind a socket still stands, in the role it began with. A busy database is no reason to say no.
async fn still_stands(app: &App, signed: &Signed) -> bool {
    let Ok(mut snapshot) = app.store.snapshot().await else {
        return true;
    };
    match sessions::stands(&mut snapshot, signed.session, app.clock.now()).await {
        Ok(role) => role == Some(signed.role),
        Err(_) => true,
    }
}
