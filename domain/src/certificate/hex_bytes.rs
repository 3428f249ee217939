//! Bytes as lower-case hex: one form only, so that a changed letter is never the same value.

use std::{fmt, str::FromStr};

use ed25519_dalek::VerifyingKey;
use serde::{Deserialize, Serialize};

use crate::proof::Sha256Hash;

/// `N` bytes; on the wire 2 × `N` lower-case hex digits and nothing else.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct HexBytes<const N: usize>(pub [u8; N]);

/// An Ed25519 public key.
pub type PublicKey = HexBytes<32>;

/// The text is not the hex of so many bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be {} lower-case hex digits", .0 * 2)]
pub struct NotHex(usize);

impl<const N: usize> fmt::Display for HexBytes<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl<const N: usize> fmt::Debug for HexBytes<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<const N: usize> FromStr for HexBytes<N> {
    type Err = NotHex;

    fn from_str(text: &str) -> Result<Self, NotHex> {
        let mut bytes = [0; N];
        hex::decode_to_slice(text, &mut bytes).map_err(|_| NotHex(N))?;
        if text.bytes().any(|byte| byte.is_ascii_uppercase()) { Err(NotHex(N)) } else { Ok(Self(bytes)) }
    }
}

impl<const N: usize> TryFrom<String> for HexBytes<N> {
    type Error = NotHex;

    fn try_from(text: String) -> Result<Self, NotHex> {
        text.parse()
    }
}

impl<const N: usize> From<HexBytes<N>> for String {
    fn from(bytes: HexBytes<N>) -> Self {
        bytes.to_string()
    }
}

impl From<Sha256Hash> for HexBytes<32> {
    fn from(hash: Sha256Hash) -> Self {
        Self(hash.0)
    }
}

impl From<HexBytes<32>> for Sha256Hash {
    fn from(bytes: HexBytes<32>) -> Self {
        Self(bytes.0)
    }
}

impl From<&VerifyingKey> for PublicKey {
    fn from(key: &VerifyingKey) -> Self {
        Self(key.to_bytes())
    }
}

/// What people compare on the telephone: the first 10 bytes of the key's SHA-256, in groups of four digits.
pub fn fingerprint(key: PublicKey) -> String {
    let digest = Sha256Hash::of(&key.0).to_string();
    let groups: Vec<_> = (0..5).map(|i| &digest[i * 4..i * 4 + 4]).collect();
    groups.join(" ")
}
