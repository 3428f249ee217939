//! Configuration: a TOML file, then the environment; each key has a documented default.

mod keys;
mod load;

pub use keys::{Config, GeocodeBy, KEYS, Key, LogFormat, TravelBy};
pub use load::ConfigError;
