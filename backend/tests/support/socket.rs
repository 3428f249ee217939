//! A WebSocket, as the app opens it.

use std::net::SocketAddr;

use futures::{SinkExt as _, StreamExt as _};
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{Error, Message, client::IntoClientRequest as _, http::HeaderValue},
};
use waybill_domain::{DeliveryId, eta::Etas, protocol::Poke};

use super::{Fleet, PATIENCE};

pub(crate) struct Socket(WebSocketStream<TcpStream>);

impl Socket {
    /// Connects with these headers; the HTTP status where that is refused.
    pub(crate) async fn open(fleet: &Fleet, headers: &[(&'static str, String)]) -> Result<Self, u16> {
        Self::at(fleet.running.address, headers).await
    }

    /// The same with whatever serves at `address`.
    pub(crate) async fn at(address: SocketAddr, headers: &[(&'static str, String)]) -> Result<Self, u16> {
        let mut request = format!("ws://{address}/api/v1/realtime").into_client_request().expect("a request");
        for (name, value) in headers {
            request.headers_mut().insert(*name, HeaderValue::from_str(value).expect("a header"));
        }
        let stream = TcpStream::connect(address).await.expect("a connection");
        match client_async(request, stream).await {
            Ok((socket, _)) => Ok(Self(socket)),
            Err(Error::Http(response)) => Err(response.status().as_u16()),
            Err(error) => panic!("{error}"),
        }
    }

    /// Connects with an access token and takes the greeting.
    pub(crate) async fn bearer(fleet: &Fleet, token: &str) -> Self {
        let mut socket =
            Self::open(fleet, &[("authorization", format!("Bearer {token}"))]).await.expect("a socket");
        assert!(matches!(socket.poke().await, Poke::Hello { .. }));
        socket
    }

    /// The next poke.
    pub(crate) async fn poke(&mut self) -> Poke {
        match self.next().await {
            Ok(poke) => poke,
            Err(code) => panic!("the socket was closed with {code}"),
        }
    }

    /// The next poke but times of arrival, which come when they come; or the code with which the server closes.
    pub(crate) async fn next(&mut self) -> Result<Poke, u16> {
        loop {
            match self.any().await {
                Ok(Poke::Expected { .. }) => {}
                other => return other,
            }
        }
    }

    /// Waits until this delivery is expected at some time.
    pub(crate) async fn expected(&mut self, id: DeliveryId) -> Etas {
        loop {
            match self.any().await {
                Ok(Poke::Expected { delivery, etas }) if delivery == id && !etas.is_empty() => return etas,
                Ok(_) => {}
                Err(code) => panic!("the socket was closed with {code}"),
            }
        }
    }

    async fn any(&mut self) -> Result<Poke, u16> {
        loop {
            let frame = timeout(PATIENCE, self.0.next()).await.expect("a frame in time");
            match frame {
                Some(Ok(Message::Text(text))) => return Ok(serde_json::from_str(&text).expect("a poke")),
                Some(Ok(Message::Close(Some(close)))) => return Err(close.code.into()),
                Some(Ok(Message::Ping(data))) => self.0.send(Message::Pong(data)).await.expect("a pong"),
                Some(Ok(_)) => {}
                other => panic!("the socket broke: {other:?}"),
            }
        }
    }

    /// Waits until a poke names this delivery; the log's sequence.
    pub(crate) async fn changed(&mut self, id: DeliveryId) -> u64 {
        loop {
            if let Poke::Changed { seq, deliveries } = self.poke().await
                && deliveries.contains(&id)
            {
                return seq;
            }
        }
    }
}
