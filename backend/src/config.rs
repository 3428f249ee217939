//! Configuration: a TOML file, then the environment; each key has a documented default.

mod keys;
mod load;

pub use keys::{Config, KEYS, Key, LogFormat};
pub use load::ConfigError;
