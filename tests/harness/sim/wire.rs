//! The network as a phone sees it.

use std::{sync::Arc, time::Duration};

use futures::{FutureExt as _, StreamExt as _, future::BoxFuture, stream};
use tokio::{sync::broadcast::Receiver, time::sleep};
use tokio_util::sync::CancellationToken;
use waybill_backend::realtime::{Signal, View};
use waybill_client::wire::{self, Pokes, Wire, WireError, WireReply, WireRequest};
use waybill_domain::{
    member::Actor,
    protocol::{Poke, SessionInfo},
};

use super::net::{Line, Net};

/// How long a dead line goes unnoticed.
const UNNOTICED: Duration = Duration::from_secs(50);

/// One phone's connection.
pub(super) struct SimWire {
    pub(super) net: Arc<Net>,
    pub(super) line: Arc<Line>,
}

impl Wire for SimWire {
    fn send(&self, request: WireRequest) -> BoxFuture<'_, Result<WireReply, WireError>> {
        self.net.exchange(&self.line, request).boxed()
    }

    fn listen(&self, bearer: String) -> BoxFuture<'_, Result<Pokes, WireError>> {
        async move {
            let mut ask = WireRequest::new("GET", "/api/v1/session");
            ask.bearer = Some(bearer);
            let reply = self.net.exchange(&self.line, ask).await?;
            let session: SessionInfo = wire::json(&reply)?;
            let refused = || WireError::Unreachable("connection refused".to_owned());
            let app = self.net.post.app().ok_or_else(refused)?;
            let actor = Actor { member: session.member.id, role: session.member.role };
            let socket = Socket {
                net: Arc::clone(&self.net),
                line: Arc::clone(&self.line),
                signals: app.hub.listen(session.organization.id),
                gone: app.stopping.clone(),
                view: View::new(actor),
            };
            // What the log's sequence is comes with the first pull; zero says nothing new.
            let hello = stream::once(async { Poke::Hello { seq: 0 } });
            Ok(hello.chain(stream::unfold(socket, Socket::next)).boxed())
        }
        .boxed()
    }
}

/// An open live channel.
struct Socket {
    net: Arc<Net>,
    line: Arc<Line>,
    signals: Receiver<Signal>,
    gone: CancellationToken,
    view: View,
}

impl Socket {
    async fn next(mut self) -> Option<(Poke, Self)> {
        loop {
            tokio::select! {
                biased;
                () = self.gone.cancelled() => return None,
                signal = self.signals.recv() => {
                    self.view.take(signal.ok()?);
                    if let Some(poke) = self.view.changed() {
                        let weather = self.line.weather();
                        self.net.travel(weather).await;
                        if self.is_cut() {
                            return None;
                        }
                        return Some((poke, self));
                    }
                }
                () = sleep(UNNOTICED) => {
                    if self.is_cut() {
                        return None;
                    }
                }
            }
        }
    }

    fn is_cut(&self) -> bool {
        let weather = self.line.weather();
        !weather.up || !weather.down || weather.portal || self.net.dice.chance(weather.loss)
    }
}
