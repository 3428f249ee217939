//! What can go wrong with the database.

/// The database could not do it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The disk is full.
    #[error("there is no space left on this device")]
    Full,
    /// The data was written by a newer app.
    #[error("this data was written by a newer version of Waybill; update the app")]
    TooNew,
    /// A row that this version cannot read.
    #[error("stored {what} cannot be read: {detail}")]
    Unreadable {
        /// What it should have been.
        what: &'static str,
        /// What is wrong with it.
        detail: String,
    },
    /// Anything else SQLite says.
    #[error("the database on this device failed: {0}")]
    Sqlite(sqlx::Error),
}

/// SQLite's primary code for a full disk.
const SQLITE_FULL: i64 = 13;

impl StoreError {
    /// `what` cannot be read.
    pub fn unreadable(what: &'static str, detail: impl ToString) -> Self {
        Self::Unreadable { what, detail: detail.to_string() }
    }

    pub(crate) fn is_full(error: &sqlx::Error) -> bool {
        let code = error.as_database_error().and_then(|e| e.code()).and_then(|code| code.parse::<i64>().ok());
        code.is_some_and(|code| code & 0xff == SQLITE_FULL)
    }

    pub(crate) fn retry_helps(&self) -> bool {
        matches!(self, Self::Full | Self::Sqlite(_))
    }

    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Full => "disk_full",
            Self::TooNew => "data_too_new",
            Self::Unreadable { .. } => "data_unreadable",
            Self::Sqlite(_) => "database",
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        if Self::is_full(&error) { Self::Full } else { Self::Sqlite(error) }
    }
}
