//! What the phone said: kept here, out of reach of the kills.

use std::{
    collections::BTreeSet,
    io::{BufRead as _, BufReader, Read},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread,
};

/// Everything that a phone said, over all its lives.
#[derive(Clone, Debug, Default)]
pub(crate) struct Books(Arc<Mutex<Said>>);

/// By kind.
#[derive(Debug, Default)]
pub(crate) struct Said {
    /// Notes that were begun; they may or may not exist.
    pub(crate) tried: BTreeSet<String>,
    /// Notes that were answered: delivery and text.
    pub(crate) notes: Vec<(String, String)>,
    /// Steps that were answered: delivery and command.
    pub(crate) steps: Vec<(String, String)>,
    /// Completions that were answered: delivery and the hashes of their proof.
    pub(crate) completed: Vec<(String, Vec<String>)>,
    /// The phone has nothing left to send.
    pub(crate) drained: bool,
}

impl Books {
    /// Reads what a phone says until it dies.
    pub(crate) fn follow(&self, output: impl Read + Send + 'static) {
        let books = self.clone();
        thread::spawn(move || {
            // A line that the kill cut off was never said.
            let mut lines = BufReader::new(output);
            let mut line = String::new();
            while lines.read_line(&mut line).is_ok_and(|n| n > 0) {
                if let Some(whole) = line.strip_suffix('\n') {
                    books.said().take(whole);
                }
                line.clear();
            }
        });
    }

    pub(crate) fn said(&self) -> MutexGuard<'_, Said> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Said {
    fn take(&mut self, line: &str) {
        match line.split(' ').collect::<Vec<_>>().as_slice() {
            ["try", "note", token] => {
                self.tried.insert((*token).to_owned());
            }
            ["done", "note", delivery, token] => self.notes.push((own(delivery), own(token))),
            ["done", "step", delivery, name] => self.steps.push((own(delivery), own(name))),
            ["done", "completed", delivery, hashes @ ..] => {
                self.completed.push((own(delivery), hashes.iter().copied().map(own).collect()));
            }
            ["drained"] => self.drained = true,
            _ => eprintln!("the phone said {line:?}"),
        }
    }

    /// How many commands were answered.
    pub(crate) fn commands(&self) -> usize {
        self.notes.len() + self.steps.len() + self.completed.len()
    }
}

fn own(text: &str) -> String {
    text.to_owned()
}
