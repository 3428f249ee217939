//! What the stories stand on: a server, phones and dispatchers, real ones.
//!
//! A test asserts what a user relies on. Nothing sleeps: [`wait::until`] watches for a condition.

pub mod address;
pub mod clock;
pub mod dispatcher;
pub mod driver;
pub mod exif;
pub mod people;
pub mod phone;
pub mod process;
pub mod samples;
pub mod scene;
pub mod server;
pub mod sim;
pub mod small_disk;
pub mod vfs;
pub mod wait;
pub mod wire;
