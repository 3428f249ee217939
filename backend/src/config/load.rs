//! Reads the configuration.

use std::path::{Path, PathBuf};

use super::keys::{Config, KEYS};

/// Why a configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read {file}: {source}", file = path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file is not TOML.
    #[error("{file}: {message}", file = path.display())]
    Toml {
        /// Which.
        path: PathBuf,
        /// What is wrong, and where.
        message: String,
    },
    /// A key or its value is not known.
    #[error("{origin}: {message}")]
    Value {
        /// The file or the variable.
        origin: String,
        /// What is wrong.
        message: String,
    },
}

impl Default for Config {
    fn default() -> Self {
        Self::load(None, |_| None).expect("the defaults are valid")
    }
}

impl Config {
    /// The defaults, changed by `file` if there is one, changed by what `env` answers for a variable.
    pub fn load(file: Option<&Path>, env: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let mut table = toml::Table::new();
        for key in KEYS {
            table.insert(key.name.to_owned(), parse(key.default).expect("defaults are TOML"));
        }
        if let Some(path) = file {
            let text = std::fs::read_to_string(path)
                .map_err(|source| ConfigError::File { path: path.to_owned(), source })?;
            let given: toml::Table = text.parse().map_err(|e: toml::de::Error| ConfigError::Toml {
                path: path.to_owned(),
                message: e.to_string(),
            })?;
            for (name, value) in given {
                check(&table, &name, &value, &path.display().to_string())?;
                table.insert(name, value);
            }
        }
        for key in KEYS {
            if let Some(text) = env(key.env).filter(|text| !text.is_empty()) {
                let value = read_env(key.default, text);
                check(&table, key.name, &value, key.env)?;
                table.insert(key.name.to_owned(), value);
            }
        }
        table.try_into().map_err(|e: toml::de::Error| ConfigError::Value {
            origin: "configuration".to_owned(),
            message: e.to_string(),
        })
    }
}

impl Config {
    /// The file with the issuer's secret key.
    pub fn issuer_key_file(&self) -> PathBuf {
        if self.issuer_key_file.is_empty() {
            self.data_dir.join("issuer.key")
        } else {
            (&self.issuer_key_file).into()
        }
    }
}

fn parse(value: &str) -> Option<toml::Value> {
    format!("v = {value}").parse::<toml::Table>().ok()?.remove("v")
}

/// A variable is text; where the default is not text, it is read as TOML.
fn read_env(default: &str, text: String) -> toml::Value {
    match parse(default) {
        Some(toml::Value::String(_)) => toml::Value::String(text),
        _ => parse(text.trim()).unwrap_or(toml::Value::String(text)),
    }
}

/// Tries the one value alone, so that the message names where it came from.
fn check(table: &toml::Table, name: &str, value: &toml::Value, origin: &str) -> Result<(), ConfigError> {
    let wrong = |message: String| ConfigError::Value { origin: origin.to_owned(), message };
    if !table.contains_key(name) {
        return Err(wrong(format!("there is no key `{name}`; `waybill-server config` lists all keys")));
    }
    let mut trial = table.clone();
    trial.insert(name.to_owned(), value.clone());
    let tried: Result<Config, _> = trial.try_into();
    tried.map(drop).map_err(|e| wrong(format!("`{name}`: {}", e.message())))
}
