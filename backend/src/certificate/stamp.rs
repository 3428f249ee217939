//! Lets a time stamping authority stamp the heads of the logs, now and then.

use std::time::Duration;

use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode, Uri, header},
};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use waybill_domain::{OrganizationId, Timestamp};

use super::tsp::{TspError, request, stamped_at};
use crate::{
    App,
    auth::random,
    store::{
        StoreError, log, organizations,
        stamps::{self, Stamp},
    },
};

/// Longer than an authority takes that is there.
const PATIENCE: Duration = Duration::from_secs(30);
/// A server that was just started has other things to do.
const FIRST: Duration = Duration::from_secs(60);
/// More than any answer has, in bytes.
const LARGEST: usize = 64 * 1024;

/// Why a head was not stamped. The next round tries again.
#[derive(Debug, thiserror::Error)]
pub enum StampError {
    /// The address is not one.
    #[error("timestamp_url must be an address such as http://timestamp.example.com")]
    Address,
    /// Nobody answers, or not in time.
    #[error("the time stamping authority cannot be reached: {0}")]
    Unreachable(String),
    /// It answers with something else than a stamp.
    #[error("the time stamping authority answered {0}")]
    Status(StatusCode),
    /// What it answers is no stamp of this head.
    #[error(transparent)]
    Answer(#[from] TspError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Stamps every log that has grown, every `timestamp_minutes`, where there is an authority.
pub async fn keep_stamping(app: App) {
    if app.config.timestamp_url.is_empty() {
        return;
    }
    let every = Duration::from_secs(app.config.timestamp_minutes.max(1).saturating_mul(60));
    let mut wait = every.min(FIRST);
    loop {
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = app.stopping.cancelled() => return,
        }
        if let Err(error) = stamp_all(&app).await {
            tracing::warn!(%error, "the logs could not be stamped");
        }
        wait = every;
    }
}

/// Has the head of every log that has grown since its last stamp stamped; says how many were.
pub async fn stamp_all(app: &App) -> Result<usize, StampError> {
    let mut snapshot = app.store.snapshot().await?;
    let mut heads = Vec::new();
    for organization in organizations::all(&mut snapshot).await? {
        let head = log::head(&mut snapshot, organization.id).await?;
        let last = stamps::all(&mut snapshot, organization.id).await?.last().map_or(0, |stamp| stamp.seq);
        if head.seq > last {
            heads.push((organization.id, head));
        }
    }
    drop(snapshot);
    let count = heads.len();
    for (organization, head) in heads {
        let nonce = random::<8>();
        let response = ask(&app.config.timestamp_url, request(head.hash, nonce)?).await?;
        let stamped_at = stamped_at(&response, head.hash, nonce)?;
        let stamp = Stamp { seq: head.seq, hash: head.hash, stamped_at, response };
        keep(app, organization, stamp, app.clock.now()).await?;
    }
    Ok(count)
}

async fn keep(
    app: &App,
    organization: OrganizationId,
    stamp: Stamp,
    now: Timestamp,
) -> Result<(), StampError> {
    app.store
        .tx(move |tx| Box::pin(async move { stamps::insert(tx.conn(), organization, &stamp, now).await }))
        .await
        .map_err(StampError::Store)
}

/// Sends a request to the authority and takes its answer.
async fn ask(url: &str, request: Vec<u8>) -> Result<Vec<u8>, StampError> {
    let uri: Uri = url.parse().map_err(|_| StampError::Address)?;
    if uri.scheme_str() != Some("http") {
        return Err(StampError::Address);
    }
    let request = Request::post(uri)
        .header(header::CONTENT_TYPE, "application/timestamp-query")
        .body(Body::from(request))
        .map_err(|_| StampError::Address)?;
    let unreachable = |error: &dyn std::fmt::Display| StampError::Unreachable(error.to_string());
    let client: Client<HttpConnector, Body> = Client::builder(TokioExecutor::new()).build_http();
    let asked = async {
        let response = client.request(request).await.map_err(|error| unreachable(&error))?;
        if response.status() != StatusCode::OK {
            return Err(StampError::Status(response.status()));
        }
        let body = to_bytes(Body::new(response.into_body()), LARGEST).await;
        body.map(|bytes| bytes.to_vec()).map_err(|error| unreachable(&error))
    };
    tokio::time::timeout(PATIENCE, asked).await.unwrap_or_else(|_| Err(unreachable(&"no answer in time")))
}
