//! The server's truth comes down.

use waybill_domain::protocol::{PullPage, PullQuery, SessionInfo};

use super::job::Report;
use crate::{
    ClientError,
    lane::Lane,
    store::{
        StoreError, incoming,
        meta::{self, Key},
    },
    wire::{self, WireRequest},
};

/// Pulls page after page, to the end.
pub(super) async fn pull(lane: &Lane) -> Result<Report, ClientError> {
    if lane.actor().role.is_dispatch() {
        return look(lane).await;
    }
    let mut report = Report::default();
    while !report.pulled {
        let query = lane.store.read(|c| Box::pin(async move { incoming::query(c).await })).await?;
        let query = PullQuery { lane: Some(lane.id), ..query };
        let reply = lane.account.send(WireRequest::new("GET", path(&query))).await?;
        let page: PullPage = wire::json(&reply)?;
        let (member, now) = (lane.actor().member, lane.now());
        let (applied, session) = lane
            .store
            .tx(move |c| {
                Box::pin(async move {
                    let applied = incoming::apply(c, &page, member, now).await?;
                    Ok::<_, StoreError>((applied, meta::get::<SessionInfo>(c, Key::Session).await?))
                })
            })
            .await?;
        report.changed |= applied.changed;
        report.assigned.extend(applied.assigned);
        report.pulled = applied.complete;
        if let Some(session) = session {
            lane.set_session(session);
        }
    }
    Ok(report)
}

/// Who dispatches reads the server's board, not a copy of the whole organization: for them a pull only asks whether the
/// session stands.
async fn look(lane: &Lane) -> Result<Report, ClientError> {
    let reply = lane.account.send(WireRequest::new("GET", "/api/v1/session")).await?;
    let session: SessionInfo = wire::json(&reply)?;
    let (kept, now) = (session.clone(), lane.now());
    lane.store
        .tx(move |c| {
            Box::pin(async move {
                meta::set(c, Key::Session, &kept).await?;
                meta::set(c, Key::SyncedAt, &now).await
            })
        })
        .await?;
    lane.set_session(session);
    Ok(Report { pulled: true, ..Report::default() })
}

fn path(query: &PullQuery) -> String {
    let mut path = format!("/api/v1/sync/pull?acked={}", query.acked);
    if let Some(lane) = query.lane {
        path.push_str(&format!("&lane={lane}"));
    }
    if let Some(cursor) = query.cursor {
        path.push_str(&format!("&cursor={cursor}"));
    }
    // An epoch is the server's own opaque word; only what needs no escaping is sent back.
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if let Some(epoch) = query.epoch.as_ref().filter(|epoch| epoch.chars().all(plain)) {
        path.push_str(&format!("&epoch={epoch}"));
    }
    path
}
