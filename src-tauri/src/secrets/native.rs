//! The keystore of each system.

use keyring_core::{Error, api::CredentialStore};
use std::sync::Arc;

/// The system's store.
pub(super) fn store() -> Result<Arc<CredentialStore>, Error> {
    #[cfg(target_os = "android")]
    return Ok(android_native_keyring_store::Store::new()?);
    #[cfg(target_os = "ios")]
    return Ok(apple_native_keyring_store::protected::Store::new()?);
    #[cfg(target_os = "macos")]
    return Ok(apple_native_keyring_store::keychain::Store::new()?);
    #[cfg(target_os = "windows")]
    return Ok(windows_native_keyring_store::Store::new()?);
    #[cfg(all(unix, not(any(target_os = "android", target_os = "ios", target_os = "macos"))))]
    return Ok(zbus_secret_service_keyring_store::Store::new()?);
}
