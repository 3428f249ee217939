//! What can happen to the board.

use waybill_domain::{
    Delivery, DeliveryId, Member, MemberId, Timestamp,
    calls::{DeliveryPage, Group},
    eta::Etas,
    protocol::DriverPosition,
};

use super::{Column, Density, Link};

/// What can happen to the board.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// A page of the first load; the last one has no `next`.
    Page(DeliveryPage),
    /// A page of what changed after the board's sequence.
    CaughtUp(DeliveryPage),
    /// One delivery as a command left it.
    Put(Box<Delivery>),
    /// The first load did not work; in words.
    Failed(String),
    /// Start again from nothing.
    Reload,
    /// Everybody in the organization.
    Members(Vec<Member>),
    /// Where the drivers are.
    Positions(Vec<DriverPosition>),
    /// When the stops of this delivery will be reached.
    Expected(DeliveryId, Etas),
    /// The connection came or went.
    Link(Link),
    /// Time has passed.
    Tick(Timestamp),
    /// Show only what has these words.
    Search(String),
    /// Show only this group.
    Group(Option<Group>),
    /// Show only this driver's.
    Driver(Option<MemberId>),
    /// Sort by this column; again: the other way round.
    SortBy(Column),
    /// How tall rows are.
    Density(Density),
    /// The cursor goes to this row.
    Cursor(DeliveryId),
    /// Show details of this one, or of none.
    Open(Option<DeliveryId>),
    /// Pick or unpick; with `range` everything from the last one picked.
    Pick {
        /// Which.
        id: DeliveryId,
        /// With everything between.
        range: bool,
    },
    /// Pick exactly these.
    PickMany(Vec<DeliveryId>),
    /// Pick all that are shown, or none if all are.
    PickAll,
}
