//! A fleet in a box: phones, an office and a server in one thread, on a virtual clock, over a network that misbehaves.
//!
//! Everything is real but the network, the clock, the dice and the disk under SQLite: the real router answers the real
//! offline half. One seed is one run, the same in every process; what differs from run to run by nature is settled by
//! `waybill_door` and by the program that hosts the simulation, `tests/sim`.
//!
//! A run is a day and an evening. By day drivers and dispatchers work while the weather changes, phones and the server
//! die and clocks jump. In the evening everything heals, the queues must drain, and [`check`] compares what the phones
//! promised with what the server has.

mod body;
pub mod check;
mod copy;
mod custody;
mod dice;
mod driver;
mod history;
mod ledger;
mod look;
mod net;
mod office;
mod phone;
mod pictures;
mod post;
mod queue;
mod run;
pub mod time;
mod trouble;
mod wire;
mod world;

pub use check::{Finding, Kind};
pub use run::{Options, Outcome, run};
