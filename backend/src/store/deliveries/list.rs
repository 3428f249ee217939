//! Lists deliveries: filters, search, pages.

use serde_json::value::RawValue;
use sqlx::{QueryBuilder, Row as _, Sqlite, SqliteConnection, sqlite::SqliteRow};
use waybill_domain::{MemberId, OrganizationId, Timestamp, calls::Group};

use crate::store::{
    Result,
    row::{int, parse_opt},
};

/// Which deliveries.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Of this group.
    pub group: Option<Group>,
    /// With all these words, in lower case.
    pub words: Vec<String>,
    /// That this driver has or is about to take over.
    pub driver: Option<MemberId>,
}

/// In which order, and after which one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// By the end of the drop-off window; after this (end, id).
    Due(Option<(i64, String)>),
    /// Newest change first, of those after `after`; before the sequence `below`.
    Changed {
        /// The sequence that the reader knows.
        after: u64,
        /// Where the page before ended.
        below: Option<u64>,
    },
}

/// One row, ready to be sent.
#[derive(Debug)]
pub struct Listed {
    /// Its place, for the cursor of the page after.
    pub due_at: i64,
    /// Its place in the order of changes.
    pub changed_seq: i64,
    /// Its id.
    pub id: String,
    /// Who has it.
    pub driver: Option<MemberId>,
    /// The delivery as JSON, as it is stored: a list of hundreds is not parsed only to be written again.
    pub body: Box<RawValue>,
}

/// At most `limit` deliveries of this organization.
pub async fn list(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    filter: &Filter,
    order: &Order,
    limit: u32,
    now: Timestamp,
) -> Result<Vec<Listed>> {
    let mut query = QueryBuilder::<Sqlite>::new(
        "select id, driver, due_at, changed_seq, body from deliveries where organization = ",
    );
    query.push_bind(organization.to_string());
    if let Some(group) = filter.group {
        of_group(&mut query, group, now);
    }
    if let Some(driver) = filter.driver {
        let driver = driver.to_string();
        query
            .push(" and (driver = ")
            .push_bind(driver.clone())
            .push(" or taker = ")
            .push_bind(driver)
            .push(")");
    }
    if !filter.words.is_empty() {
        query.push(" and id in (select delivery from delivery_words where organization = ");
        query.push_bind(organization.to_string());
        for word in &filter.words {
            query.push(" and words like ").push_bind(pattern(word)).push(" escape '\\'");
        }
        query.push(")");
    }
    match order {
        Order::Due(after) => {
            if let Some((due_at, id)) = after {
                query
                    .push(" and (due_at, id) > (")
                    .push_bind(*due_at)
                    .push(", ")
                    .push_bind(id.clone())
                    .push(")");
            }
            query.push(" order by due_at, id");
        }
        Order::Changed { after, below } => {
            query.push(" and changed_seq > ").push_bind(int(*after));
            if let Some(below) = below {
                query.push(" and changed_seq < ").push_bind(int(*below));
            }
            query.push(" order by changed_seq desc");
        }
    }
    query.push(" limit ").push_bind(limit);
    let rows = query.build().fetch_all(conn).await?;
    rows.into_iter().map(|row| listed(&row)).collect()
}

fn listed(row: &SqliteRow) -> Result<Listed> {
    Ok(Listed {
        due_at: row.try_get("due_at")?,
        changed_seq: row.try_get("changed_seq")?,
        id: row.try_get("id")?,
        driver: parse_opt(row, "driver")?,
        body: RawValue::from_string(row.try_get("body")?)?,
    })
}

fn of_group(query: &mut QueryBuilder<'_, Sqlite>, group: Group, now: Timestamp) {
    match group {
        Group::Unassigned => query.push(" and state in ('unassigned', 'offered')"),
        Group::OnTheWay => query.push(" and not final and state not in ('unassigned', 'offered')"),
        Group::Late => query.push(" and not final and due_at < ").push_bind(now.as_millis()),
        Group::Failed => query.push(" and state = 'completed' and not delivered"),
        Group::Delivered => query.push(" and state = 'completed' and delivered"),
        Group::Cancelled => query.push(" and state = 'cancelled'"),
        Group::Exceptions => query.push(" and open_exceptions > 0"),
    };
}

/// `word` anywhere, with the wildcards in it taken as they are.
fn pattern(word: &str) -> String {
    let mut pattern = String::from("%");
    for letter in word.chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    pattern
}
