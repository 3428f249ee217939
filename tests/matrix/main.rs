//! The fault matrix: one test for each thing that can go wrong between a phone and the server, both real.
#![allow(clippy::unwrap_used, missing_docs)]

mod double;
mod long;
mod scene;
