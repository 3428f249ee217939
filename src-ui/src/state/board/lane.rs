//! The drivers' day as the dispatcher sees it.

use std::rc::Rc;

use waybill_domain::{
    Delivery, DeliveryId, Member, MemberId, Point, State, Timestamp,
    protocol::DriverPosition,
    route::{self, Task},
    rules::today::{Progress, Today},
};

use super::{Board, reduce::by_driver};

/// A fix older than this no longer says where somebody is.
const STALE_MS: i64 = 10 * 60_000;
/// What a driver finished longer ago than this is not today's work.
const DAY_MS: i64 = 20 * 3_600_000;

/// One driver's day.
#[derive(Clone, Debug, PartialEq)]
pub struct DriverDay {
    /// Who.
    pub member: Rc<Member>,
    /// The newest fix.
    pub position: Option<DriverPosition>,
    /// How far the day is.
    pub progress: Progress,
    /// What is done next.
    pub next: Option<Delivery>,
    /// How many open stops are past their window.
    pub late: usize,
}

impl DriverDay {
    /// Whether the newest fix is too old, or was never taken, although there is work to do.
    pub fn is_silent(&self, now: Timestamp) -> bool {
        self.next.is_some() && self.position.is_none_or(|position| is_stale(position, now))
    }
}

/// Whether the fix no longer says where somebody is.
pub fn is_stale(position: DriverPosition, now: Timestamp) -> bool {
    now.since(position.fix.at) > STALE_MS
}

/// Every driver's day, by name.
pub fn driver_days(board: &Board) -> Vec<DriverDay> {
    let of = by_driver(board.rows().values());
    board
        .drivers()
        .into_iter()
        .map(|member| {
            let rows = of.get(&member.id).map_or(&[][..], Vec::as_slice);
            let todays = rows.iter().map(|row| &row.delivery).filter(|delivery| {
                delivery.times.completed.is_none_or(|at| board.now.since(at) < DAY_MS)
                    && delivery.state != State::Cancelled
            });
            let today = Today::plan(todays.cloned());
            DriverDay {
                position: board.position(member.id),
                progress: today.progress(),
                late: today.open.iter().filter(|delivery| delivery.is_late(board.now)).count(),
                next: today.open.into_iter().next(),
                member,
            }
        })
        .collect()
}

impl Board {
    /// The deliveries a driver still has to do, in the order of the day.
    pub fn route_of(&self, driver: MemberId) -> Vec<Delivery> {
        Today::plan(self.open_of(driver).cloned()).open
    }

    /// The stops of what a driver has agreed to and still has to do, in the order in which they are driven.
    pub fn stops_of(&self, driver: MemberId) -> Vec<((DeliveryId, Task), Point)> {
        let agreed = self.open_of(driver).filter(|delivery| delivery.state != State::Offered);
        route::stops(agreed).into_iter().map(|stop| (stop.id(), stop.point())).collect()
    }

    fn open_of(&self, driver: MemberId) -> impl Iterator<Item = &Delivery> {
        let open = move |delivery: &&Delivery| delivery.driver == Some(driver) && !delivery.state.is_final();
        self.deliveries().filter(open)
    }
}
