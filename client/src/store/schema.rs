//! The schema, forward only. The app hands the same list to tauri-plugin-sql, which keeps the same records of it.

use std::borrow::Cow;

use sqlx::{
    SqliteConnection,
    error::BoxDynError,
    migrate::{Migrate as _, MigrateError, Migration, MigrationSource, MigrationType, Migrator},
};

use super::StoreError;

/// One step of the schema.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// Counts up from 1.
    pub version: i64,
    /// What it is about.
    pub description: &'static str,
    /// The statements.
    pub sql: &'static str,
}

/// All steps, oldest first.
pub const STEPS: &[Step] = &[
    Step { version: 1, description: "lane", sql: include_str!("../../migrations/0001_lane.sql") },
    Step { version: 2, description: "recovery", sql: include_str!("../../migrations/0002_recovery.sql") },
    Step { version: 3, description: "queue", sql: include_str!("../../migrations/0003_queue.sql") },
];

#[derive(Debug)]
struct Steps;

impl MigrationSource<'static> for Steps {
    fn resolve(self) -> futures::future::BoxFuture<'static, Result<Vec<Migration>, BoxDynError>> {
        Box::pin(async {
            let step = |step: &Step| {
                let kind = MigrationType::ReversibleUp;
                Migration::new(
                    step.version,
                    Cow::Borrowed(step.description),
                    kind,
                    Cow::Borrowed(step.sql),
                    false,
                )
            };
            Ok(STEPS.iter().map(step).collect())
        })
    }
}

/// Brings the schema up to date.
pub(super) async fn migrate(conn: &mut SqliteConnection) -> Result<(), StoreError> {
    let failed = |error: MigrateError| match error {
        MigrateError::VersionMissing(_) => StoreError::TooNew,
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
        other => StoreError::unreadable("schema", other),
    };
    conn.ensure_migrations_table().await.map_err(failed)?;
    Migrator::new(Steps).await.map_err(failed)?.run_direct(conn).await.map_err(failed)
}
