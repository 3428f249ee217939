//! The index over drivers, beside a list that is looked through from one end to the other.

mod allocations;
mod exact;
mod filters;
mod fleet;
mod live;
