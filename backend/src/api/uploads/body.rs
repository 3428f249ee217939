//! Bytes off the wire.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use axum::body::Body;
use futures::{Stream, StreamExt as _, stream};
use tokio_util::sync::CancellationToken;
use tus_protocol::{BodyFrame, RequestBody};

/// A connection that says nothing for so long is given up; what has arrived of this request is taken back.
const SILENCE_MAX: Duration = Duration::from_secs(20);

/// Whether a body broke off before its end. The protocol machine would call that a mistake of the server.
#[derive(Clone, Debug, Default)]
pub(super) struct Broke(Arc<AtomicBool>);

impl Broke {
    pub(super) fn get(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// `body` as the protocol machine takes it. Breaks off when `turn` is taken over by a newer request.
pub(super) fn stream(body: Body, turn: CancellationToken) -> (RequestBody, Broke) {
    let broke = Broke::default();
    (RequestBody::from_stream(Box::pin(watched(body, turn, broke.clone()))), broke)
}

fn watched(
    body: Body,
    turn: CancellationToken,
    broke: Broke,
) -> impl Stream<Item = io::Result<BodyFrame>> + Send {
    let state = Some((body.into_data_stream(), turn, broke));
    stream::unfold(state, |state| async {
        let (mut bytes, turn, broke) = state?;
        let next = tokio::select! {
            () = turn.cancelled() => Err(io::Error::other("a newer request goes on with this upload")),
            next = tokio::time::timeout(SILENCE_MAX, bytes.next()) => match next {
                Err(_) => Err(io::Error::other("the connection went silent")),
                Ok(next) => next.transpose().map_err(io::Error::other),
            },
        };
        match next {
            Ok(chunk) => chunk.map(|chunk| (Ok(BodyFrame::Data(chunk)), Some((bytes, turn, broke)))),
            Err(error) => {
                broke.0.store(true, Ordering::Relaxed);
                Some((Err(error), None))
            }
        }
    })
}
