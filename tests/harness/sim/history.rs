//! What happened, line by line: time, who, what. Two runs of one seed have the same.

use std::{
    fmt::Display,
    sync::{Mutex, PoisonError},
};

use sha2::{Digest as _, Sha256};

use super::time::stamp;

/// The lines so far.
#[derive(Debug, Default)]
pub(super) struct History(Mutex<Vec<String>>);

impl History {
    /// Adds a line.
    pub(super) fn say(&self, who: &str, what: impl Display) {
        let line = format!("{} {who:<10} {what}", stamp());
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(line);
    }

    /// All lines.
    pub(super) fn lines(&self) -> Vec<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// A short digest of all lines.
    pub(super) fn digest(&self) -> String {
        let mut hasher = Sha256::new();
        for line in self.0.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            hasher.update(line);
            hasher.update("\n");
        }
        hasher.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }
}
