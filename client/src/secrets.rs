//! Secrets: tokens and lane keys. An app keeps them in the keystore of its system; [`FileSecrets`] is for machines that
//! have none.

use std::{collections::BTreeMap, fs, io, path::PathBuf, sync::Mutex};

use crate::device::files;

/// The keystore did not do it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the device's keystore cannot be used: {0}")]
pub struct SecretsError(pub String);

/// A keystore. Calls may take a moment; they are made from threads that may block.
pub trait Secrets: Send + Sync + 'static {
    /// The secret of that name, if there is one.
    fn get(&self, name: &str) -> Result<Option<String>, SecretsError>;
    /// Keeps a secret, in place of the one before.
    fn set(&self, name: &str, value: &str) -> Result<(), SecretsError>;
    /// Forgets a secret; no error where there is none.
    fn remove(&self, name: &str) -> Result<(), SecretsError>;
}

/// Secrets in memory, gone with the process.
#[derive(Debug, Default)]
pub struct MemorySecrets(Mutex<BTreeMap<String, String>>);

impl MemorySecrets {
    fn map(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, String>> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// Another keystore with what is in this one now.
impl Clone for MemorySecrets {
    fn clone(&self) -> Self {
        Self(Mutex::new(self.map().clone()))
    }
}

impl Secrets for MemorySecrets {
    fn get(&self, name: &str) -> Result<Option<String>, SecretsError> {
        Ok(self.map().get(name).cloned())
    }

    fn set(&self, name: &str, value: &str) -> Result<(), SecretsError> {
        self.map().insert(name.to_owned(), value.to_owned());
        Ok(())
    }

    fn remove(&self, name: &str) -> Result<(), SecretsError> {
        self.map().remove(name);
        Ok(())
    }
}

/// One file a secret, in a folder that only the user may read (0700, files 0600).
#[derive(Debug)]
pub struct FileSecrets {
    folder: PathBuf,
}

impl FileSecrets {
    /// Keeps secrets in `folder`, which is made when it is first needed.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    fn path(&self, name: &str) -> PathBuf {
        let safe: String =
            name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' }).collect();
        self.folder.join(safe)
    }
}

impl Secrets for FileSecrets {
    fn get(&self, name: &str) -> Result<Option<String>, SecretsError> {
        match fs::read_to_string(self.path(name)) {
            Ok(value) => Ok(Some(value)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(SecretsError(error.to_string())),
        }
    }

    fn set(&self, name: &str, value: &str) -> Result<(), SecretsError> {
        files::private_dir(&self.folder)
            .and_then(|()| files::write_whole(&self.path(name), value.as_bytes()))
            .map_err(|error| SecretsError(error.to_string()))
    }

    fn remove(&self, name: &str) -> Result<(), SecretsError> {
        match fs::remove_file(self.path(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(SecretsError(error.to_string())),
            _ => Ok(()),
        }
    }
}
