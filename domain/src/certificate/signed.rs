//! A statement: JSON text, and the issuer's signature over exactly that text.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{
    hex_bytes::PublicKey,
    strict::{Strict, strict},
};

/// Something that the issuer says.
pub trait Statement: Serialize + DeserializeOwned {
    /// Stands before the text in what is signed, so that no statement can be taken for another kind. Ends with a zero.
    const CONTEXT: &'static str;

    /// Who says so; the signature must be this key's.
    fn issuer(&self) -> PublicKey;
}

/// A statement as it travels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Signed {
    /// JSON, byte for byte as it was signed.
    pub statement: String,
    /// Base64 of the 64 bytes of an Ed25519 signature over the context and the text.
    pub signature: String,
}

/// Why a text is not a statement that its issuer made.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum StatementError {
    /// The text is not what a statement of this kind looks like.
    #[error(transparent)]
    Unreadable(#[from] Strict),
    /// The signature is not the named issuer's over these bytes.
    #[error("the signature is not that of the key {0} over these bytes")]
    BadSignature(PublicKey),
}

impl Signed {
    /// Fixes `statement` as bytes and signs them.
    pub fn seal<S: Statement>(statement: &S, key: &SigningKey) -> Result<Self, serde_json::Error> {
        let statement = serde_json::to_string(statement)?;
        let signature = key.sign(&signed_bytes(S::CONTEXT, &statement));
        Ok(Self { statement, signature: STANDARD.encode(signature.to_bytes()) })
    }

    /// Reads the statement and checks that the issuer it names has signed it. Whether that issuer is to be believed is
    /// another question.
    pub fn open<S: Statement>(&self) -> Result<S, StatementError> {
        let statement: S = strict(&self.statement)?;
        let issuer = statement.issuer();
        if signed_by(S::CONTEXT, &self.statement, &self.signature, issuer) {
            Ok(statement)
        } else {
            Err(StatementError::BadSignature(issuer))
        }
    }
}

fn signed_by(context: &str, text: &str, signature: &str, key: PublicKey) -> bool {
    let key = VerifyingKey::from_bytes(&key.0).ok();
    let signature = STANDARD.decode(signature).ok().and_then(|bytes| Signature::from_slice(&bytes).ok());
    match (key, signature) {
        (Some(key), Some(signature)) => key.verify_strict(&signed_bytes(context, text), &signature).is_ok(),
        _ => false,
    }
}

fn signed_bytes(context: &str, text: &str) -> Vec<u8> {
    [context.as_bytes(), text.as_bytes()].concat()
}
