//! Planned items: each a whole, with a revision.

use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};
use uuid::Uuid;
use waybill_domain::{MemberId, OrganizationId, Timestamp};

use crate::store::{
    Result,
    row::{count, parse, time},
};

/// What is planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// When the organization serves.
    Calendar,
    /// A depot.
    Depot,
    /// A vehicle.
    Vehicle,
    /// A zone.
    Zone,
    /// When a driver works.
    Roster,
}

impl Kind {
    /// The name in the database, and for people.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Calendar => "calendar",
            Self::Depot => "depot",
            Self::Vehicle => "vehicle",
            Self::Zone => "zone",
            Self::Roster => "roster",
        }
    }
}

/// An item, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The name of its [`Kind`].
    pub kind: String,
    /// Which.
    pub id: Uuid,
    /// The revision.
    pub rev: u64,
    /// The item as JSON.
    pub body: String,
    /// When it was written last.
    pub changed_at: Timestamp,
    /// By whom.
    pub changed_by: MemberId,
}

const COLUMNS: &str = "kind, id, rev, body, changed_at, changed_by";

/// The revision of the last change; 0: nothing was planned yet.
pub async fn head(conn: &mut SqliteConnection, organization: OrganizationId) -> Result<u64> {
    let rev: Option<i64> = sqlx::query_scalar("select rev from operation_heads where organization = $1")
        .bind(organization.to_string())
        .fetch_optional(conn)
        .await?;
    Ok(rev.map_or(0, i64::cast_unsigned))
}

/// One item.
pub async fn get(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    kind: Kind,
    id: Uuid,
) -> Result<Option<Row>> {
    let row = sqlx::query(&format!(
        "select {COLUMNS} from operation_items where organization = $1 and kind = $2 and id = $3"
    ))
    .bind(organization.to_string())
    .bind(kind.as_str())
    .bind(id.to_string())
    .fetch_optional(conn)
    .await?;
    row.as_ref().map(read).transpose()
}

/// Everything that is planned, of one kind or of all, in the order of the ids.
pub async fn all(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    kind: Option<Kind>,
) -> Result<Vec<Row>> {
    let rows = sqlx::query(&format!(
        "select {COLUMNS} from operation_items where organization = $1 and ($2 = '' or kind = $2) order by kind, id"
    ))
    .bind(organization.to_string())
    .bind(kind.map_or("", Kind::as_str))
    .fetch_all(conn)
    .await?;
    rows.iter().map(read).collect()
}

/// Writes an item, of which the revision is for the caller to check, in the same transaction; its new revision.
pub async fn put(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    (kind, id): (Kind, Uuid),
    body: &str,
    by: MemberId,
    now: Timestamp,
) -> Result<u64> {
    let rev = next(conn, organization).await?;
    sqlx::query(
        "insert into operation_items (organization, kind, id, rev, body, changed_at, changed_by) \
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (organization, kind, id) do update set \
         rev = excluded.rev, body = excluded.body, changed_at = excluded.changed_at, changed_by = excluded.changed_by",
    )
    .bind(organization.to_string())
    .bind(kind.as_str())
    .bind(id.to_string())
    .bind(rev)
    .bind(body)
    .bind(now.as_millis())
    .bind(by.to_string())
    .execute(conn)
    .await?;
    Ok(rev.cast_unsigned())
}

/// Removes an item.
pub async fn remove(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    kind: Kind,
    id: Uuid,
) -> Result<()> {
    next(conn, organization).await?;
    sqlx::query("delete from operation_items where organization = $1 and kind = $2 and id = $3")
        .bind(organization.to_string())
        .bind(kind.as_str())
        .bind(id.to_string())
        .execute(conn)
        .await?;
    Ok(())
}

async fn next(conn: &mut SqliteConnection, organization: OrganizationId) -> Result<i64> {
    let rev = sqlx::query_scalar(
        "insert into operation_heads (organization, rev) values ($1, 1) \
         on conflict (organization) do update set rev = operation_heads.rev + 1 returning rev",
    )
    .bind(organization.to_string())
    .fetch_one(conn)
    .await?;
    Ok(rev)
}

fn read(row: &SqliteRow) -> Result<Row> {
    Ok(Row {
        kind: row.try_get("kind")?,
        id: parse(row, "id")?,
        rev: count(row, "rev")?,
        body: row.try_get("body")?,
        changed_at: time(row, "changed_at")?,
        changed_by: parse(row, "changed_by")?,
    })
}
