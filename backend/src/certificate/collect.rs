//! Gathers everything about a delivery and seals it.

use std::collections::BTreeSet;

use sqlx::SqliteConnection;
use waybill_domain::{
    Delivery, Envelope, LaneId, OrganizationId,
    certificate::{
        Bundle, CommandState, Head, Person, Run, Seal, SealedCommand, SealedEvent, Signed, SignedCommand,
        TYPE, VERSION,
    },
    chain::EventHeader,
    protocol::OrganizationInfo,
};

use super::files::{self, Found};
use crate::{
    App,
    api::{ApiError, ApiResult},
    store::{
        Result, StoreError, lanes,
        log::{self, Link},
        organizations, receipts,
    },
};

/// A certificate, with what its dress on paper needs beside it.
#[derive(Clone, Debug)]
pub struct Collected {
    /// The certificate.
    pub bundle: Bundle,
    /// What it certifies, as the server knows it.
    pub delivery: Delivery,
    /// Whose.
    pub organization: OrganizationInfo,
}

/// The parts of a bundle that come from the database.
struct Parts {
    organization: OrganizationInfo,
    log: Head,
    links: Vec<Link>,
    keys: Vec<waybill_domain::certificate::FormerKey>,
    enrolments: Vec<Signed>,
    sealed: Vec<SealedCommand>,
    commands: Vec<SignedCommand>,
    files: Vec<Found>,
}

/// The certificate of a delivery as it is now. Whether the caller may have it is for the caller to check.
pub async fn collect(app: &App, delivery: Delivery) -> ApiResult<Collected> {
    let mut snapshot = app.store.snapshot().await?;
    let parts = read(app, &mut snapshot, &delivery).await?;
    drop(snapshot);
    let Parts { organization, log, links, keys, enrolments, sealed, commands, files } = parts;
    let (sealed_files, files) = files::load(app, organization.id, files).await?;
    let issuer = app.issuer.public();
    let seal = Seal {
        v: VERSION,
        issuer,
        organization: Person { id: organization.id, name: organization.name.clone() },
        delivery_id: delivery.id,
        code: delivery.code.clone(),
        exported_at: app.clock.now(),
        log,
        events: links.iter().map(sealed_event).collect(),
        commands: sealed,
        files: sealed_files,
    };
    let keys = waybill_domain::certificate::Keys { v: VERSION, issuer, former: keys };
    let signed = |signed: std::result::Result<Signed, serde_json::Error>| {
        signed.map_err(|error| ApiError::from(StoreError::from(error)))
    };
    let bundle = Bundle {
        kind: TYPE.to_owned(),
        v: VERSION,
        seal: signed(app.issuer.sign(&seal))?,
        keys: signed(app.issuer.sign(&keys))?,
        enrolments,
        commands,
        log: runs(links),
        files,
    };
    Ok(Collected { bundle, delivery, organization })
}

async fn read(app: &App, conn: &mut SqliteConnection, delivery: &Delivery) -> Result<Parts> {
    let id = delivery.organization;
    let organization = organizations::get(conn, id).await?;
    let organization =
        organization.ok_or_else(|| StoreError::Corrupt("the organization is gone".to_owned()))?;
    let head = log::head(conn, id).await?;
    let links = log::slice(conn, id, delivery.id).await?;
    let keys = receipts::former_keys(conn, app.issuer.public()).await?;
    let (mut sealed, mut commands, mut envelopes) = (Vec::new(), Vec::new(), Vec::new());
    for (lane, command) in behind(&links)? {
        let Some(kept) = lanes::kept(conn, lane, command).await? else {
            return Err(StoreError::Corrupt(format!("the envelope of {command} is gone")));
        };
        let state =
            if kept.signed.envelope.is_empty() { CommandState::Erased } else { CommandState::Included };
        let text = (state == CommandState::Included).then_some(kept.signed.envelope);
        if let Some(envelope) = text.as_deref().and_then(|text| serde_json::from_str::<Envelope>(text).ok()) {
            envelopes.push(envelope);
        }
        sealed.push(SealedCommand { lane, seq: kept.signed.seq, hash: kept.hash, state });
        commands.push(SignedCommand {
            envelope: text,
            signature: kept.signed.signature,
            receipt: receipts::get(conn, lane, kept.signed.seq).await?,
        });
    }
    let files = files::committed(conn, id, delivery.id, &envelopes, &links).await?;
    let enrolments = enrolments(app, conn, id, &sealed).await?;
    let log = Head { epoch: head.epoch, seq: head.seq, hash: head.hash };
    Ok(Parts { organization, log, links, keys, enrolments, sealed, commands, files })
}

/// The commands of lanes that made these events, in order, each once.
fn behind(links: &[Link]) -> Result<Vec<(LaneId, waybill_domain::CommandId)>> {
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    for link in links {
        let header: EventHeader = serde_json::from_str(&link.entry.header)?;
        if let (Some(lane), Some(command)) = (header.lane, header.command)
            && seen.insert((lane, command))
        {
            all.push((lane, command));
        }
    }
    Ok(all)
}

/// The issuer's word for each lane. One that has sent nothing since the server began to give its word gets it now, for
/// this certificate.
async fn enrolments(
    app: &App,
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    commands: &[SealedCommand],
) -> Result<Vec<Signed>> {
    let lanes: BTreeSet<LaneId> = commands.iter().map(|command| command.lane).collect();
    let mut all = Vec::with_capacity(lanes.len());
    for lane in lanes {
        if lanes::get(conn, organization, lane).await?.is_none() {
            return Err(StoreError::Corrupt(format!("the lane {lane} is gone")));
        }
        let known = receipts::enrolment(conn, lane).await?;
        all.push(match known {
            Some(signed) => signed,
            None => super::countersign::enrolment(conn, &app.issuer, lane, app.clock.now()).await?,
        });
    }
    Ok(all)
}

fn sealed_event(link: &Link) -> SealedEvent {
    SealedEvent { seq: link.seq, hash: link.hash, erased: link.entry.payload.is_none() }
}

/// Events that follow each other stand together, after the head before the first of them.
fn runs(links: Vec<Link>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut last = None;
    for link in links {
        match runs.last_mut().filter(|_| last == Some(link.seq - 1)) {
            Some(run) => run.events.push(link.entry),
            None => runs.push(Run { prev: link.prev.into(), events: vec![link.entry] }),
        }
        last = Some(link.seq);
    }
    runs
}
