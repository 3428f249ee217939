//! Single values of the lane.

use std::collections::BTreeMap;

use serde::{Serialize, de::DeserializeOwned};
use sqlx::SqliteConnection;

use super::StoreError;

/// What is kept as a single value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// For which lane the outbox is; the folder keeps the name of the first one.
    Lane,
    /// Who is signed in, as JSON of `SessionInfo`.
    Session,
    /// The log epoch of the cursor.
    Epoch,
    /// The last log sequence that was pulled.
    Cursor,
    /// The head of the organization's log that was seen last.
    Head,
    /// The last sequence that was given to a command.
    LastSeq,
    /// The hash of that command's envelope.
    LastHash,
    /// The last lane sequence that the server has, as far as is known.
    PushedSeq,
    /// Why the lane must be followed by another, as [`Why`](super::succession::Why).
    Forked,
    /// The last time another lane took over, as [`Renewed`](waybill_domain::calls::driver::Renewed).
    Renewed,
    /// 1: the server was restored and may not know deliveries that this phone knows.
    Restored,
    /// 1: what former lanes had sent must be sent again, through this one.
    SendAgain,
    /// The cursor of a pull under way.
    IncomingCursor,
    /// The epoch of a pull under way.
    IncomingEpoch,
    /// 1: the pull under way is a full copy.
    IncomingReset,
    /// When the server's truth was last pulled in full.
    SyncedAt,
    /// On or off duty.
    Shift,
    /// The same, as the server was told last.
    ShiftTold,
    /// The last fix, as JSON.
    LastFix,
    /// How near the driver is to the next stop, as JSON.
    Approach,
    /// The organization's people, as JSON.
    Members,
}

impl Key {
    fn name(self) -> &'static str {
        match self {
            Self::Lane => "lane",
            Self::Renewed => "renewed",
            Self::Restored => "restored",
            Self::SendAgain => "send_again",
            Self::Session => "session",
            Self::Epoch => "epoch",
            Self::Cursor => "cursor",
            Self::Head => "head",
            Self::LastSeq => "last_seq",
            Self::LastHash => "last_hash",
            Self::PushedSeq => "pushed_seq",
            Self::Forked => "forked",
            Self::IncomingCursor => "incoming_cursor",
            Self::IncomingEpoch => "incoming_epoch",
            Self::IncomingReset => "incoming_reset",
            Self::SyncedAt => "synced_at",
            Self::Shift => "shift",
            Self::ShiftTold => "shift_told",
            Self::LastFix => "last_fix",
            Self::Approach => "approach",
            Self::Members => "members",
        }
    }
}

/// The value of `key`, if it is known.
pub async fn get<T: DeserializeOwned>(
    conn: &mut SqliteConnection,
    key: Key,
) -> Result<Option<T>, StoreError> {
    let json: Option<String> = sqlx::query_scalar("select value from meta where key = $1")
        .bind(key.name())
        .fetch_optional(conn)
        .await?;
    json.map(|json| parse(key, &json)).transpose()
}

fn parse<T: DeserializeOwned>(key: Key, json: &str) -> Result<T, StoreError> {
    serde_json::from_str(json).map_err(|e| StoreError::unreadable(key.name(), e))
}

/// Several values, read at once.
#[derive(Debug)]
pub struct Values(BTreeMap<String, String>);

impl Values {
    /// The value of `key`, if it was asked for and is known.
    pub fn get<T: DeserializeOwned>(&self, key: Key) -> Result<Option<T>, StoreError> {
        self.0.get(key.name()).map(|json| parse(key, json)).transpose()
    }
}

/// Reads the values of `keys` at once, for what is asked again and again.
pub async fn some(conn: &mut SqliteConnection, keys: &[Key]) -> Result<Values, StoreError> {
    let names: Vec<&str> = keys.iter().map(|key| key.name()).collect();
    let found: Vec<(String, String)> =
        sqlx::query_as("select key, value from meta where key in (select value from json_each($1))")
            .bind(serde_json::Value::from(names).to_string())
            .fetch_all(conn)
            .await?;
    Ok(Values(found.into_iter().collect()))
}

/// Keeps `value`.
pub async fn set<T: Serialize>(conn: &mut SqliteConnection, key: Key, value: &T) -> Result<(), StoreError> {
    let json = serde_json::to_string(value).map_err(|e| StoreError::unreadable(key.name(), e))?;
    sqlx::query("insert into meta (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value")
        .bind(key.name())
        .bind(json)
        .execute(conn)
        .await?;
    Ok(())
}

/// Forgets `key`.
pub async fn clear(conn: &mut SqliteConnection, key: Key) -> Result<(), StoreError> {
    sqlx::query("delete from meta where key = $1").bind(key.name()).execute(conn).await?;
    Ok(())
}
