//! What a dispatcher relies on.

mod travel;
mod solve;
