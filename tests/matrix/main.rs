//! The fault matrix: one test for each thing that can go wrong between a phone and the server, both real.
#![allow(clippy::unwrap_used, missing_docs)]

mod copied;
mod damaged;
mod double;
mod long;
mod people;
mod restored;
mod scene;
