//! What a dispatcher wants to know about lanes: where each stands, and what came through it.

use std::collections::BTreeMap;

use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};
use waybill_domain::{
    DeliveryId, LaneId, MemberId, OrganizationId, Timestamp,
    calls::{LaneLogEntry, LaneStatus},
};

use super::commands::verdict;
use crate::store::{
    error::Result,
    row::{count, int, parse, parse_opt, time},
};

/// All lanes of the organization, or of one of its members, those heard of last first.
pub async fn status(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    member: Option<MemberId>,
    now: Timestamp,
) -> Result<Vec<LaneStatus>> {
    let exceptions = open_exceptions(conn, organization).await?;
    let rows = sqlx::query(
        "select l.id, l.member, m.name as member_name, m.role, m.disabled, l.device, d.name as device_name, \
           d.platform, d.revoked_at, l.last_seq, l.closed_at, l.successor, l.backed_up_seq, l.created_at, \
           max(l.created_at, coalesce(l.last_seen_at, 0), \
             coalesce((select max(s.last_seen_at) from sessions s where s.lane = l.id), 0)) as seen_at, \
           exists (select 1 from sessions s where s.lane = l.id and s.ended_at is null and s.expires_at > $3) \
             as signed_in, \
           (select count(*) from lane_blobs b where b.lane = l.id and not exists \
             (select 1 from blobs r where r.organization = b.organization and r.sha256 = b.sha256)) as uploads, \
           (select coalesce(sum(b.size), 0) from lane_blobs b where b.lane = l.id and not exists \
             (select 1 from blobs r where r.organization = b.organization and r.sha256 = b.sha256)) as upload_bytes \
         from lanes l join members m on m.id = l.member \
           left join devices d on d.id = l.device and d.member = l.member \
         where l.organization = $1 and ($2 is null or l.member = $2) order by seen_at desc, l.id",
    )
    .bind(organization.to_string())
    .bind(member.map(|member| member.to_string()))
    .bind(now.as_millis())
    .fetch_all(&mut *conn)
    .await?;
    let mut lanes = Vec::with_capacity(rows.len());
    for row in &rows {
        let mut lane = lane(row, now)?;
        lane.open_exceptions = exceptions.get(&lane.member).copied().unwrap_or(0);
        count_notable(conn, &mut lane).await?;
        lanes.push(lane);
    }
    Ok(lanes)
}

fn lane(row: &SqliteRow, now: Timestamp) -> Result<LaneStatus> {
    let seen_at = time(row, "seen_at")?;
    Ok(LaneStatus {
        lane: parse(row, "id")?,
        member: parse(row, "member")?,
        member_name: row.try_get("member_name")?,
        disabled: row.try_get("disabled")?,
        device: row.try_get("device")?,
        device_name: row.try_get::<Option<String>, _>("device_name")?.unwrap_or_default(),
        platform: row.try_get::<Option<String>, _>("platform")?.unwrap_or_default(),
        revoked: row.try_get::<Option<i64>, _>("revoked_at")?.is_some(),
        last_seq: count(row, "last_seq")?,
        backed_up_seq: count(row, "backed_up_seq")?,
        last_seen_at: seen_at,
        age_s: u64::try_from(now.since(seen_at) / 1_000).unwrap_or(0),
        signed_in: row.try_get("signed_in")?,
        successor: parse_opt(row, "successor")?,
        pending_uploads: count(row, "uploads")?,
        pending_bytes: count(row, "upload_bytes")?,
        open_exceptions: 0,
        rejected: 0,
        quarantined: 0,
        unreadable: 0,
        voided: 0,
        needs_review: 0,
        applied_late: 0,
        duplicates: 0,
    })
}

/// What a phone could not send and then sent anew counts no more.
async fn count_notable(conn: &mut SqliteConnection, lane: &mut LaneStatus) -> Result<()> {
    let rows = sqlx::query(
        "select disposition, void is not null as void, count(*) as n from lane_commands c \
         where lane = $1 and disposition <> 'applied' \
           and (void is null or not exists (select 1 from lane_commands anew \
             where anew.lane = c.lane and anew.cmd_id = c.cmd_id and anew.void is null)) \
         group by disposition, void is not null",
    )
    .bind(lane.lane.to_string())
    .fetch_all(conn)
    .await?;
    for row in &rows {
        let n = count(row, "n")?;
        let void: bool = row.try_get("void")?;
        match row.try_get::<&str, _>("disposition")? {
            _ if void => lane.voided += n,
            "rejected" => lane.rejected += n,
            "quarantined" => lane.quarantined += n,
            "unreadable" => lane.unreadable += n,
            "needs_review" => lane.needs_review += n,
            "applied_late" => lane.applied_late += n,
            _ => lane.duplicates += n,
        }
    }
    Ok(())
}

/// How many exceptions are open, by whose command opened them.
async fn open_exceptions(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
) -> Result<BTreeMap<MemberId, u64>> {
    let rows = sqlx::query(
        "select json_extract(e.value, '$.by') as by, count(*) as n \
         from deliveries d, json_each(d.body, '$.exceptions') e \
         where d.organization = $1 and d.open_exceptions > 0 group by 1",
    )
    .bind(organization.to_string())
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| Ok((parse(row, "by")?, count(row, "n")?))).collect()
}

/// What came through a lane before a sequence, newest first, at most `limit`.
pub async fn log(
    conn: &mut SqliteConnection,
    lane: LaneId,
    before: Option<u64>,
    limit: u32,
) -> Result<Vec<LaneLogEntry>> {
    let rows = sqlx::query(
        "select seq, cmd_id, disposition, reason, received_at, void, length(envelope) as size, \
           case when json_valid(envelope) then json_extract(envelope, '$.name') end as name, \
           case when json_valid(envelope) then json_extract(envelope, '$.delivery_id') end as delivery \
         from lane_commands where lane = $1 and seq < $2 order by seq desc limit $3",
    )
    .bind(lane.to_string())
    .bind(int(before.unwrap_or(u64::MAX)))
    .bind(limit)
    .fetch_all(conn)
    .await?;
    rows.iter().map(entry).collect()
}

fn entry(row: &SqliteRow) -> Result<LaneLogEntry> {
    let (disposition, reason) = verdict(row)?;
    let text = |column| -> Result<String> {
        Ok(row.try_get_unchecked::<Option<String>, _>(column)?.unwrap_or_default())
    };
    Ok(LaneLogEntry {
        seq: count(row, "seq")?,
        cmd_id: parse(row, "cmd_id")?,
        name: text("name")?,
        delivery: text("delivery")?.parse::<DeliveryId>().ok(),
        disposition,
        reason,
        received_at: time(row, "received_at")?,
        size: count(row, "size")?,
        void: row.try_get("void")?,
    })
}
