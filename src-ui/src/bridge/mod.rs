//! Everything that touches JavaScript, behind plain Rust types.
//!
//! The same screens run in the native window and in a browser. [`call`] asks the server, [`ask`] asks the offline half
//! on this device; which of the two worlds we are in is decided here and nowhere else. No other module names
//! wasm-bindgen, js-sys or the browser's APIs beyond the event types that Yew hands out.

pub mod blob;
mod calls;
pub mod canvas;
pub mod clipboard;
pub mod device;
pub mod dom;
mod error;
pub mod events;
pub mod files;
pub mod focus;
pub mod format;
pub mod geolocation;
mod http;
mod idb;
pub mod ids;
pub mod image;
mod js;
pub mod keyboard;
pub mod layout;
mod native;
pub mod scanner;
mod socket;
pub mod storage;
mod tiles;
pub mod timer;
mod web_driver;

pub use calls::{ask, call, file_url, raw, street_map};
pub use error::{CallError, ErrorKind};
pub use native::is_app;
pub use tiles::{tile, tile_set};
pub use wasm_bindgen_futures::spawn_local;
