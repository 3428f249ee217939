//! Everything an organization has planned, put together and made ready to be asked: who works when, where and when it
//! serves, what stands against an order.

mod judge;
mod organization;
mod place;
mod serve;

pub use organization::{Duty, Operations, Parts};
pub use place::Place;
