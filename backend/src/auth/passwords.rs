//! Passwords: Argon2id, away from the threads that serve, a few at a time.

use std::sync::Arc;

use argon2::{
    Algorithm, Argon2, Params, PasswordHash, PasswordHasher as _, PasswordVerifier as _, Version,
    password_hash::SaltString,
};
use tokio::sync::Semaphore;
use waybill_door::settle;

use super::token::random;

/// A password could not be hashed or checked.
#[derive(Debug, thiserror::Error)]
#[error("the password hash failed: {0}")]
pub struct PasswordError(String);

/// Hashes and checks passwords.
#[derive(Clone)]
pub struct Passwords {
    argon: Argon2<'static>,
    /// Each hash takes its memory; a rush of sign-ins waits here instead of taking it all at once.
    turns: Arc<Semaphore>,
    /// What an unknown e-mail address is checked against, so that it takes as long as a known one.
    nobody: Arc<str>,
}

impl Passwords {
    /// With `memory_kib` and `passes` for new hashes.
    pub fn new(memory_kib: u32, passes: u32) -> Result<Self, PasswordError> {
        let params = Params::new(memory_kib, passes, 1, None).map_err(|e| PasswordError(e.to_string()))?;
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let nobody = hash(&argon, &hex::encode(random::<16>()))?.into();
        Ok(Self { argon, turns: Arc::new(Semaphore::new(2)), nobody })
    }

    /// A hash of `password`, with the salt and the parameters in it.
    pub async fn hash(&self, password: String) -> Result<String, PasswordError> {
        let argon = self.argon.clone();
        self.in_turn(move || hash(&argon, &password)).await?
    }

    /// Whether `password` is the one behind `stored`; `None` takes as long and says no.
    pub async fn verify(&self, password: String, stored: Option<String>) -> Result<bool, PasswordError> {
        let (argon, nobody) = (self.argon.clone(), self.nobody.clone());
        self.in_turn(move || {
            let known = stored.is_some();
            let text = stored.as_deref().unwrap_or(&nobody);
            let parsed = PasswordHash::new(text).map_err(|e| PasswordError(e.to_string()))?;
            Ok(argon.verify_password(password.as_bytes(), &parsed).is_ok() && known)
        })
        .await?
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, PasswordError> {
        let _turn = self.turns.acquire().await.map_err(|e| PasswordError(e.to_string()))?;
        settle(tokio::task::spawn_blocking(work)).await.map_err(|e| PasswordError(e.to_string()))
    }
}

fn hash(argon: &Argon2<'_>, password: &str) -> Result<String, PasswordError> {
    let salt = SaltString::encode_b64(&random::<16>()).map_err(|e| PasswordError(e.to_string()))?;
    let hash = argon.hash_password(password.as_bytes(), &salt).map_err(|e| PasswordError(e.to_string()))?;
    Ok(hash.to_string())
}
