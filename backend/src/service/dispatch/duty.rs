//! When drivers work: the one place that dispatch asks.

use sqlx::SqliteConnection;
use waybill_domain::{
    MemberId, OrganizationId, Timestamp, Window, calendar::Shift, operations::Duty as Planned,
};

use crate::{service::operations::Operated, store::Result};

/// For how many minutes a fix says that its driver is at work.
pub const FRESH_MIN: i64 = 15;

/// When a driver works, around some instant.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Duty {
    /// The shift that runs then. `None`: off duty. An open end: nobody knows when it ends.
    pub shift: Option<Window>,
    /// Breaks of that shift.
    pub breaks: Vec<Window>,
}

/// The duty of each of `drivers` at `now`, in their order: what the roster says. Each comes with the time of the newest fix:
/// where there is no roster, a driver whose phone has told a place in the last quarter of an hour is at work, until further
/// notice.
pub async fn duty(
    conn: &mut SqliteConnection,
    operated: &Operated,
    organization: OrganizationId,
    drivers: &[(MemberId, Option<Timestamp>)],
    now: Timestamp,
) -> Result<Vec<Duty>> {
    let operations = operated.of(conn, organization).await?;
    let one = |(driver, fix): &(MemberId, Option<Timestamp>)| match operations.duty(*driver, now) {
        Planned::Unplanned => by_fix(*fix, now),
        Planned::Off => Duty::default(),
        Planned::On(shift) => by_roster(shift),
    };
    Ok(drivers.iter().map(one).collect())
}

fn by_roster(shift: Shift) -> Duty {
    let breaks = shift.breaks.into_iter().map(Window::from).collect();
    Duty { shift: Some(shift.window.into()), breaks }
}

fn by_fix(fix: Option<Timestamp>, now: Timestamp) -> Duty {
    let shift = fix.filter(|at| is_fresh(*at, now)).map(|_| Window::default());
    Duty { shift, breaks: Vec::new() }
}

/// Whether a fix says that its driver is at work.
pub(super) fn is_fresh(fix: Timestamp, now: Timestamp) -> bool {
    now.since(fix) <= FRESH_MIN * 60_000
}
