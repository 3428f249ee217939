//! The offline half as a whole, against a small server in memory that runs the real rules.

mod acting;
mod core;
mod faults;
mod lanes;
mod location;
mod model;
mod phone;
mod photos;
mod recovery;
mod scene;
mod server;
mod syncing;
mod tiles;
mod town;
mod uploads;
