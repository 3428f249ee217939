//! Proof files: rows about the files in the lane's folder.

use std::collections::BTreeSet;

use sqlx::{FromRow, SqliteConnection};
use waybill_domain::{
    DeliveryId, Timestamp,
    proof::{BlobKind, BlobRef, Sha256Hash},
};

use super::StoreError;

/// A kept file.
#[derive(Clone, Debug, PartialEq)]
pub struct Blob {
    /// What it is.
    pub blob: BlobRef,
    /// Relative to the lane's folder.
    pub path: String,
    /// Of which delivery.
    pub delivery: DeliveryId,
    /// When it was kept.
    pub kept_at: Timestamp,
    /// The server's URL of an upload under way.
    pub upload_url: Option<String>,
    /// Bytes of it that are on the server.
    pub sent: u64,
    /// How often it was tried.
    pub attempts: u32,
    /// Why it did not work last time.
    pub last_error: String,
}

#[derive(FromRow)]
struct Row {
    sha256: String,
    path: String,
    size: i64,
    mime: String,
    kind: String,
    delivery_id: String,
    kept_at: i64,
    upload_url: Option<String>,
    sent: i64,
    attempts: i64,
    last_error: String,
}

const COLUMNS: &str =
    "sha256, path, size, mime, kind, delivery_id, kept_at, upload_url, sent, attempts, last_error";

impl Row {
    fn open(self) -> Result<Blob, StoreError> {
        let bad = |e: String| StoreError::unreadable("blob", e);
        Ok(Blob {
            blob: BlobRef {
                sha256: self.sha256.parse().map_err(|e| bad(format!("{e}")))?,
                size: self.size.cast_unsigned(),
                mime: self.mime,
                kind: if self.kind == "signature" { BlobKind::Signature } else { BlobKind::Photo },
            },
            path: self.path,
            delivery: self.delivery_id.parse().map_err(|e| bad(format!("{e}")))?,
            kept_at: Timestamp::from_millis(self.kept_at),
            upload_url: self.upload_url,
            sent: self.sent.cast_unsigned(),
            attempts: u32::try_from(self.attempts).unwrap_or(u32::MAX),
            last_error: self.last_error,
        })
    }
}

/// Keeps a row for a file that is there. A file that is known already keeps its row.
pub async fn keep(
    conn: &mut SqliteConnection,
    blob: &BlobRef,
    path: &str,
    delivery: DeliveryId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let kind = match blob.kind {
        BlobKind::Photo => "photo",
        BlobKind::Signature => "signature",
    };
    sqlx::query(
        "insert into blobs (sha256, path, size, mime, kind, delivery_id, kept_at)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (sha256) do nothing",
    )
    .bind(blob.sha256.to_string())
    .bind(path)
    .bind(blob.size.cast_signed())
    .bind(&blob.mime)
    .bind(kind)
    .bind(delivery.to_string())
    .bind(now.as_millis())
    .execute(conn)
    .await?;
    Ok(())
}

/// One file's row.
pub async fn get(conn: &mut SqliteConnection, sha256: Sha256Hash) -> Result<Option<Blob>, StoreError> {
    let row: Option<Row> = sqlx::query_as(&format!("select {COLUMNS} from blobs where sha256 = $1"))
        .bind(sha256.to_string())
        .fetch_optional(conn)
        .await?;
    row.map(Row::open).transpose()
}

/// The paths of all files that have a row.
pub async fn paths(conn: &mut SqliteConnection) -> Result<BTreeSet<String>, StoreError> {
    let paths: Vec<String> = sqlx::query_scalar("select path from blobs").fetch_all(conn).await?;
    Ok(paths.into_iter().collect())
}

/// A command commits to the file: from now on it must reach the server.
pub async fn commit(conn: &mut SqliteConnection, sha256: Sha256Hash, seq: u64) -> Result<(), StoreError> {
    sqlx::query("update blobs set state = 'queued', cmd_seq = $1 where sha256 = $2 and state = 'draft'")
        .bind(seq.cast_signed())
        .bind(sha256.to_string())
        .execute(conn)
        .await?;
    Ok(())
}

/// Files that wait, oldest command first.
pub async fn waiting(conn: &mut SqliteConnection) -> Result<Vec<Blob>, StoreError> {
    let rows: Vec<Row> = sqlx::query_as(&format!(
        "select {COLUMNS} from blobs where state = 'queued' order by cmd_seq, rowid"
    ))
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Row::open).collect()
}

/// How many files wait, and when (in wall time) the next of them may be tried: its command must have been pushed.
pub async fn backlog(
    conn: &mut SqliteConnection,
    pushed: u64,
) -> Result<(usize, Option<Timestamp>), StoreError> {
    let (n, next): (i64, Option<i64>) = sqlx::query_as(
        "select count(*), min(case when cmd_seq <= $1 then retry_at end) from blobs where state = 'queued'",
    )
    .bind(pushed.cast_signed())
    .fetch_one(conn)
    .await?;
    Ok((usize::try_from(n).unwrap_or(0), next.map(Timestamp::from_millis)))
}

