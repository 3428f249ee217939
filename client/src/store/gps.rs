//! The location lane.

use sqlx::SqliteConnection;
use waybill_domain::geo::LaneFix;

use super::StoreError;

/// Keeps a fix.
pub async fn keep(conn: &mut SqliteConnection, fix: &LaneFix) -> Result<(), StoreError> {
    let json = serde_json::to_string(fix).map_err(|e| StoreError::unreadable("fix", e))?;
    sqlx::query("insert or ignore into gps (boot, seq, json) values ($1, $2, $3)")
        .bind(fix.boot)
        .bind(fix.seq.cast_signed())
        .bind(json)
        .execute(conn)
        .await?;
    Ok(())
}

/// The next batch, oldest first. Fixes that were refused together are tried in halves, to find the bad one.
pub async fn next_batch(conn: &mut SqliteConnection, limit: usize) -> Result<Vec<LaneFix>, StoreError> {
    let rows: Vec<(String, u32)> = sqlx::query_as(
        "select json, attempts from gps where refused = 0 order by attempts desc, boot, seq limit $1",
    )
    .bind(i64::try_from(limit).unwrap_or(i64::MAX))
    .fetch_all(conn)
    .await?;
    let halved = rows.first().map_or(0, |(_, attempts)| (*attempts).min(16));
    rows.iter()
        .take((rows.len().min(limit) >> halved).max(1))
        .map(|(json, _)| serde_json::from_str(json).map_err(|e| StoreError::unreadable("fix", e)))
        .collect()
}

/// The server has these.
pub async fn remove(conn: &mut SqliteConnection, fixes: &[LaneFix]) -> Result<(), StoreError> {
    for fix in fixes {
        sqlx::query("delete from gps where boot = $1 and seq = $2")
            .bind(fix.boot)
            .bind(fix.seq.cast_signed())
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

/// The server refused the batch. A fix that is refused alone is kept and not sent again.
pub async fn note_refusal(conn: &mut SqliteConnection, fixes: &[LaneFix]) -> Result<(), StoreError> {
    let refused = fixes.len() == 1;
    for fix in fixes {
        sqlx::query("update gps set attempts = attempts + 1, refused = $1 where boot = $2 and seq = $3")
            .bind(refused)
            .bind(fix.boot)
            .bind(fix.seq.cast_signed())
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

/// The server took none of these: they are kept and not sent again.
pub async fn set_aside(conn: &mut SqliteConnection, fixes: &[LaneFix]) -> Result<(), StoreError> {
    for fix in fixes {
        sqlx::query("update gps set refused = 1 where boot = $1 and seq = $2")
            .bind(fix.boot)
            .bind(fix.seq.cast_signed())
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

/// How many fixes wait.
pub async fn count(conn: &mut SqliteConnection) -> Result<usize, StoreError> {
    let n: i64 = sqlx::query_scalar("select count(*) from gps where refused = 0").fetch_one(conn).await?;
    Ok(usize::try_from(n).unwrap_or(0))
}
