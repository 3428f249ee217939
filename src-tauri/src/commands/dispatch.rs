//! Questions that are the server's to answer: asked in the member's name, with the token that the page never sees.

use serde_json::Value;
use tauri::{Runtime, State};
use waybill_domain::calls::driver::FetchFile;

use super::Answer;
use crate::Offline;

#[tauri::command]
pub(super) async fn call<R: Runtime>(
    offline: State<'_, Offline<R>>,
    name: String,
    args: Value,
) -> Answer<Value> {
    Ok(offline.call(&name, args).await?)
}

#[tauri::command]
pub(super) async fn fetch_file<R: Runtime>(
    offline: State<'_, Offline<R>>,
    args: FetchFile,
) -> Answer<String> {
    Ok(offline.fetch_file(args).await?)
}
