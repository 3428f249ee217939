//! What a dispatcher relies on.

mod solve;
mod travel;
