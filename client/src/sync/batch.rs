//! What goes up in one request.

use waybill_domain::{
    command::SignedEnvelope,
    protocol::{Push, Seen, SignedVoid},
};

use super::push::set_aside;
use crate::{
    ClientError,
    lane::Lane,
    store::{
        StoreError,
        meta::{self, Key},
        sending::{self, Outgoing},
    },
    wire::WireError,
};

/// Bytes of envelopes in one push, so that a batch fits through a bad line in one piece.
const BATCH_BYTES: usize = 512 * 1024;

/// What goes into one request.
pub(super) struct Batch {
    pub(super) body: Push,
    /// The first and the last sequence in it.
    pub(super) first: u64,
    pub(super) last: u64,
    /// The last sequence that the server had taken in before.
    pub(super) pushed: u64,
}

impl Batch {
    /// The next one; `None` where there is nothing to send. What cannot be sent is set aside first.
    pub(super) async fn next(lane: &Lane, session: bool) -> Result<Option<Self>, ClientError> {
        loop {
            let limit = lane.push_limit();
            let (pushed, found, seen, restored) = lane
                .store
                .read(move |c| {
                    Box::pin(async move {
                        let pushed: u64 = meta::get(c, Key::PushedSeq).await?.unwrap_or(0);
                        let found = sending::to_push(c, pushed, limit).await?;
                        let restored: bool = meta::get(c, Key::Restored).await?.unwrap_or(false);
                        Ok::<_, StoreError>((pushed, found, seen(c).await?, restored))
                    })
                })
                .await?;
            let broken: Vec<_> = found
                .iter()
                .filter_map(|outgoing| match outgoing {
                    Outgoing::Broken { seq, hash, reason } => Some((*seq, *hash, reason.clone())),
                    Outgoing::Envelope(_) | Outgoing::Void(_) => None,
                })
                .collect();
            if broken.is_empty() {
                return Self::of(lane, within(found), pushed, seen.filter(|_| session), restored).await;
            }
            set_aside(lane, broken).await?;
        }
    }

    async fn of(
        lane: &Lane,
        found: Vec<Outgoing>,
        pushed: u64,
        seen: Option<Seen>,
        restored: bool,
    ) -> Result<Option<Self>, ClientError> {
        let (Some(first), Some(last)) = (found.first().map(Outgoing::seq), found.last().map(Outgoing::seq))
        else {
            return Ok(None);
        };
        let (commands, voids) = split(found);
        let mut body = Push { voids, seen, ..Push::new(lane.id(), commands) };
        if restored {
            let envelopes = body.commands.clone();
            body.snapshots = lane
                .store
                .read(move |c| Box::pin(async move { sending::snapshots(c, &envelopes).await }))
                .await?;
        }
        Ok(Some(Self { body, first, last, pushed }))
    }

    pub(super) fn len(&self) -> usize {
        self.body.commands.len() + self.body.voids.len()
    }

    pub(super) async fn note_failure(&self, lane: &Lane, error: &WireError) -> Result<(), StoreError> {
        let (first, last, words) = (self.first, self.last, error.to_string());
        lane.store
            .tx(move |c| Box::pin(async move { sending::note_failure(c, first, last, &words).await }))
            .await
    }
}

fn split(found: Vec<Outgoing>) -> (Vec<SignedEnvelope>, Vec<SignedVoid>) {
    let (mut commands, mut voids) = (Vec::new(), Vec::new());
    for outgoing in found {
        match outgoing {
            Outgoing::Envelope(envelope) => commands.push(envelope),
            Outgoing::Void(void) => voids.push(void),
            Outgoing::Broken { .. } => {}
        }
    }
    (commands, voids)
}

/// The log that was pulled, as the server is to know it.
async fn seen(conn: &mut sqlx::SqliteConnection) -> Result<Option<Seen>, StoreError> {
    let (epoch, cursor) = (meta::get(conn, Key::Epoch).await?, meta::get(conn, Key::Cursor).await?);
    let head = meta::get(conn, Key::Head).await?;
    Ok(epoch.zip(cursor).map(|(epoch, cursor)| Seen { epoch, cursor, head }))
}

/// The longest beginning that fits through a bad line, but at least one.
fn within(found: Vec<Outgoing>) -> Vec<Outgoing> {
    let mut total = 0;
    let fits = |outgoing: &Outgoing| {
        let first = total == 0;
        total += outgoing.size();
        first || total <= BATCH_BYTES
    };
    found.into_iter().take_while(fits).collect()
}
