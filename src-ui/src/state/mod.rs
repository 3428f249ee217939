//! What the screens know, as pure values and reducers: no browser in here, so all of it is tested on the host.

pub mod address;
pub mod board;
pub mod change;
pub mod day;
pub mod devices;
pub mod draft;
pub mod offer;
pub mod organization;
pub mod people;
pub mod plan;
#[cfg(test)]
pub(crate) mod samples;
pub mod session;
pub mod settings;
pub mod sign_in;
pub mod signature;
pub mod travel;
pub mod waiting;
pub mod wave;
pub mod way;
