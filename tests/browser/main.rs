//! The interface in a real browser against the real server.
#![allow(clippy::unwrap_used, missing_docs)]

mod accessible;
mod board;
mod contest;
mod custody;
mod devices;
mod driver;
mod exceptions;
mod form;
mod offers;
mod plan;
mod retry;
mod scene;
mod settings;
mod tiles;
mod wave;
mod zones;
