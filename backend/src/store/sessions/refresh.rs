//! Refresh tokens: each is good until its successor has been used.

use sqlx::{Row as _, SqliteConnection};
use uuid::Uuid;
use waybill_domain::Timestamp;

use crate::store::{
    Result,
    row::{parse, time},
};

/// A session, as a refresh needs it.
#[derive(Clone, Debug)]
pub struct Refreshable {
    /// Its id.
    pub id: Uuid,
    /// It was ended, or its member was disabled.
    pub over: bool,
    /// When it ends if it is not used.
    pub expires_at: Timestamp,
    /// See the schema.
    pub secret: Vec<u8>,
    /// The presented token is the successor that was given out and not used yet.
    pub is_next: bool,
    /// The presented token was used before, and so was its successor.
    pub is_old: bool,
}

/// The session to which the refresh token with this hash belongs, or belonged.
pub async fn by_refresh(conn: &mut SqliteConnection, hash: &[u8]) -> Result<Option<Refreshable>> {
    let row = sqlx::query(
        "select s.id, s.expires_at, s.ended_at, s.refresh_secret, m.disabled, \
         s.refresh_next = $1 as is_next, s.id in (select session from refresh_used where hash = $1) as is_old \
         from sessions s join members m on m.id = s.member \
         where s.refresh_current = $1 or s.refresh_next = $1 \
         or s.id in (select session from refresh_used where hash = $1)",
    )
    .bind(hash)
    .fetch_optional(conn)
    .await?;
    row.map(|row| {
        Ok(Refreshable {
            id: parse(&row, "id")?,
            over: row.try_get::<Option<i64>, _>("ended_at")?.is_some() || row.try_get("disabled")?,
            expires_at: time(&row, "expires_at")?,
            secret: row.try_get("refresh_secret")?,
            is_next: row.try_get::<Option<bool>, _>("is_next")?.unwrap_or(false),
            is_old: row.try_get("is_old")?,
        })
    })
    .transpose()
}

/// Stores that `current` was used and `next` given out for it; what was current before counts as used up.
pub async fn rotate(
    conn: &mut SqliteConnection,
    session: Uuid,
    current: &[u8],
    next: &[u8],
    expires_at: Timestamp,
    now: Timestamp,
) -> Result<()> {
    let id = session.to_string();
    sqlx::query(
        "insert into refresh_used (hash, session) \
         select refresh_current, id from sessions where id = $1 and refresh_current <> $2",
    )
    .bind(&id)
    .bind(current)
    .execute(&mut *conn)
    .await?;
    sqlx::query(
        "update sessions set refresh_current = $2, refresh_next = $3, expires_at = $4, last_seen_at = $5 \
         where id = $1",
    )
    .bind(&id)
    .bind(current)
    .bind(next)
    .bind(expires_at.as_millis())
    .bind(now.as_millis())
    .execute(conn)
    .await?;
    Ok(())
}
