//! The imported map: what becomes of an extract, and addresses found in it.

mod addresses;
mod asked;
mod broken;
mod import;
mod remote;
mod sample;
