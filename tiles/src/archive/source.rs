//! A file, read where the archive's reader wants it.
//!
//! Not mapped into memory: a file that is cut short under a mapping ends the whole process.

use std::{
    fs::File,
    io::{self, Read as _, Seek as _, SeekFrom},
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use bytes::Bytes;
use pmtiles::{AsyncBackend, BackendResponse, PmtError};
use tokio::task::spawn_blocking;

/// An open file.
pub(super) struct FileSource {
    file: Arc<Mutex<File>>,
    bytes: u64,
}

impl FileSource {
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        let bytes = file.metadata()?.len();
        Ok(Self { file: Arc::new(Mutex::new(file)), bytes })
    }

    /// How long it was when it was opened.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }
}

impl AsyncBackend for FileSource {
    async fn read(&self, offset: u64, length: usize) -> Result<BackendResponse, PmtError> {
        let file = Arc::clone(&self.file);
        let read = spawn_blocking(move || {
            let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
            file.seek(SeekFrom::Start(offset))?;
            let mut bytes = Vec::new();
            (&mut *file).take(length as u64).read_to_end(&mut bytes)?;
            Ok(Bytes::from(bytes))
        });
        let bytes = read.await.unwrap_or_else(|gone| Err(io::Error::other(gone)))?;
        Ok(BackendResponse::new(bytes))
    }
}
