//! Opaque tokens: 256 random bits for the client, only their hash for the database.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256};

/// A secret that names a session.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A new one.
    pub fn random() -> Self {
        Self(URL_SAFE_NO_PAD.encode(random::<32>()))
    }

    /// As the client sent it.
    pub fn from_client(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// For the client.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// For the database.
    pub fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0.as_bytes()).to_vec()
    }
}

/// The refresh token that follows `token` in a session with this secret. It is always the same, so that an answer that
/// was lost on the way can be given again, and nothing but hashes has to be stored.
pub fn successor(secret: &[u8], token: &Token) -> Token {
    let mut hasher = Sha256::new();
    hasher.update(b"waybill.refresh.v1\0");
    hasher.update(secret);
    hasher.update(token.0.as_bytes());
    Token(URL_SAFE_NO_PAD.encode(hasher.finalize()))
}

/// `N` bytes from the system's generator.
pub(crate) fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the system has random bytes");
    bytes
}
