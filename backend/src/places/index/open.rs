//! Opens an index that was written.

use std::path::Path;

use sqlx::{
    SqlitePool,
    sqlite::{SqliteConnectOptions, SqlitePoolOptions},
};

/// The addresses of an imported map.
#[derive(Clone, Debug)]
pub struct Index {
    pub(super) pool: SqlitePool,
}

impl Index {
    /// Opens the file, which must have been written whole.
    ///
    /// # Errors
    /// Where it is not there, or is no index.
    pub async fn open(path: &Path) -> Result<Self, sqlx::Error> {
        // Nobody ever changes it, so it needs no locks.
        let options = SqliteConnectOptions::new().filename(path).read_only(true).immutable(true);
        let pool = SqlitePoolOptions::new().max_connections(2).connect_with(options).await?;
        sqlx::query("select id, names, near from doc limit 1").fetch_optional(&pool).await?;
        Ok(Self { pool })
    }
}
