//! What can go wrong with the database.

/// The database did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database answered with an error.
    #[error(transparent)]
    Sql(#[from] sqlx::Error),
    /// The migrations could not be run.
    #[error(transparent)]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// A row holds what this version cannot read.
    #[error("stored data cannot be read: {0}")]
    Corrupt(String),
    /// The task that held the transaction ended early.
    #[error("the transaction was interrupted")]
    Interrupted,
}

impl StoreError {
    /// Whether the same again may work.
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Sql(sqlx::Error::PoolTimedOut) | Self::Interrupted => true,
            Self::Sql(sqlx::Error::Database(e)) => e.code().is_some_and(|code| code == "5" || code == "6"),
            Self::Sql(_) | Self::Migrate(_) | Self::Corrupt(_) => false,
        }
    }
}

impl From<serde_json::Error> for StoreError {
    fn from(error: serde_json::Error) -> Self {
        Self::Corrupt(error.to_string())
    }
}

/// What the database answers.
pub type Result<T> = std::result::Result<T, StoreError>;
