//! The imported map: what becomes of an extract, and addresses found in it.

mod addresses;
mod asked;
mod broken;
pub(crate) mod import;
mod remote;
pub(crate) mod sample;
mod tiles;
