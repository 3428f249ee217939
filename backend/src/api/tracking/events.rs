//! Live updates for the page: server-sent events, with nothing in them that the page does not show.

use std::{convert::Infallible, net::SocketAddr, time::Duration};

use axum::{
    extract::{ConnectInfo, State},
    http::HeaderMap,
    response::{
        IntoResponse,
        sse::{Event, KeepAlive, Sse},
    },
};
use futures::{Stream, stream};
use tokio::{
    sync::broadcast::{Receiver, error::RecvError},
    time::{Instant, sleep_until},
};
use waybill_domain::{Point, Problem};

use super::{
    look_up::{Followed, find, look_up},
    view,
};
use crate::{
    App,
    api::{ApiResult, Path},
    realtime::Signal,
};

/// At most one position in this time.
const MOVES_EVERY: Duration = Duration::from_secs(2);

/// Says when to look again, and where the driver is.
///
/// Event `changed` without data: ask for the page or the JSON again. Event `moved` with `{"lat", "lon"}`: the driver,
/// while on the way. Ends when the delivery is over.
#[utoipa::path(get, path = "/api/v1/track/{token}/events", tag = "tracking", security(()),
    params(("token" = String, Path)),
    responses((status = 200, description = "Server-sent events.", content_type = "text/event-stream"),
        (status = 404, description = "`unknown`", body = Problem)))]
pub(super) async fn events(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> ApiResult<impl IntoResponse> {
    let followed = look_up(&app, peer, &headers, &token).await?;
    let signals = app.hub.listen(followed.organization.id);
    // Read again now that we listen: nothing falls between the two.
    let followed = find(&app, &token, app.clock.now()).await?.unwrap_or(followed);
    let listener = Listener { app, token, followed, signals, moved: false, next_move: Instant::now() };
    let keep = KeepAlive::new().interval(Duration::from_secs(20));
    Ok(([("x-accel-buffering", "no")], Sse::new(listener.stream()).keep_alive(keep)))
}

struct Listener {
    app: App,
    token: String,
    followed: Followed,
    signals: Receiver<Signal>,
    /// The driver has moved, and that is still to be said.
    moved: bool,
    next_move: Instant,
}

impl Listener {
    fn stream(self) -> impl Stream<Item = Result<Event, Infallible>> {
        stream::unfold(Some(self), |listener| async {
            let mut listener = listener?;
            let event = listener.next().await?;
            let over = listener.followed.delivery.state.is_final();
            Some((Ok(event), (!over).then_some(listener)))
        })
    }

    async fn next(&mut self) -> Option<Event> {
        let stopping = self.app.stopping.clone();
        loop {
            let due = self.next_move;
            tokio::select! {
                () = stopping.cancelled() => return None,
                () = sleep_until(due), if self.moved => {
                    self.moved = false;
                    let Some(position) = view::position(&self.app, &self.followed.delivery) else { continue };
                    self.next_move = Instant::now() + MOVES_EVERY;
                    let Point { lat, lon } = position.fix.point;
                    return Event::default().event("moved").json_data(serde_json::json!({ "lat": lat, "lon": lon })).ok();
                }
                signal = self.signals.recv() => match signal {
                    Ok(Signal::Logged(events)) => {
                        if events.iter().any(|event| event.delivery_id == self.followed.delivery.id) {
                            return self.changed().await;
                        }
                    }
                    Ok(Signal::Position(position)) => {
                        self.moved |= self.followed.delivery.driver == Some(position.member);
                    }
                    Ok(Signal::Expected(_, delivery, _)) if delivery == self.followed.delivery.id => {
                        return self.changed().await;
                    }
                    Ok(Signal::Recheck | Signal::Expected(..)) => {}
                    Err(RecvError::Lagged(_)) => return self.changed().await,
                    Err(RecvError::Closed) => return None,
                }
            }
        }
    }

    async fn changed(&mut self) -> Option<Event> {
        self.followed = find(&self.app, &self.token, self.app.clock.now()).await.ok()??;
        Some(Event::default().event("changed").data(""))
    }
}
