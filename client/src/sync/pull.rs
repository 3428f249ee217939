//! The server's truth comes down.

use waybill_domain::{
    Role,
    protocol::{PullPage, PullQuery, SessionInfo},
};
use waybill_door::settle;

use super::job::Report;
use crate::{
    ClientError,
    lane::Lane,
    store::{
        StoreError,
        incoming::{self, Applied},
        meta::{self, Key},
        outbox,
        succession::Why,
    },
    wire::{self, WireError, WireReply, WireRequest},
};

/// Pulls page after page, to the end.
pub(super) async fn pull(lane: &Lane) -> Result<Report, ClientError> {
    if lane.actor().role != Role::Driver {
        return look(lane).await;
    }
    let mut report = Report::default();
    while !report.pulled {
        let query = lane.store.read(|c| Box::pin(async move { incoming::query(c).await })).await?;
        let query = PullQuery { lane: Some(lane.id()), ..query };
        let reply = lane.account.send(WireRequest::new("GET", path(&query))).await?;
        let page = match refusal(&reply) {
            None => wire::json::<PullPage>(&reply)?,
            // The session is of the lane that follows already.
            Some("wrong_lane") => {
                lane.give_up(Why::OtherLane).await?;
                return Ok(Report { changed: true, ..Report::default() });
            }
            // The member does not drive any more.
            Some("forbidden") => return look(lane).await,
            Some(_) => return Err(wire::problem(&reply).into()),
        };
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
        if let Some(session) = session {
            lane.set_session(session);
        }
        if applied.forked {
            return Ok(Report { changed: true, ..Report::default() });
        }
        take(&mut report, lane, applied).await;
    }
    Ok(report)
}

/// The code of a 403.
fn refusal(reply: &WireReply) -> Option<&'static str> {
    if reply.status != 403 {
        return None;
    }
    let WireError::Problem(refused) = wire::problem(reply) else { return Some("") };
    Some(match refused.problem.code.as_str() {
        "wrong_lane" => "wrong_lane",
        "forbidden" => "forbidden",
        _ => "",
    })
}

async fn take(report: &mut Report, lane: &Lane, applied: Applied) {
    report.changed |= applied.changed;
    report.assigned.extend(applied.assigned);
    report.pulled = applied.complete;
    for path in applied.unneeded {
        // One that stays behind takes space and does no other harm.
        let _ = settle(tokio::fs::remove_file(lane.folder.file(&path))).await;
    }
}

/// Who dispatches reads the server's board, not a copy of the whole organization, and others have nothing to read: for
/// them a pull asks whether the session stands, and what became of commands that still wait here.
async fn look(lane: &Lane) -> Result<Report, ClientError> {
    let reply = lane.account.send(WireRequest::new("GET", "/api/v1/session")).await?;
    let session: SessionInfo = wire::json(&reply)?;
    let (kept, now) = (session.clone(), lane.now());
    let waits = lane
        .store
        .tx(move |c| {
            Box::pin(async move {
                meta::set(c, Key::Session, &kept).await?;
                meta::set(c, Key::SyncedAt, &now).await?;
                Ok::<_, StoreError>(outbox::count(c).await?.all())
            })
        })
        .await?;
    lane.set_session(session);
    if waits == 0 {
        return Ok(Report { pulled: true, ..Report::default() });
    }
    let mut report = Report::default();
    while !report.pulled {
        let query = lane.store.read(|c| Box::pin(async move { incoming::query(c).await })).await?;
        let query = PullQuery { lane: Some(lane.id()), results_only: true, ..query };
        let reply = lane.account.send(WireRequest::new("GET", path(&query))).await?;
        let page: PullPage = wire::json(&reply)?;
        let now = lane.now();
        let applied = lane
            .store
            .tx(move |c| Box::pin(async move { incoming::apply_results(c, &page, now).await }))
            .await?;
        if applied.forked {
            return Ok(Report { changed: true, ..Report::default() });
        }
        take(&mut report, lane, applied).await;
    }
    Ok(report)
}

fn path(query: &PullQuery) -> String {
    let mut path = format!("/api/v1/sync/pull?acked={}", query.acked);
    if let Some(lane) = query.lane {
        path.push_str(&format!("&lane={lane}"));
    }
    if let Some(cursor) = query.cursor {
        path.push_str(&format!("&cursor={cursor}"));
    }
    if let Some(head) = query.head {
        path.push_str(&format!("&head={head}"));
    }
    if let Some(v) = query.v {
        path.push_str(&format!("&v={v}"));
    }
    if query.results_only {
        path.push_str("&results_only=true");
    }
    // An epoch is the server's own opaque word; only what needs no escaping is sent back.
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if let Some(epoch) = query.epoch.as_ref().filter(|epoch| epoch.chars().all(plain)) {
        path.push_str(&format!("&epoch={epoch}"));
    }
    path
}
