//! The clipboard.

use wasm_bindgen::JsValue;

use super::js::{get, global, method, settle};

/// Copies `text`. Answers whether it is really there: a page without HTTPS or focus may not.
pub async fn copy(text: &str) -> bool {
    let clipboard = get(&get(&global(), "navigator"), "clipboard");
    let Some(write) = method(&clipboard, "writeText") else {
        return false;
    };
    match write.call1(&clipboard, &JsValue::from_str(text)) {
        Ok(promise) => settle(promise).await.is_ok(),
        Err(_) => false,
    }
}
