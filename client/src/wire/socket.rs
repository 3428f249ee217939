//! The live channel over a WebSocket.

use std::{sync::Arc, time::Duration};

use futures::{SinkExt as _, StreamExt as _, stream};
use reqwest::Url;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    time::timeout,
};
use tokio_rustls::TlsConnector;
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{
        Error, Message,
        client::IntoClientRequest as _,
        http::{HeaderValue, StatusCode},
    },
};
use waybill_domain::{Problem, protocol::Poke};

use super::{Pokes, Refused, WireError};

const OPEN_TIMEOUT: Duration = Duration::from_secs(10);
/// Silence for this long is asked about with a ping, and for twice as long means that the line is dead.
const QUIET: Duration = Duration::from_secs(25);

trait Line: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Line for T {}

pub(super) async fn open(url: &Url, bearer: &str, tls: rustls::ClientConfig) -> Result<Pokes, WireError> {
    match timeout(OPEN_TIMEOUT, connect(url, bearer, tls)).await {
        Ok(socket) => Ok(pokes(socket?)),
        Err(_) => Err(WireError::Unreachable("no answer in time".to_owned())),
    }
}

async fn connect(
    url: &Url,
    bearer: &str,
    tls: rustls::ClientConfig,
) -> Result<WebSocketStream<Box<dyn Line>>, WireError> {
    let lost = |e: &dyn std::fmt::Display| WireError::Unreachable(e.to_string());
    let secure = url.scheme() == "https";
    let host = url.host_str().ok_or_else(|| lost(&"the URL has no host"))?;
    let port = url.port_or_known_default().unwrap_or(if secure { 443 } else { 80 });
    let tcp = TcpStream::connect((host.trim_matches(['[', ']']), port)).await.map_err(|e| lost(&e))?;
    tcp.set_nodelay(true).map_err(|e| lost(&e))?;
    let line: Box<dyn Line> = if secure {
        let name = host.trim_matches(['[', ']']).to_owned();
        let name = rustls::pki_types::ServerName::try_from(name).map_err(|e| lost(&e))?;
        Box::new(TlsConnector::from(Arc::new(tls)).connect(name, tcp).await.map_err(|e| lost(&e))?)
    } else {
        Box::new(tcp)
    };
    let address = url.as_str().replacen("http", "ws", 1);
    let mut request = address.into_client_request().map_err(|e| lost(&e))?;
    let value = HeaderValue::from_str(&format!("Bearer {bearer}")).map_err(|e| lost(&e))?;
    request.headers_mut().insert("authorization", value);
    match client_async(request, line).await {
        Ok((socket, _)) => Ok(socket),
        Err(Error::Http(answer)) => Err(refusal(answer.status(), answer.body().as_deref())),
        Err(error) => Err(lost(&error)),
    }
}

fn refusal(status: StatusCode, body: Option<&[u8]>) -> WireError {
    let said = body.and_then(|body| serde_json::from_slice::<Problem>(body).ok());
    match said {
        Some(problem) => WireError::Problem(Box::new(Refused { problem, retry_after_s: None })),
        // A handshake's answer often comes without its body; the status is enough to know that the token has ended.
        None if status == StatusCode::UNAUTHORIZED => {
            let problem = Problem {
                code: "token_expired".to_owned(),
                title: "The access token has ended".to_owned(),
                status: 401,
                detail: String::new(),
                errors: Vec::new(),
                request_id: None,
            };
            WireError::Problem(Box::new(Refused { problem, retry_after_s: None }))
        }
        None => WireError::Unreachable(format!("HTTP {}", status.as_u16())),
    }
}

fn pokes(socket: WebSocketStream<Box<dyn Line>>) -> Pokes {
    stream::unfold(Some((socket, false)), |state| async move {
        let (mut socket, mut asked) = state?;
        loop {
            match timeout(QUIET, socket.next()).await {
                Err(_) if asked => return None,
                Err(_) => {
                    socket.send(Message::Ping(Vec::new().into())).await.ok()?;
                    asked = true;
                }
                Ok(Some(Ok(Message::Text(text)))) => {
                    asked = false;
                    // A newer server may say things that this version does not know.
                    if let Ok(poke) = serde_json::from_str::<Poke>(&text) {
                        return Some((poke, Some((socket, asked))));
                    }
                }
                Ok(Some(Ok(Message::Close(_)) | Err(_)) | None) => return None,
                Ok(Some(Ok(_))) => asked = false,
            }
        }
    })
    .boxed()
}
