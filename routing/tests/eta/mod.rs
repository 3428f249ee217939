//! When a driver will be where.

mod learning;
mod trips;
