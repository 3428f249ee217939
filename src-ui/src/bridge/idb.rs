//! Files kept in this browser between runs, by name. Local storage is too small for photos.

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransactionMode};

use super::{
    CallError,
    js::{describe, get, global, settle},
};

const DATABASE: &str = "waybill";
const STORE: &str = "blobs";

/// Keeps `bytes` under `key`. Done means that the browser has stored them.
pub(super) async fn put(key: &str, bytes: &[u8]) -> Result<(), CallError> {
    let store = store(IdbTransactionMode::Readwrite).await?;
    let value = Uint8Array::from(bytes);
    finish(store.put_with_key(&value, &JsValue::from_str(key))).await.map(drop)
}

/// What is kept under `key`.
pub(super) async fn take(key: &str) -> Result<Option<Vec<u8>>, CallError> {
    let store = store(IdbTransactionMode::Readonly).await?;
    let value = finish(store.get(&JsValue::from_str(key))).await?;
    Ok(value.dyn_into::<Uint8Array>().ok().map(|bytes| bytes.to_vec()))
}

/// Forgets what is under `key`.
pub(super) async fn forget(key: &str) -> Result<(), CallError> {
    let store = store(IdbTransactionMode::Readwrite).await?;
    finish(store.delete(&JsValue::from_str(key))).await.map(drop)
}

async fn store(mode: IdbTransactionMode) -> Result<IdbObjectStore, CallError> {
    let factory: web_sys::IdbFactory = get(&global(), "indexedDB").unchecked_into();
    if factory.is_undefined() || factory.is_null() {
        return Err(full(&JsValue::NULL));
    }
    let open: IdbOpenDbRequest = factory.open_with_u32(DATABASE, 1).map_err(|e| full(&e))?;
    let request = open.clone();
    let upgrade = Closure::once_into_js(move |_: JsValue| {
        if let Some(database) = request.result().ok().and_then(|db| db.dyn_into::<IdbDatabase>().ok()) {
            // Fails only where the store exists already.
            let _ = database.create_object_store(STORE);
        }
    });
    open.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
    let database: IdbDatabase = finish(Ok(open.unchecked_into())).await?.unchecked_into();
    let transaction = database.transaction_with_str_and_mode(STORE, mode).map_err(|e| full(&e))?;
    let store = transaction.object_store(STORE).map_err(|e| full(&e))?;
    // Closing waits for the transaction that is under way.
    database.close();
    Ok(store)
}

async fn finish(request: Result<IdbRequest, JsValue>) -> Result<JsValue, CallError> {
    let request = request.map_err(|e| full(&e))?;
    let promise = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    match settle(promise.into()).await {
        Ok(_) => request.result().map_err(|e| full(&e)),
        Err(event) => Err(full(&get(&get(&event, "target"), "error"))),
    }
}

fn full(error: &JsValue) -> CallError {
    let why = describe(error);
    CallError::refused("storage", format!("This browser could not keep the file ({why})."))
}
