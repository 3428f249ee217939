//! The power goes at every write, sync and truncation in turn.

use harness::vfs::{Disk, Failure, Fault};
use sqlx::{
    Connection as _, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

const ROWS: i64 = 40;
/// Rows of one transaction, large enough to spill over several pages.
const BATCH: i64 = 5;

async fn open(disk: &Disk, synchronous: SqliteSynchronous) -> Result<SqliteConnection, sqlx::Error> {
    let options = SqliteConnectOptions::new()
        .filename("/fleet.db")
        .vfs(disk.name().to_owned())
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .pragma("wal_autocheckpoint", "8")
        .synchronous(synchronous);
    SqliteConnection::connect_with(&options).await
}

/// Writes transaction after transaction; how many were answered as committed.
async fn work(disk: &Disk, synchronous: SqliteSynchronous) -> i64 {
    let mut done = 0;
    let write = async {
        let mut conn = open(disk, synchronous).await?;
        sqlx::query("create table if not exists kept (n integer primary key, text text not null)")
            .execute(&mut conn)
            .await?;
        while done < ROWS {
            let mut tx = conn.begin().await?;
            for n in done..done + BATCH {
                sqlx::query("insert into kept values ($1, $2)")
                    .bind(n)
                    .bind("x".repeat(700))
                    .execute(&mut *tx)
                    .await?;
            }
            tx.commit().await?;
            done += BATCH;
        }
        Ok::<_, sqlx::Error>(())
    };
    // An error is what a process sees of a power cut in its last moment.
    let _ = write.await;
    done
}

/// How many rows are there; `None` where the database does not open or is not whole.
async fn rows(disk: &Disk) -> Option<i64> {
    let mut conn = open(disk, SqliteSynchronous::Full).await.ok()?;
    let check: String = sqlx::query_scalar("pragma integrity_check").fetch_one(&mut conn).await.ok()?;
    if check != "ok" {
        return None;
    }
    let there: i64 = sqlx::query_scalar("select count(*) from sqlite_schema where name = 'kept'")
        .fetch_one(&mut conn)
        .await
        .ok()?;
    if there == 0 {
        return Some(0);
    }
    sqlx::query_scalar("select count(*) from kept").fetch_one(&mut conn).await.ok()
}

/// Cuts the power at every change of the disk in turn; at which of them something committed was lost, out of how many.
async fn cut_at_each(synchronous: SqliteSynchronous, lying: bool) -> (Vec<u64>, u64) {
    let disk = Disk::new();
    let mut lost = Vec::new();
    for n in 1.. {
        disk.restore(&Default::default());
        disk.lie_about_syncs(lying);
        disk.fail(Fault::once(n, Failure::PowerOff));
        let committed = work(&disk, synchronous).await;
        let struck = disk.heal();
        disk.cut_power(n);
        match rows(&disk).await {
            Some(there) if there >= committed && there % BATCH == 0 => {}
            _ => lost.push(n),
        }
        if !struck {
            return (lost, n - 1);
        }
    }
    unreachable!("the work ends")
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_committed_survives_a_power_cut_at_any_moment() {
    let (lost, moments) = cut_at_each(SqliteSynchronous::Full, false).await;
    assert!(moments > 50, "only {moments} moments");
    assert_eq!(lost, [0; 0], "of {moments} moments");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_syncs_a_power_cut_loses_what_was_committed() {
    let (lost, moments) = cut_at_each(SqliteSynchronous::Off, false).await;
    assert!(!lost.is_empty(), "of {moments} moments");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_lies_about_syncs_loses_what_was_committed() {
    let (lost, moments) = cut_at_each(SqliteSynchronous::Full, true).await;
    assert!(!lost.is_empty(), "of {moments} moments");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_process_loses_nothing_even_without_syncs() {
    let disk = Disk::new();
    for n in 1.. {
        disk.restore(&Default::default());
        disk.fail(Fault::once(n, Failure::Killed));
        let committed = work(&disk, SqliteSynchronous::Off).await;
        let struck = disk.heal();
        disk.kill();
        let there = rows(&disk).await;
        assert!(there.is_some_and(|there| there >= committed), "at {n}: {there:?} of {committed}");
        if !struck {
            break;
        }
    }
}
