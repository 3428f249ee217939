//! One open socket, from its first frame to its last.

use std::{future::Future, time::Duration};

use axum::extract::ws::{CloseFrame, Message, WebSocket};
use tokio::{
    sync::broadcast::{
        Receiver,
        error::{RecvError, TryRecvError},
    },
    time::{Instant, MissedTickBehavior, interval, sleep_until, timeout},
};
use waybill_domain::protocol::Poke;

use super::{hub::Signal, view::View};

/// Close code: the session behind the socket has ended; sign in again.
pub const CLOSE_SESSION_ENDED: u16 = 4001;
/// Close code: the listener was too slow; connect again and catch up by pull.
pub const CLOSE_TOO_SLOW: u16 = 4008;
/// Close code of RFC 6455: the server stops.
const CLOSE_GOING_AWAY: u16 = 1001;

/// How often the other side is asked whether it is still there.
const PING_EVERY: Duration = Duration::from_secs(25);
/// Without a sign of life for so long, it is not.
const SILENCE_MAX: Duration = Duration::from_secs(65);
/// How long one frame may take to leave.
const SEND_MAX: Duration = Duration::from_secs(10);
/// At most one position of a driver in this time.
const POSITIONS_EVERY: Duration = Duration::from_millis(250);

/// Serves one socket until either side ends it. `valid` is asked now and then whether the session still stands;
/// `stop` resolves when the server shuts down.
pub async fn serve<V, F>(
    mut socket: WebSocket,
    mut signals: Receiver<Signal>,
    mut view: View,
    hello: Poke,
    valid: V,
    stop: impl Future<Output = ()>,
) where
    V: Fn() -> F,
    F: Future<Output = bool>,
{
    let reason = match send(&mut socket, &hello).await {
        Ok(()) => tokio::select! {
            ended = run(&mut socket, &mut signals, &mut view, valid) => ended,
            () = stop => Ended::Close(CLOSE_GOING_AWAY, "the server stops"),
        },
        Err(ended) => ended,
    };
    if let Ended::Close(code, reason) = reason {
        let frame = CloseFrame { code, reason: reason.into() };
        let _ = timeout(SEND_MAX, socket.send(Message::Close(Some(frame)))).await;
    }
}

enum Ended {
    /// The other side is gone already.
    Gone,
    /// It is told why.
    Close(u16, &'static str),
}

const TOO_SLOW: Ended = Ended::Close(CLOSE_TOO_SLOW, "too slow; connect again and pull");

const SESSION_ENDED: Ended = Ended::Close(CLOSE_SESSION_ENDED, "the session has ended");

async fn run<V, F>(socket: &mut WebSocket, signals: &mut Receiver<Signal>, view: &mut View, valid: V) -> Ended
where
    V: Fn() -> F,
    F: Future<Output = bool>,
{
    let mut pings = interval(PING_EVERY);
    pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
    pings.reset();
    let mut heard = Instant::now();
    let mut positions_due = Instant::now();
    loop {
        let step = tokio::select! {
            frame = socket.recv() => match frame {
                Some(Ok(Message::Close(_)) | Err(_)) | None => Err(Ended::Gone),
                Some(Ok(_)) => {
                    heard = Instant::now();
                    Ok(())
                }
            },
            signal = signals.recv() => match signal {
                Ok(signal) => {
                    view.take(signal);
                    drain(signals, view)
                }
                Err(RecvError::Lagged(_)) => Err(TOO_SLOW),
                Err(RecvError::Closed) => Err(Ended::Close(CLOSE_GOING_AWAY, "the server stops")),
            },
            () = sleep_until(positions_due), if view.has_moved() => {
                positions_due = Instant::now() + POSITIONS_EVERY;
                send_all(socket, view.moved()).await
            }
            _ = pings.tick() => {
                if heard.elapsed() > SILENCE_MAX {
                    Err(Ended::Close(CLOSE_GOING_AWAY, "no answer"))
                } else if !valid().await {
                    Err(SESSION_ENDED)
                } else {
                    transmit(socket, Message::Ping(Default::default())).await
                }
            }
        };
        let step = match step {
            Ok(()) if view.doubted() && !valid().await => Err(SESSION_ENDED),
            Ok(()) => match send_all(socket, view.changed()).await {
                Ok(()) => send_all(socket, view.expected()).await,
                ended => ended,
            },
            ended => ended,
        };
        if let Err(ended) = step {
            return ended;
        }
    }
}

/// Takes in what has come meanwhile, so that a burst becomes one frame.
fn drain(signals: &mut Receiver<Signal>, view: &mut View) -> Result<(), Ended> {
    loop {
        match signals.try_recv() {
            Ok(signal) => view.take(signal),
            Err(TryRecvError::Lagged(_)) => return Err(TOO_SLOW),
            Err(TryRecvError::Empty | TryRecvError::Closed) => return Ok(()),
        }
    }
}

async fn send_all(socket: &mut WebSocket, pokes: impl IntoIterator<Item = Poke>) -> Result<(), Ended> {
    for poke in pokes {
        send(socket, &poke).await?;
    }
    Ok(())
}

async fn send(socket: &mut WebSocket, poke: &Poke) -> Result<(), Ended> {
    let text = serde_json::to_string(poke).map_err(|_| Ended::Gone)?;
    transmit(socket, Message::Text(text.into())).await
}

async fn transmit(socket: &mut WebSocket, message: Message) -> Result<(), Ended> {
    match timeout(SEND_MAX, socket.send(message)).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) => Err(Ended::Gone),
        Err(_) => Err(TOO_SLOW),
    }
}
