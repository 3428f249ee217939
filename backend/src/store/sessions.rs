//! Sessions and their tokens; of tokens only hashes.

mod refresh;

use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};
use uuid::Uuid;
use waybill_domain::{LaneId, MemberId, OrganizationId, Timestamp};

use super::{
    error::Result,
    members,
    row::{parse, parse_opt, time},
};
use crate::auth::Signed;

pub use refresh::{Refreshable, by_refresh, rotate};

/// What an access token stands for.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    /// Who.
    pub signed: Signed,
    /// When the token ends.
    pub expires_at: Timestamp,
    /// The session was ended.
    pub ended: bool,
    /// The member was disabled.
    pub disabled: bool,
}

/// A session that is about to begin.
#[derive(Clone, Debug)]
pub struct NewSession {
    /// Its id.
    pub id: Uuid,
    /// Where.
    pub organization: OrganizationId,
    /// Whose.
    pub member: MemberId,
    /// `None` for a browser.
    pub lane: Option<LaneId>,
    /// When it ends if it is not used.
    pub expires_at: Timestamp,
    /// See the schema.
    pub refresh_secret: Vec<u8>,
    /// Hash of the first refresh token; `None` for a browser.
    pub refresh: Option<Vec<u8>>,
}

/// What the access token with this hash stands for.
pub async fn by_access(conn: &mut SqliteConnection, hash: &[u8]) -> Result<Option<Found>> {
    let row = sqlx::query(
        "select t.expires_at, s.id, s.organization, s.member, s.lane, s.ended_at, m.role, m.disabled \
         from access_tokens t join sessions s on s.id = t.session join members m on m.id = s.member \
         where t.hash = $1",
    )
    .bind(hash)
    .fetch_optional(conn)
    .await?;
    row.map(|row| found(&row)).transpose()
}

fn found(row: &SqliteRow) -> Result<Found> {
    Ok(Found {
        signed: Signed {
            member: parse(row, "member")?,
            role: members::role(row)?,
            organization: parse(row, "organization")?,
            session: parse(row, "id")?,
            lane: parse_opt(row, "lane")?,
        },
        expires_at: time(row, "expires_at")?,
        ended: row.try_get::<Option<i64>, _>("ended_at")?.is_some(),
        disabled: row.try_get("disabled")?,
    })
}

/// Begins a session.
pub async fn insert(conn: &mut SqliteConnection, new: &NewSession, now: Timestamp) -> Result<()> {
    sqlx::query(
        "insert into sessions (id, organization, member, lane, created_at, last_seen_at, expires_at, \
         refresh_secret, refresh_current) values ($1, $2, $3, $4, $5, $5, $6, $7, $8)",
    )
    .bind(new.id.to_string())
    .bind(new.organization.to_string())
    .bind(new.member.to_string())
    .bind(new.lane.map(|lane| lane.to_string()))
    .bind(now.as_millis())
    .bind(new.expires_at.as_millis())
    .bind(&new.refresh_secret)
    .bind(&new.refresh)
    .execute(conn)
    .await?;
    Ok(())
}

/// Adds an access token, and throws out those of this session that ended a day ago.
pub async fn add_access(
    conn: &mut SqliteConnection,
    session: Uuid,
    hash: &[u8],
    expires_at: Timestamp,
    now: Timestamp,
) -> Result<()> {
    sqlx::query("delete from access_tokens where session = $1 and expires_at < $2")
        .bind(session.to_string())
        .bind(now.plus_minutes(-24 * 60).as_millis())
        .execute(&mut *conn)
        .await?;
    sqlx::query("insert into access_tokens (hash, session, expires_at) values ($1, $2, $3)")
        .bind(hash)
        .bind(session.to_string())
        .bind(expires_at.as_millis())
        .execute(conn)
        .await?;
    Ok(())
}

/// Moves the end of a browser's session and of its token.
pub async fn slide(
    conn: &mut SqliteConnection,
    session: Uuid,
    hash: &[u8],
    expires_at: Timestamp,
    now: Timestamp,
) -> Result<()> {
    sqlx::query("update access_tokens set expires_at = $2 where hash = $1")
        .bind(hash)
        .bind(expires_at.as_millis())
        .execute(&mut *conn)
        .await?;
    sqlx::query("update sessions set expires_at = $2, last_seen_at = $3 where id = $1")
        .bind(session.to_string())
        .bind(expires_at.as_millis())
        .bind(now.as_millis())
        .execute(conn)
        .await?;
    Ok(())
}

/// Ends a session: all its tokens are worth nothing from now on.
pub async fn end(conn: &mut SqliteConnection, session: Uuid, now: Timestamp) -> Result<()> {
    sqlx::query("update sessions set ended_at = $2 where id = $1 and ended_at is null")
        .bind(session.to_string())
        .bind(now.as_millis())
        .execute(conn)
        .await?;
    Ok(())
}

/// Ends all sessions of a member but one.
pub async fn end_all(
    conn: &mut SqliteConnection,
    member: MemberId,
    but: Option<Uuid>,
    now: Timestamp,
) -> Result<()> {
    sqlx::query("update sessions set ended_at = $2 where member = $1 and ended_at is null and id <> $3")
        .bind(member.to_string())
        .bind(now.as_millis())
        .bind(but.map(|id| id.to_string()).unwrap_or_default())
        .execute(conn)
        .await?;
    Ok(())
}

/// The member's role now, if the session still stands; `None` where it ended or the member was disabled.
pub async fn stands(
    conn: &mut SqliteConnection,
    session: Uuid,
    now: Timestamp,
) -> Result<Option<waybill_domain::Role>> {
    let row = sqlx::query(
        "select m.role from sessions s join members m on m.id = s.member \
         where s.id = $1 and s.ended_at is null and s.expires_at > $2 and not m.disabled",
    )
    .bind(session.to_string())
    .bind(now.as_millis())
    .fetch_optional(conn)
    .await?;
    row.map(|row| members::role(&row)).transpose()
}

/// Members of this organization who are signed in somewhere.
pub async fn signed_in(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    now: Timestamp,
) -> Result<Vec<MemberId>> {
    let rows = sqlx::query(
        "select distinct member from sessions where organization = $1 and ended_at is null and expires_at > $2",
    )
    .bind(organization.to_string())
    .bind(now.as_millis())
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| parse(row, "member")).collect()
}

/// Forgets the tokens of sessions that were over before `before`.
pub async fn purge(conn: &mut SqliteConnection, before: Timestamp) -> Result<()> {
    for statement in [
        "delete from access_tokens where session in (select id from sessions where expires_at < $1 or ended_at < $1)",
        "delete from refresh_used where session in (select id from sessions where expires_at < $1 or ended_at < $1)",
    ] {
        sqlx::query(statement).bind(before.as_millis()).execute(&mut *conn).await?;
    }
    Ok(())
}
