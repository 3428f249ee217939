//! How many deliveries there are of each group.

use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};
use waybill_domain::{Delivery, MemberId, OrganizationId, Timestamp, calls::Counts};

use super::save::tally;
use crate::store::{Result, row::count};

/// The counts at `now`: of the whole organization, or of one driver.
pub async fn counts(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    driver: Option<MemberId>,
    now: Timestamp,
) -> Result<Counts> {
    let organization = organization.to_string();
    if let Some(driver) = driver {
        let row = sqlx::query(
            "select count(*) as total, \
             count(case when state in ('unassigned', 'offered') then 1 end) as unassigned, \
             count(case when not final and state not in ('unassigned', 'offered') then 1 end) as on_the_way, \
             count(case when state = 'completed' and not delivered then 1 end) as failed, \
             count(case when state = 'completed' and delivered then 1 end) as delivered, \
             count(case when state = 'cancelled' then 1 end) as cancelled, \
             count(case when open_exceptions > 0 then 1 end) as exceptions, \
             count(case when on_time then 1 end) as on_time, \
             count(case when not final and due_at < $3 then 1 end) as late \
             from deliveries where organization = $1 and driver = $2",
        )
        .bind(&organization)
        .bind(driver.to_string())
        .bind(now.as_millis())
        .fetch_one(conn)
        .await?;
        return Ok(Counts { late: count(&row, "late")?, ..read(&row)? });
    }
    let row = sqlx::query("select * from delivery_counts where organization = $1")
        .bind(&organization)
        .fetch_one(&mut *conn)
        .await?;
    let late = sqlx::query(
        "select count(*) as late from deliveries where organization = $1 and not final and due_at < $2",
    )
    .bind(&organization)
    .bind(now.as_millis())
    .fetch_one(conn)
    .await?;
    Ok(Counts { late: count(&late, "late")?, ..read(&row)? })
}

fn read(row: &SqliteRow) -> Result<Counts> {
    Ok(Counts {
        all: u64::try_from(row.try_get::<i64, _>("total")?).unwrap_or(0),
        unassigned: count(row, "unassigned")?,
        on_the_way: count(row, "on_the_way")?,
        late: 0,
        failed: count(row, "failed")?,
        delivered: count(row, "delivered")?,
        cancelled: count(row, "cancelled")?,
        exceptions: count(row, "exceptions")?,
        on_time: count(row, "on_time")?,
    })
}

/// Moves the counts by the difference between `before` and `after`.
pub(super) async fn shift(
    conn: &mut SqliteConnection,
    before: Option<&Delivery>,
    after: &Delivery,
) -> Result<()> {
    let (was, is) = (before.map_or([0; 8], tally), tally(after));
    if was == is {
        return Ok(());
    }
    let mut query = sqlx::query(
        "update delivery_counts set total = total + $2, unassigned = unassigned + $3, \
         on_the_way = on_the_way + $4, failed = failed + $5, delivered = delivered + $6, \
         cancelled = cancelled + $7, exceptions = exceptions + $8, on_time = on_time + $9 where organization = $1",
    )
    .bind(after.organization.to_string());
    for (is, was) in is.into_iter().zip(was) {
        query = query.bind(is - was);
    }
    query.execute(conn).await?;
    Ok(())
}
