//! The server's own key. It lives in a file outside the database.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::Arc,
};

use ed25519_dalek::SigningKey;
use waybill_domain::certificate::{HexBytes, PublicKey, Signed, Statement};

use crate::auth::random;

/// Signs what the server vouches for. Cheap to clone.
#[derive(Clone)]
pub struct Issuer(Arc<SigningKey>);

/// Why there is no issuer's key.
#[derive(Debug, thiserror::Error)]
pub enum IssuerError {
    /// The file cannot be read or written.
    #[error("the issuer's key {file}: {source}", file = path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file holds something else.
    #[error("the issuer's key {file} must be one line of 64 lower-case hex digits", file = path.display())]
    NotAKey {
        /// Which.
        path: PathBuf,
    },
}

impl Issuer {
    /// The key in the file at `path`; made now, for the eyes of its owner alone, where there is none.
    pub fn load_or_make(path: &Path) -> Result<Self, IssuerError> {
        let failed = |source| IssuerError::File { path: path.to_owned(), source };
        if !path.try_exists().map_err(failed)? {
            let made = write_new(path).map_err(failed)?;
            // Whoever was first has made it.
            if let Err(error) = fs::hard_link(&made, path)
                && error.kind() != io::ErrorKind::AlreadyExists
            {
                return Err(failed(error));
            }
            fs::remove_file(&made).and_then(|()| sync_folder(path)).map_err(failed)?;
        }
        Self::load(path)
    }

    /// Puts a new key in the place of the one in the file. Whoever holds the old one in memory goes on with it until it
    /// starts again.
    pub fn replace(path: &Path) -> Result<Self, IssuerError> {
        let failed = |source| IssuerError::File { path: path.to_owned(), source };
        let made = write_new(path).map_err(failed)?;
        fs::rename(&made, path).and_then(|()| sync_folder(path)).map_err(failed)?;
        Self::load(path)
    }

    fn load(path: &Path) -> Result<Self, IssuerError> {
        let text =
            fs::read_to_string(path).map_err(|source| IssuerError::File { path: path.to_owned(), source })?;
        let secret = text.trim().parse::<HexBytes<32>>();
        let secret = secret.map_err(|_| IssuerError::NotAKey { path: path.to_owned() })?;
        Ok(Self(Arc::new(SigningKey::from_bytes(&secret.0))))
    }

    /// What a stranger pins.
    pub fn public(&self) -> PublicKey {
        PublicKey::from(&self.0.verifying_key())
    }

    /// Signs a statement, which must name this issuer.
    pub fn sign<S: Statement>(&self, statement: &S) -> Result<Signed, serde_json::Error> {
        Signed::seal(statement, &self.0)
    }
}

/// A fresh key in a file beside `path`, safely on disk.
fn write_new(path: &Path) -> io::Result<PathBuf> {
    let made = path.with_extension(format!("new-{}", hex::encode(random::<8>())));
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&made)?;
    writeln!(file, "{}", hex::encode(random::<32>()))?;
    file.sync_all()?;
    Ok(made)
}

/// Makes a new name survive a power cut.
fn sync_folder(path: &Path) -> io::Result<()> {
    match path.parent().filter(|_| cfg!(unix)) {
        Some(folder) => File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}
