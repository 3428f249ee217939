//! Writes a delivery after its events.

use sqlx::SqliteConnection;
use waybill_domain::{Delivery, Timestamp, calls::Group};

use super::counts;
use crate::store::{Result, dispatch::waiting, row::int};

/// Where [`tally`] has what was delivered within its window.
const ON_TIME: usize = 7;

/// Writes `after`, whose last event had this sequence, and moves the counts from `before` on.
pub async fn save(
    conn: &mut SqliteConnection,
    before: Option<&Delivery>,
    after: &Delivery,
    seq: u64,
    now: Timestamp,
) -> Result<()> {
    let far = 253_402_207_200_000;
    let delivered = after.outcome.map(|outcome| outcome.is_delivered());
    sqlx::query(
        "insert into deliveries (id, organization, code, state, delivered, final, open_exceptions, driver, due_at, \
         rev, changed_seq, changed_at, body, on_time, taker) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) \
         on conflict (organization, id) do update set code = $3, state = $4, delivered = $5, final = $6, open_exceptions = $7, \
         driver = $8, due_at = $9, rev = $10, changed_seq = $11, changed_at = $12, body = $13, on_time = $14, \
         taker = $15",
    )
    .bind(after.id.to_string())
    .bind(after.organization.to_string())
    .bind(&after.code)
    .bind(after.state.as_str())
    .bind(delivered)
    .bind(after.state.is_final())
    .bind(int(after.exceptions.len() as u64))
    .bind(after.driver.map(|driver| driver.to_string()))
    .bind(after.dropoff.window.until.map_or(far, Timestamp::as_millis))
    .bind(int(after.rev))
    .bind(int(seq))
    .bind(now.as_millis())
    .bind(serde_json::to_string(after)?)
    .bind(tally(after)[ON_TIME] == 1)
    .bind(after.transfer.map(|transfer| transfer.to.to_string()))
    .execute(&mut *conn)
    .await?;
    let words = words(after);
    if before.map(self::words).as_ref() != Some(&words) {
        search_by(conn, after, &words).await?;
    }
    waiting::note(conn, before, after, now).await?;
    counts::shift(conn, before, after).await
}

async fn search_by(conn: &mut SqliteConnection, delivery: &Delivery, words: &str) -> Result<()> {
    sqlx::query(
        "insert into delivery_words (organization, delivery, words) values ($1, $2, $3) \
         on conflict (organization, delivery) do update set words = $3",
    )
    .bind(delivery.organization.to_string())
    .bind(delivery.id.to_string())
    .bind(words)
    .execute(conn)
    .await?;
    Ok(())
}

/// Everything that a dispatcher may search by.
fn words(delivery: &Delivery) -> String {
    let mut words = vec![delivery.code.as_str(), delivery.merchant.as_str()];
    for stop in [&delivery.dropoff, &delivery.pickup] {
        words
            .extend([&stop.address, &stop.unit, &stop.contact.name, &stop.contact.phone].map(String::as_str));
    }
    for parcel in &delivery.parcels {
        words.extend([parcel.code.as_str(), parcel.name.as_str()]);
    }
    words.retain(|word| !word.is_empty());
    words.join("\n").to_lowercase()
}

/// 1 or 0 for each count that does not depend on the time of day, in the order of the table's columns.
pub(super) fn tally(delivery: &Delivery) -> [i64; 8] {
    // Only `late` asks for the time, and it is not counted here.
    let never = Timestamp::from_millis(0);
    let is = |group: Group| i64::from(group.contains(delivery, never));
    let on_time = is(Group::Delivered) * i64::from(!delivery.is_late(never));
    [
        1,
        is(Group::Unassigned),
        is(Group::OnTheWay),
        is(Group::Failed),
        is(Group::Delivered),
        is(Group::Cancelled),
        is(Group::Exceptions),
        on_time,
    ]
}
