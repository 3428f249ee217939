//! What the app is told from outside: where its data lives and which server it talks to.

use std::{
    env,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
};

use tauri::{AppHandle, Manager, Runtime};

/// The server a fresh app offers at sign-in; the demo listens there.
pub const DEFAULT_SERVER: &str = "http://127.0.0.1:8080";

/// Settings read once at the start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// `WAYBILL_DATA_DIR`: where the databases, photos and the web view's own files live, absolute. Without it
    /// the platform's folder for app data is used.
    data_dir: Option<PathBuf>,
    /// `WAYBILL_SERVER`: the base URL of the server, without a slash at the end.
    server: String,
}

/// A setting that cannot be used.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ConfigError {
    /// The server is not a web address.
    #[error("WAYBILL_SERVER is {0:?}: it must start with http:// or https://")]
    Server(String),
    /// The folder for data is relative, so it would move with the current folder.
    #[error("WAYBILL_DATA_DIR is {0:?}: it must be an absolute path")]
    DataDir(PathBuf),
}

impl Config {
    /// Reads `WAYBILL_DATA_DIR` and `WAYBILL_SERVER`.
    ///
    /// # Errors
    /// When one of them is set to something that cannot be used.
    pub fn from_env() -> Result<Self, ConfigError> {
        Self::new(env::var_os("WAYBILL_DATA_DIR").map(PathBuf::from), env::var("WAYBILL_SERVER").ok())
    }

    /// Checks the two settings; an empty one counts as absent.
    ///
    /// # Errors
    /// When the folder is relative or the server is not an `http(s)` address.
    pub fn new(data_dir: Option<PathBuf>, server: Option<String>) -> Result<Self, ConfigError> {
        let data_dir = data_dir.filter(|dir| !dir.as_os_str().is_empty());
        if let Some(dir) = data_dir.as_ref().filter(|dir| !dir.is_absolute()) {
            return Err(ConfigError::DataDir(dir.clone()));
        }
        let server = server.filter(|server| !server.is_empty()).unwrap_or_else(|| DEFAULT_SERVER.to_owned());
        if !(server.starts_with("http://") || server.starts_with("https://")) {
            return Err(ConfigError::Server(server));
        }
        Ok(Self { data_dir, server: server.trim_end_matches('/').to_owned() })
    }

    /// The base URL of the server, without a slash at the end.
    #[must_use]
    pub fn server(&self) -> &str {
        &self.server
    }

    /// The folder that was asked for, if any.
    #[must_use]
    pub fn data_dir_override(&self) -> Option<&Path> {
        self.data_dir.as_deref()
    }

    /// The folder for everything the app keeps. It may not exist yet.
    ///
    /// # Errors
    /// When the platform has no folder for app data.
    pub fn data_dir<R: Runtime>(&self, app: &AppHandle<R>) -> tauri::Result<PathBuf> {
        match &self.data_dir {
            Some(dir) => Ok(dir.clone()),
            None => app.path().app_data_dir(),
        }
    }

    /// Gives an app with its own data folder its own identity: single-instance would otherwise hand a second
    /// profile's start to the first profile's window.
    pub fn separate_profile(&self, config: &mut tauri::Config) {
        if let Some(dir) = &self.data_dir {
            let mut hasher = DefaultHasher::new();
            dir.hash(&mut hasher);
            config.identifier = format!("{}.p{:016x}", config.identifier, hasher.finish());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_to_the_demo_server_and_the_platform_folder() {
        let config = Config::new(None, Some(String::new())).expect("nothing set is fine");
        assert_eq!(config.server(), DEFAULT_SERVER);
        assert_eq!(config.data_dir_override(), None);
    }

    #[test]
    fn a_slash_at_the_end_of_the_server_is_dropped() {
        let config = Config::new(None, Some("https://fleet.example/".into())).expect("a valid server");
        assert_eq!(config.server(), "https://fleet.example");
    }

    #[test]
    fn settings_that_cannot_work_name_the_variable_and_the_rule() {
        let server = Config::new(None, Some("fleet.example".into())).expect_err("no scheme");
        assert_eq!(
            server.to_string(),
            r#"WAYBILL_SERVER is "fleet.example": it must start with http:// or https://"#
        );
        let dir = Config::new(Some("data".into()), None).expect_err("relative");
        assert_eq!(dir.to_string(), r#"WAYBILL_DATA_DIR is "data": it must be an absolute path"#);
    }
}
