//! What a dispatcher relies on.

mod solve;
mod travel;
//! What the server and the phone rely on.
#![allow(clippy::unwrap_used, missing_docs)]

mod nearby;
mod waves;
