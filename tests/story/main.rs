//! Stories: the real server and real phones in one process.
#![allow(clippy::unwrap_used, missing_docs)]

mod conflicts;
mod line;
mod location;
mod offers;
mod phones;
mod proof;
