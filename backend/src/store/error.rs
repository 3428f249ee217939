//! What can go wrong with the database.

const BUSY: u32 = 5;
const LOCKED: u32 = 6;
const FULL: u32 = 13;

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
            Self::Sql(_) => matches!(self.primary_code(), Some(BUSY | LOCKED)),
            Self::Migrate(_) | Self::Corrupt(_) => false,
        }
    }

    /// Whether there is no room on the disk.
    pub fn is_full(&self) -> bool {
        self.primary_code() == Some(FULL)
    }

    /// SQLite's primary result code: the low byte of the extended one.
    fn primary_code(&self) -> Option<u32> {
        match self {
            Self::Sql(sqlx::Error::Database(error)) => Some(error.code()?.parse::<u32>().ok()? & 0xff),
            Self::Sql(_) | Self::Migrate(_) | Self::Corrupt(_) | Self::Interrupted => None,
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
