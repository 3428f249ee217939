//! The proof files: the bytes are those that the phone committed to.

use std::collections::BTreeMap;

use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::{finding::Finding, note::Note};
use crate::{
    certificate::{
        bundle::File,
        statements::{FileState, Seal, SealedFile},
    },
    proof::{BlobRef, Sha256Hash},
};

/// Checks every file against the hash that was committed to.
pub(super) fn check(
    files: &[File],
    seal: &Seal,
    committed: &BTreeMap<Sha256Hash, BlobRef>,
    notes: &mut Vec<Note>,
) -> Result<(), Finding> {
    Finding::same("files", "how many there are", &seal.files.len(), &files.len())?;
    for (i, (file, sealed)) in files.iter().zip(&seal.files).enumerate() {
        let at = format!("files[{i}]");
        Finding::same(&at, "the name", &sealed.name, &file.name)?;
        bytes(&at, file, sealed)?;
        match committed.get(&sealed.sha256) {
            Some(blob) => {
                Finding::same(&at, "the size", &blob.size, &sealed.size)?;
                Finding::same(&at, "the kind of picture", &blob.mime, &sealed.mime)?;
            }
            // What committed to it was erased as well.
            None if sealed.state == FileState::Erased => {}
            None => {
                return Err(Finding::new(&at, "the file", "one that a command commits to", sealed.sha256));
            }
        }
        match sealed.state {
            FileState::Included => {}
            FileState::NotReceived => notes.push(Note::NotReceived { name: sealed.name.clone() }),
            FileState::Erased => notes.push(Note::Erased { at: sealed.name.clone() }),
        }
    }
    match committed.keys().find(|hash| !seal.files.iter().any(|file| file.sha256 == **hash)) {
        Some(hash) => Err(Finding::new("files", "a file that a command commits to", hash, "nothing")),
        None => Ok(()),
    }
}

fn bytes(at: &str, file: &File, sealed: &SealedFile) -> Result<(), Finding> {
    let at = format!("{at}.data");
    let data = match (&file.data, sealed.state) {
        (Some(data), FileState::Included) => data,
        (None, FileState::NotReceived | FileState::Erased) => return Ok(()),
        (given, _) => {
            let expected = if given.is_some() { "no bytes" } else { "the bytes" };
            let found = if given.is_some() { "bytes" } else { "none" };
            return Err(Finding::new(at, "the file", expected, found));
        }
    };
    let bytes = STANDARD.decode(data).map_err(|why| Finding::new(&at, "the file", "base64", why))?;
    Finding::same(&at, "the size", &sealed.size, &(bytes.len() as u64))?;
    Finding::same(&at, "the hash", &sealed.sha256, &Sha256Hash::of(&bytes))
}
