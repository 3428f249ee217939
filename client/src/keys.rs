//! The lanes' signing keys in the keystore.

use std::sync::Arc;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::SigningKey;
use waybill_domain::LaneId;

use crate::{
    ClientError,
    secrets::{Secrets, SecretsError},
    sync,
};

/// The name of a lane's key.
fn of(lane: LaneId) -> String {
    format!("lane-key-{lane}")
}

/// The name of the key for the lane that will follow, in the folder of the lane `home`.
fn next_of(home: LaneId) -> String {
    format!("lane-next-{home}")
}

/// A lane's key; `None` where the keystore has none.
pub(crate) async fn load(
    secrets: &Arc<dyn Secrets>,
    lane: LaneId,
) -> Result<Option<SigningKey>, SecretsError> {
    get(secrets, of(lane)).await
}

/// Keeps a lane's key.
pub(crate) async fn save(
    secrets: &Arc<dyn Secrets>,
    lane: LaneId,
    key: &SigningKey,
) -> Result<(), SecretsError> {
    set(secrets, of(lane), key).await
}

/// The key of the lane that will follow: the same until [`forget_next`], so that asking the server again finds the same
/// lane.
pub(crate) async fn next(secrets: &Arc<dyn Secrets>, home: LaneId) -> Result<SigningKey, ClientError> {
    if let Some(key) = get(secrets, next_of(home)).await? {
        return Ok(key);
    }
    let key = fresh()?;
    set(secrets, next_of(home), &key).await?;
    Ok(key)
}

/// The lane that followed is there.
pub(crate) async fn forget_next(secrets: &Arc<dyn Secrets>, home: LaneId) -> Result<(), SecretsError> {
    let secrets = Arc::clone(secrets);
    sync::blocking(move || secrets.remove(&next_of(home))).await
}

/// A new key.
pub(crate) fn fresh() -> Result<SigningKey, ClientError> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(|e| SecretsError(format!("no randomness for a key: {e}")))?;
    Ok(SigningKey::from_bytes(&seed))
}

async fn get(secrets: &Arc<dyn Secrets>, name: String) -> Result<Option<SigningKey>, SecretsError> {
    let secrets = Arc::clone(secrets);
    let text = sync::blocking(move || secrets.get(&name)).await?;
    let Some(text) = text else { return Ok(None) };
    let bytes = STANDARD.decode(text.trim()).map_err(|e| SecretsError(e.to_string()))?;
    let bytes: [u8; 32] = bytes.try_into().map_err(|_| SecretsError("not a key of 32 bytes".to_owned()))?;
    Ok(Some(SigningKey::from_bytes(&bytes)))
}

async fn set(secrets: &Arc<dyn Secrets>, name: String, key: &SigningKey) -> Result<(), SecretsError> {
    let (secrets, text) = (Arc::clone(secrets), STANDARD.encode(key.to_bytes()));
    sync::blocking(move || secrets.set(&name, &text)).await
}
