//! Bringing up what waits and bringing down what changed.
//!
//! [`Core`] decides what to do when: a pure state machine of inputs and time. The jobs do it: each prepares a request in
//! one transaction, sends it, and takes the answer in in another. [`runner`](self) is the loop between them.

mod account;
mod backoff;
mod batch;
mod core;
mod drain;
mod fixes;
mod hub;
mod job;
mod map;
mod people;
mod pull;
mod push;
mod runner;
mod succession;
mod tiles;
mod upload;

pub(crate) use account::{Account, blocking, save as save_tokens, tokens_name};
pub use backoff::Backoff;
pub use core::{Backlog, Core, Finish, Input, Task};
pub(crate) use drain::drain_left_behind;
pub(crate) use hub::{Hub, Progress};
pub(crate) use map::fetch as fetch_map;
pub(crate) use people::kept as kept_people;
pub(crate) use runner::run;
