//! From columns to the domain's types.

use std::{fmt::Display, str::FromStr};

use sqlx::{Row as _, sqlite::SqliteRow};
use waybill_domain::{Timestamp, proof::Sha256Hash};

use super::error::{Result, StoreError};

/// An id, a hash or a name that was stored as text.
pub fn parse<T: FromStr<Err: Display>>(row: &SqliteRow, column: &str) -> Result<T> {
    from_text(&row.try_get::<String, _>(column)?, column)
}

/// The same, where it may be null.
pub fn parse_opt<T: FromStr<Err: Display>>(row: &SqliteRow, column: &str) -> Result<Option<T>> {
    row.try_get::<Option<String>, _>(column)?.map(|text| from_text(&text, column)).transpose()
}

/// An instant.
pub fn time(row: &SqliteRow, column: &str) -> Result<Timestamp> {
    Ok(Timestamp::from_millis(row.try_get(column)?))
}

/// A count or a sequence.
pub fn count(row: &SqliteRow, column: &str) -> Result<u64> {
    let value: i64 = row.try_get(column)?;
    u64::try_from(value).map_err(|_| StoreError::Corrupt(format!("{column} is negative")))
}

/// A hash of 32 bytes.
pub fn hash(row: &SqliteRow, column: &str) -> Result<Sha256Hash> {
    let bytes: Vec<u8> = row.try_get(column)?;
    let bytes =
        <[u8; 32]>::try_from(bytes).map_err(|_| StoreError::Corrupt(format!("{column} is no hash")))?;
    Ok(Sha256Hash(bytes))
}

/// A sequence as the database holds it.
pub fn int(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

fn from_text<T: FromStr<Err: Display>>(text: &str, column: &str) -> Result<T> {
    text.parse().map_err(|e| StoreError::Corrupt(format!("{column}: {e}")))
}
