//! When a driver will be where.

mod learning;
mod streets;
mod trips;
