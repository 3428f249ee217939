//! A keystore that may be slow, locked or absent, with files behind it.

use std::{
    path::Path,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

use keyring_core::{Error, api::CredentialStore};
use waybill_client::secrets::{FileSecrets, Secrets, SecretsError};

use super::native;

/// The Secret Service can hang on a machine without a desktop; nobody waits longer than this.
const PATIENCE: Duration = Duration::from_secs(3);
/// Stands in the files for a secret that is in the keystore, so that a locked keystore is told from an empty one.
const ELSEWHERE: &str = "in the system's keystore";

/// A store that may fail, or never answer.
pub(super) trait Unsure: Send + Sync + 'static {
    fn get(&self, name: &str) -> Result<Option<String>, String>;
    fn set(&self, name: &str, value: &str) -> Result<(), String>;
    fn remove(&self, name: &str) -> Result<(), String>;
}

/// The system's own.
pub(super) struct System {
    service: String,
    store: OnceLock<Result<Arc<CredentialStore>, String>>,
}

impl System {
    pub(super) fn new(service: &str) -> Self {
        Self { service: service.to_owned(), store: OnceLock::new() }
    }

    fn entry(&self, name: &str) -> Result<keyring_core::Entry, String> {
        let store = self.store.get_or_init(|| native::store().map_err(|e| e.to_string()));
        let store = store.as_ref().map_err(Clone::clone)?;
        store.build(&self.service, name, None).map_err(|e| e.to_string())
    }
}

impl Unsure for System {
    fn get(&self, name: &str) -> Result<Option<String>, String> {
        match self.entry(name)?.get_password() {
            Ok(value) => Ok(Some(value)),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(error.to_string()),
        }
    }

    fn set(&self, name: &str, value: &str) -> Result<(), String> {
        self.entry(name)?.set_password(value).map_err(|e| e.to_string())
    }

    fn remove(&self, name: &str) -> Result<(), String> {
        match self.entry(name)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(error.to_string()),
        }
    }
}

/// The store where it answers, the files where it does not.
pub(super) struct Keystore {
    store: Arc<dyn Unsure>,
    files: FileSecrets,
    silent: AtomicBool,
}

impl Keystore {
    pub(super) fn new(store: impl Unsure, folder: &Path) -> Self {
        Self { store: Arc::new(store), files: FileSecrets::new(folder), silent: AtomicBool::new(false) }
    }

    /// Asks the store from a thread of its own: one that hangs is left behind, and not asked again.
    fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&dyn Unsure) -> Result<T, String> + Send + 'static,
    ) -> Result<T, String> {
        if self.silent.load(Ordering::Relaxed) {
            return Err("it does not answer".to_owned());
        }
        let (sender, receiver) = mpsc::channel();
        let store = Arc::clone(&self.store);
        thread::spawn(move || {
            let _ = sender.send(question(&*store));
        });
        receiver.recv_timeout(PATIENCE).unwrap_or_else(|_| {
            self.silent.store(true, Ordering::Relaxed);
            Err("it does not answer".to_owned())
        })
    }
}

impl Secrets for Keystore {
    fn get(&self, name: &str) -> Result<Option<String>, SecretsError> {
        let file = self.files.get(name)?;
        if file.as_deref() != Some(ELSEWHERE) {
            return Ok(file);
        }
        let owned = name.to_owned();
        match self.ask(move |store| store.get(&owned)) {
            Ok(value) => Ok(value),
            Err(error) => Err(SecretsError(error)),
        }
    }

    fn set(&self, name: &str, value: &str) -> Result<(), SecretsError> {
        let (owned, secret) = (name.to_owned(), value.to_owned());
        match self.ask(move |store| store.set(&owned, &secret)) {
            Ok(()) => self.files.set(name, ELSEWHERE),
            Err(error) => {
                tracing::info!(error, "no keystore; the secret is kept in a file of the user alone");
                self.files.set(name, value)
            }
        }
    }

    fn remove(&self, name: &str) -> Result<(), SecretsError> {
        let owned = name.to_owned();
        if let Err(error) = self.ask(move |store| store.remove(&owned)) {
            tracing::info!(error, "the keystore could not forget a secret");
        }
        self.files.remove(name)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    #[derive(Default, Clone)]
    struct Locker {
        value: Arc<Mutex<Option<String>>>,
        locked: Arc<AtomicBool>,
    }

    impl Locker {
        fn open(&self) -> Result<std::sync::MutexGuard<'_, Option<String>>, String> {
            if self.locked.load(Ordering::Relaxed) {
                return Err("locked".to_owned());
            }
            self.value.lock().map_err(|e| e.to_string())
        }
    }

    impl Unsure for Locker {
        fn get(&self, _: &str) -> Result<Option<String>, String> {
            Ok(self.open()?.clone())
        }

        fn set(&self, _: &str, value: &str) -> Result<(), String> {
            *self.open()? = Some(value.to_owned());
            Ok(())
        }

        fn remove(&self, _: &str) -> Result<(), String> {
            *self.open()? = None;
            Ok(())
        }
    }

    struct Deaf;

    impl Unsure for Deaf {
        fn get(&self, _: &str) -> Result<Option<String>, String> {
            loop {
                thread::park();
            }
        }

        fn set(&self, _: &str, _: &str) -> Result<(), String> {
            loop {
                thread::park();
            }
        }

        fn remove(&self, _: &str) -> Result<(), String> {
            loop {
                thread::park();
            }
        }
    }

    #[test]
    fn a_secret_in_the_keystore_is_not_in_a_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let locker = Locker::default();
        let secrets = Keystore::new(locker.clone(), folder.path());
        secrets.set("key", "s3cret").expect("kept");
        assert_eq!(secrets.get("key"), Ok(Some("s3cret".to_owned())));
        let file = std::fs::read_to_string(folder.path().join("key")).expect("a file");
        assert!(!file.contains("s3cret"));

        locker.locked.store(true, Ordering::Relaxed);
        assert!(secrets.get("key").is_err(), "locked is not the same as absent");
        assert_eq!(secrets.get("other"), Ok(None));
        locker.locked.store(false, Ordering::Relaxed);
        secrets.remove("key").expect("forgotten");
        assert_eq!(secrets.get("key"), Ok(None));
    }

    #[test]
    fn a_keystore_that_never_answers_is_asked_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let secrets = Keystore::new(Deaf, folder.path());
        let started = std::time::Instant::now();
        secrets.set("key", "one").expect("kept in a file");
        secrets.set("key", "two").expect("kept in a file");
        assert_eq!(secrets.get("key"), Ok(Some("two".to_owned())));
        assert!(started.elapsed() < PATIENCE * 2);
    }
}
