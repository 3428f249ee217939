//! The phones: nothing waits, they show what the server has, and nothing that is not theirs.

use std::collections::BTreeMap;

use anyhow::Result;
use sqlx::{Row as _, SqliteConnection};
use waybill_backend::store::{blobs, deliveries};
use waybill_domain::{Delivery, DeliveryId, LaneId, MemberId, proof::Sha256Hash};

use super::{Findings, Kind};
use crate::sim::phone::{App, Phone};

pub(super) async fn check(
    conn: &mut SqliteConnection,
    phone: &Phone,
    app: &App,
    findings: &mut Findings,
) -> Result<()> {
    for lane in lanes(phone)? {
        waits(phone, lane, findings);
        safe(conn, phone, lane, findings).await?;
    }
    let Some(session) = app.status().session else {
        findings.add(Kind::Stuck, format!("{}: nobody is signed in", phone.name));
        return Ok(());
    };
    let member = session.member.id;
    let shown: BTreeMap<DeliveryId, Delivery> =
        app.my_deliveries().await?.into_iter().map(|mine| (mine.delivery.id, mine.delivery)).collect();
    leaks(phone, member, &shown, findings);
    let theirs = deliveries::changed(conn, phone.organization, Some(member), 0, i64::MIN, 100_000).await?;
    let theirs: BTreeMap<DeliveryId, Delivery> =
        theirs.into_iter().filter_map(|changed| Some((changed.id, changed.delivery?))).collect();
    for id in shown.keys().chain(theirs.keys()).collect::<std::collections::BTreeSet<_>>() {
        let (here, there) = (shown.get(id), theirs.get(id));
        if here != there {
            let say = |side: Option<&Delivery>| side.map(|delivery| (delivery.state, delivery.rev));
            let words =
                format!("{} shows {id} as {:?}, the server has {:?}", phone.name, say(here), say(there));
            findings.add(Kind::Diverged, words);
        }
    }
    Ok(())
}

/// Every lane that was ever opened on the phone.
pub(in crate::sim) fn lanes(phone: &Phone) -> Result<Vec<LaneId>> {
    let mut lanes = Vec::new();
    for entry in std::fs::read_dir(phone.data.join("lanes"))? {
        lanes.push(entry?.file_name().to_string_lossy().parse()?);
    }
    lanes.sort_unstable();
    Ok(lanes)
}

fn waits(phone: &Phone, lane: LaneId, findings: &mut Findings) {
    let queues = [
        ("commands", "select name as what from outbox"),
        ("files", "select kind || ' ' || last_error as what from blobs where state = 'queued'"),
        ("fixes", "select 'fix' as what from gps where refused = 0"),
        ("pages", "select op as what from incoming"),
    ];
    for (what, sql) in queues {
        let rows = phone.rows(lane, sql);
        if let Some(first) = rows.first() {
            let first: String = first.get("what");
            let words = format!("{}: {} {what} wait, such as {first}", phone.name, rows.len());
            findings.add(Kind::Stuck, words);
        }
    }
}

/// What the phone calls safe is on the server.
async fn safe(
    conn: &mut SqliteConnection,
    phone: &Phone,
    lane: LaneId,
    findings: &mut Findings,
) -> Result<()> {
    for row in phone.rows(lane, "select sha256 from blobs where state = 'safe'") {
        let sha256: Sha256Hash = row.get::<&str, _>("sha256").parse()?;
        if blobs::get(conn, phone.organization, sha256).await?.is_none() {
            findings
                .add(Kind::Lost, format!("{} calls {sha256} safe, the server has no such bytes", phone.name));
        }
    }
    Ok(())
}

fn leaks(phone: &Phone, member: MemberId, shown: &BTreeMap<DeliveryId, Delivery>, findings: &mut Findings) {
    for delivery in shown.values() {
        if delivery.organization != phone.organization
            || !(delivery.driver == Some(member) || delivery.is_transferred_to(member))
        {
            findings.add(
                Kind::Leaked,
                format!("{} has {}, which is not its member's", phone.name, delivery.code),
            );
        }
    }
}
