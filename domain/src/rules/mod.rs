//! The rule book, run by the phone (at once, offline) and by the server (with authority).
//!
//! [`apply()`] says what a command does, or why it may not. [`receive()`] is what the server does with it: an intent may be
//! rejected, a fact never is. [`evolve()`] folds what came of it into the delivery.

mod apply;
mod custody;
mod evolve;
mod guard;
pub mod part;
mod receive;
mod rejected;
mod retry;
mod settle;
pub mod today;

pub use apply::{Context, apply};
pub use evolve::evolve;
pub use receive::{Disposition, Reception, receive, refuse};
pub use rejected::Rejected;
pub use retry::{Again, retry};
pub use settle::settle;
