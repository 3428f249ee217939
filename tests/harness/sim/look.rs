//! What a database on a simulated disk says, read from outside.

use std::path::Path;

use sqlx::{
    Connection as _, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteRow},
};
use waybill_door::wait;

use crate::vfs::Disk;

/// The rows that `sql` finds in the database at `file`.
pub(super) fn rows(disk: &Disk, file: &Path, sql: &str) -> sqlx::Result<Vec<SqliteRow>> {
    let options = SqliteConnectOptions::new().filename(file).vfs(disk.name().to_owned());
    wait(async {
        let mut conn = SqliteConnection::connect_with(&options).await?;
        let rows = sqlx::query(sql).fetch_all(&mut conn).await;
        conn.close().await?;
        rows
    })
}
