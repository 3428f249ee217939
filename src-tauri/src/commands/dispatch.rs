//! Questions that are the server's to answer: asked in the member's name, with the token that the page never sees.

use serde_json::Value;
use tauri::{AppHandle, Manager as _, Runtime};
use waybill_domain::calls::driver::FetchFile;

use super::Answer;
use crate::Offline;

#[tauri::command]
pub(super) async fn call<R: Runtime>(app: AppHandle<R>, name: String, args: Value) -> Answer<Value> {
    Ok(app.state::<Offline<R>>().call(&name, args).await?)
}

#[tauri::command]
pub(super) async fn fetch_file<R: Runtime>(app: AppHandle<R>, args: FetchFile) -> Answer<String> {
    Ok(app.state::<Offline<R>>().fetch_file(args).await?)
}
