//! The list of exceptions: a fold of the log, written in the transaction that appends to it.

use sqlx::{QueryBuilder, Row as _, SqliteConnection, sqlite::SqliteRow};
use waybill_domain::{
    DeliveryId, Event, EventBody, ExceptionId, MemberId, OrganizationId, Timestamp, exception::Exception,
};

use super::{
    error::Result,
    row::{count, int, parse, parse_opt, time},
};

/// One exception with what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// About which delivery.
    pub delivery: DeliveryId,
    /// The exception.
    pub exception: Exception,
    /// The event that opened it.
    pub opened_seq: u64,
    /// When that was recorded.
    pub opened_at: Timestamp,
    /// When it was resolved; `None`: it is open.
    pub resolved_at: Option<Timestamp>,
    /// By whom; `None` for the server itself.
    pub resolved_by: Option<MemberId>,
    /// What was found.
    pub note: String,
}

/// What to list.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only open ones (`true`), only resolved ones (`false`).
    pub open: Option<bool>,
    /// Only of this kind.
    pub kind: Option<String>,
    /// Only below this sequence: the page after.
    pub before: Option<u64>,
}

/// Takes an event of the log in.
pub async fn note(conn: &mut SqliteConnection, organization: OrganizationId, event: &Event) -> Result<()> {
    match &event.body {
        EventBody::ExceptionOpened(exception) => {
            sqlx::query(
                "insert into exceptions (organization, id, delivery, kind, body, opened_seq, opened_at) \
                 values ($1, $2, $3, $4, $5, $6, $7) on conflict (organization, id, delivery) do nothing",
            )
            .bind(organization.to_string())
            .bind(exception.id.to_string())
            .bind(event.delivery_id.to_string())
            .bind(exception.kind.as_str())
            .bind(serde_json::to_string(exception)?)
            .bind(int(event.seq))
            .bind(event.recorded_at.as_millis())
            .execute(conn)
            .await?;
        }
        EventBody::ExceptionResolved { exception, note } => {
            sqlx::query(
                "update exceptions set resolved_at = $4, resolved_by = $5, note = $6 \
                 where organization = $1 and id = $2 and delivery = $3 and resolved_at is null",
            )
            .bind(organization.to_string())
            .bind(exception.to_string())
            .bind(event.delivery_id.to_string())
            .bind(event.recorded_at.as_millis())
            .bind(event.actor.map(|actor| actor.to_string()))
            .bind(note)
            .execute(conn)
            .await?;
        }
        _ => {}
    }
    Ok(())
}

/// The newest first, at most `limit`.
pub async fn list(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    filter: &Filter,
    limit: u32,
) -> Result<Vec<Row>> {
    let mut query = QueryBuilder::new("select * from exceptions where organization = ");
    query.push_bind(organization.to_string());
    match filter.open {
        Some(true) => query.push(" and resolved_at is null"),
        Some(false) => query.push(" and resolved_at is not null"),
        None => &mut query,
    };
    if let Some(kind) = &filter.kind {
        query.push(" and kind = ").push_bind(kind.as_str());
    }
    if let Some(before) = filter.before {
        query.push(" and opened_seq < ").push_bind(int(before));
    }
    query.push(" order by opened_seq desc limit ").push_bind(limit);
    query.build().fetch_all(conn).await?.iter().map(row).collect()
}

/// One exception.
pub async fn get(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    id: ExceptionId,
) -> Result<Option<Row>> {
    let found =
        sqlx::query("select * from exceptions where organization = $1 and id = $2 order by opened_seq")
            .bind(organization.to_string())
            .bind(id.to_string())
            .fetch_optional(conn)
            .await?;
    found.as_ref().map(row).transpose()
}

fn row(row: &SqliteRow) -> Result<Row> {
    let resolved_at: Option<i64> = row.try_get("resolved_at")?;
    Ok(Row {
        delivery: parse(row, "delivery")?,
        exception: serde_json::from_str(row.try_get("body")?)?,
        opened_seq: count(row, "opened_seq")?,
        opened_at: time(row, "opened_at")?,
        resolved_at: resolved_at.map(Timestamp::from_millis),
        resolved_by: parse_opt(row, "resolved_by")?,
        note: row.try_get::<Option<String>, _>("note")?.unwrap_or_default(),
    })
}
