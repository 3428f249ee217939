//! The fault matrix: one test for each thing that can go wrong between a phone and the server, both real.
#![allow(clippy::unwrap_used, missing_docs)]

mod chunks;
mod clocks;
mod copied;
mod damaged;
mod double;
mod files;
mod herd;
mod long;
mod people;
mod queue;
mod restored;
mod table;
mod two_drivers;
