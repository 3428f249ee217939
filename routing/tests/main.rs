//! What the server and the phone rely on.
#![allow(clippy::unwrap_used, missing_docs)]

mod eta;
mod nearby;
mod solve;
mod travel;
mod waves;