/// The longest wait between two tries of one file, in milliseconds. A moment further ahead was noted by a clock that has
/// been set back since, and holds nothing up.
pub const RETRY_MAX_MS: i64 = 30 * 60_000;

/// The file to upload next: its command is on the server, and the one that failed least goes first, so that one bad file
/// holds up no other.
pub async fn next_upload(
    conn: &mut SqliteConnection,
    pushed: u64,
    now: Timestamp,
) -> Result<Option<Blob>, StoreError> {
    let row: Option<Row> = sqlx::query_as(&format!(
        "select {COLUMNS} from blobs where state = 'queued' and cmd_seq <= $1 and (retry_at <= $2 or retry_at > $3)
         order by attempts, cmd_seq, rowid limit 1"
    ))
    .bind(pushed.cast_signed())
    .bind(now.as_millis())
    .bind(now.plus_millis(RETRY_MAX_MS).as_millis())
    .fetch_optional(conn)
    .await?;
    row.map(Row::open).transpose()
}

/// How far an upload is.
pub async fn progress(
    conn: &mut SqliteConnection,
    sha256: Sha256Hash,
    upload_url: Option<&str>,
    sent: u64,
) -> Result<(), StoreError> {
    sqlx::query("update blobs set upload_url = $1, sent = $2 where sha256 = $3")
        .bind(upload_url)
        .bind(sent.cast_signed())
        .bind(sha256.to_string())
        .execute(conn)
        .await?;
    Ok(())
}

/// A try failed; not again before `retry_at`.
pub async fn note_failure(
    conn: &mut SqliteConnection,
    sha256: Sha256Hash,
    words: &str,
    retry_at: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query("update blobs set attempts = attempts + 1, last_error = $1, retry_at = $2 where sha256 = $3")
        .bind(words)
        .bind(retry_at.as_millis())
        .bind(sha256.to_string())
        .execute(conn)
        .await?;
    Ok(())
}

/// Every file may be tried at once.
pub async fn retry_now(conn: &mut SqliteConnection) -> Result<(), StoreError> {
    sqlx::query("update blobs set retry_at = 0 where state = 'queued'").execute(conn).await?;
    Ok(())
}

/// The server has verified it. The file stays here.
pub async fn mark_safe(
    conn: &mut SqliteConnection,
    sha256: Sha256Hash,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(
        "update blobs set state = 'safe', safe_at = $1, sent = size, last_error = '' where sha256 = $2",
    )
    .bind(now.as_millis())
    .bind(sha256.to_string())
    .execute(conn)
    .await?;
    Ok(())
}

/// A restored server may have lost what it once verified: every file is offered again. For one that it still has, it says
/// so at once.
pub async fn doubt(conn: &mut SqliteConnection) -> Result<(), StoreError> {
    sqlx::query(
        "update blobs set state = 'queued', upload_url = null, sent = 0, retry_at = 0, safe_cursor = null
         where state = 'safe'",
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets files of `delivery` that no command commits to and no draft refers to; answers their paths, to be removed
/// after the commit.
pub async fn drop_unused(
    conn: &mut SqliteConnection,
    delivery: DeliveryId,
) -> Result<Vec<String>, StoreError> {
    let drafts = super::drafts::all(conn).await?;
    let used: BTreeSet<String> = drafts
        .values()
        .flat_map(|draft| draft.evidence.blobs().map(|blob| blob.sha256.to_string()))
        .collect();
    let rows: Vec<(String, String)> =
        sqlx::query_as("select sha256, path from blobs where delivery_id = $1 and state = 'draft'")
            .bind(delivery.to_string())
            .fetch_all(&mut *conn)
            .await?;
    let mut paths = Vec::new();
    for (sha256, path) in rows.into_iter().filter(|(sha256, _)| !used.contains(sha256)) {
        sqlx::query("delete from blobs where sha256 = $1").bind(sha256).execute(&mut *conn).await?;
        paths.push(path);
    }
    Ok(paths)
}

/// Notes at which cursor files that became safe were seen to be, and forgets those that are in a backup up to `backed_up`
/// and have been safe since before `old`; answers their paths, to be removed after the commit.
pub async fn let_go(
    conn: &mut SqliteConnection,
    cursor: u64,
    backed_up: Option<u64>,
    old: Timestamp,
) -> Result<Vec<String>, StoreError> {
    sqlx::query("update blobs set safe_cursor = $1 where state = 'safe' and safe_cursor is null")
        .bind(cursor.cast_signed())
        .execute(&mut *conn)
        .await?;
    let Some(backed_up) = backed_up else { return Ok(Vec::new()) };
    let paths = sqlx::query_scalar(
        "delete from blobs where state = 'safe' and safe_cursor <= $1 and safe_at < $2 returning path",
    )
    .bind(backed_up.cast_signed())
    .bind(old.as_millis())
    .fetch_all(conn)
    .await?;
    Ok(paths)
}
