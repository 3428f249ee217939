//! What this browser or webview remembers between runs: settings, layout, drafts. Never tokens.

use serde::{Serialize, de::DeserializeOwned};
use web_sys::Storage;

const PREFIX: &str = "waybill.";

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// What was remembered under `key`; `None` where there is nothing that can be read.
pub fn load<T: DeserializeOwned>(key: &str) -> Option<T> {
    let text = storage()?.get_item(&format!("{PREFIX}{key}")).ok()??;
    serde_json::from_str(&text).ok()
}

/// Remembers `value` under `key`. Answers whether it is really kept: storage may be full or switched off.
pub fn save(key: &str, value: &impl Serialize) -> bool {
    let (Some(storage), Ok(value)) = (storage(), serde_json::to_value(value)) else {
        return false;
    };
    storage.set_item(&format!("{PREFIX}{key}"), &value.to_string()).is_ok()
}

/// Forgets what is under `key`.
pub fn forget(key: &str) {
    if let Some(storage) = storage() {
        // Removing what is not there does nothing.
        let _ = storage.remove_item(&format!("{PREFIX}{key}"));
    }
}

/// All keys that begin with `start`, without our own prefix.
pub fn keys(start: &str) -> Vec<String> {
    let Some(storage) = storage() else {
        return Vec::new();
    };
    let length = storage.length().unwrap_or(0);
    (0..length)
        .filter_map(|i| storage.key(i).ok()?)
        .filter_map(|key| key.strip_prefix(PREFIX).map(str::to_owned))
        .filter(|key| key.starts_with(start))
        .collect()
}
