//! What a service has said, so that it is asked once: most services ask for that.

use std::{
    path::Path,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use sqlx::{
    SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

/// How long an answer holds, in seconds: addresses change slowly.
const GOOD_FOR: i64 = 30 * 24 * 3600;
/// How many answers are kept.
const MOST: i64 = 50_000;

/// Answers by their question. Where the disk says no, there is no cache, and everything works without.
pub(super) struct Cache {
    pool: Option<SqlitePool>,
}

impl Cache {
    pub(super) async fn open(folder: &Path) -> Self {
        let pool = match open(folder).await {
            Ok(pool) => Some(pool),
            Err(error) => {
                tracing::warn!(%error, "answers of the address service cannot be kept");
                None
            }
        };
        Self { pool }
    }

    pub(super) async fn get(&self, question: &str) -> Option<String> {
        let query = sqlx::query_scalar("select answer from answer where question = $1 and at > $2");
        query.bind(question).bind(now() - GOOD_FOR).fetch_optional(self.pool.as_ref()?).await.ok().flatten()
    }

    pub(super) async fn put(&self, question: &str, answer: &str) {
        let Some(pool) = &self.pool else { return };
        let kept = sqlx::query("insert or replace into answer (question, answer, at) values ($1, $2, $3)")
            .bind(question)
            .bind(answer)
            .bind(now())
            .execute(pool)
            .await;
        let swept = match kept {
            Ok(_) => sqlx::query(
                "delete from answer where at <= $1
                 or rowid in (select rowid from answer order by rowid desc limit -1 offset $2)",
            )
            .bind(now() - GOOD_FOR)
            .bind(MOST)
            .execute(pool)
            .await
            .map(drop),
            Err(error) => Err(error),
        };
        if let Err(error) = swept {
            tracing::debug!(%error, "an answer of the address service was not kept");
        }
    }
}

async fn open(folder: &Path) -> Result<SqlitePool, sqlx::Error> {
    std::fs::create_dir_all(folder)?;
    let options = SqliteConnectOptions::new()
        .filename(folder.join("answers.db"))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // What is lost is asked again.
        .synchronous(SqliteSynchronous::Off)
        .busy_timeout(Duration::from_secs(2));
    let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await?;
    sqlx::raw_sql(
        "create table if not exists answer (question text not null unique, answer text not null, at integer not null);
         create index if not exists answer_at on answer (at)",
    )
    .execute(&pool)
    .await?;
    Ok(pool)
}

/// Seconds since 1970. The server's own clock may be a simulation's; a cache of the world outside is none of its business.
fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}
