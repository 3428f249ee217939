//! Questions that are answered on this device.

use tauri::{AppHandle, Manager as _, Runtime};
use waybill_domain::{
    calls::{
        TileSet,
        driver::{
            Act, DeviceStatus, Dismiss, DropWedged, Export, KeepBlob, LocalMap, LocalTile, LocalTileSet,
            MyDeliveries, MyDelivery, ReadBlob, ReportFix, RetryNow, RetryWedged, SaveDraft, SetShift,
            SignInHere, SignOutHere, Status, Waiting, WaitingRoom,
        },
    },
    proof::BlobRef,
    protocol::SessionInfo,
};

use super::Answer;
use crate::Offline;

#[tauri::command]
pub(super) async fn status<R: Runtime>(app: AppHandle<R>, args: Status) -> Answer<DeviceStatus> {
    let Status {} = args;
    Ok(app.state::<Offline<R>>().status())
}

#[tauri::command]
pub(super) async fn sign_in<R: Runtime>(app: AppHandle<R>, args: SignInHere) -> Answer<SessionInfo> {
    Ok(app.state::<Offline<R>>().sign_in(args).await?)
}

#[tauri::command]
pub(super) async fn sign_out<R: Runtime>(app: AppHandle<R>, args: SignOutHere) -> Answer<()> {
    Ok(app.state::<Offline<R>>().sign_out(args).await?)
}

#[tauri::command]
pub(super) async fn my_deliveries<R: Runtime>(
    app: AppHandle<R>,
    args: MyDeliveries,
) -> Answer<Vec<MyDelivery>> {
    let MyDeliveries {} = args;
    Ok(app.state::<Offline<R>>().my_deliveries().await?)
}

#[tauri::command]
pub(super) async fn act<R: Runtime>(app: AppHandle<R>, args: Act) -> Answer<MyDelivery> {
    Ok(app.state::<Offline<R>>().act(args).await?)
}

#[tauri::command]
pub(super) async fn save_draft<R: Runtime>(app: AppHandle<R>, args: SaveDraft) -> Answer<()> {
    Ok(app.state::<Offline<R>>().save_draft(args).await?)
}

#[tauri::command]
pub(super) async fn keep_blob<R: Runtime>(app: AppHandle<R>, args: KeepBlob) -> Answer<BlobRef> {
    Ok(app.state::<Offline<R>>().keep_blob(args).await?)
}

#[tauri::command]
pub(super) async fn read_blob<R: Runtime>(app: AppHandle<R>, args: ReadBlob) -> Answer<String> {
    Ok(app.state::<Offline<R>>().read_blob(args).await?)
}

#[tauri::command]
pub(super) async fn waiting<R: Runtime>(app: AppHandle<R>, args: Waiting) -> Answer<WaitingRoom> {
    let Waiting {} = args;
    Ok(app.state::<Offline<R>>().waiting().await?)
}

#[tauri::command]
pub(super) async fn retry_now<R: Runtime>(app: AppHandle<R>, args: RetryNow) -> Answer<()> {
    let RetryNow {} = args;
    Ok(app.state::<Offline<R>>().retry_now().await?)
}

#[tauri::command]
pub(super) async fn retry_wedged<R: Runtime>(app: AppHandle<R>, args: RetryWedged) -> Answer<()> {
    Ok(app.state::<Offline<R>>().retry(args.command).await?)
}

#[tauri::command]
pub(super) async fn drop_wedged<R: Runtime>(app: AppHandle<R>, args: DropWedged) -> Answer<()> {
    Ok(app.state::<Offline<R>>().drop_wedged(args.command).await?)
}

#[tauri::command]
pub(super) async fn dismiss<R: Runtime>(app: AppHandle<R>, args: Dismiss) -> Answer<()> {
    Ok(app.state::<Offline<R>>().dismiss(args.command).await?)
}

#[tauri::command]
pub(super) async fn export<R: Runtime>(app: AppHandle<R>, args: Export) -> Answer<String> {
    let Export {} = args;
    Ok(app.state::<Offline<R>>().export().await?)
}

#[tauri::command]
pub(super) async fn set_shift<R: Runtime>(app: AppHandle<R>, args: SetShift) -> Answer<()> {
    Ok(app.state::<Offline<R>>().set_shift(args).await?)
}

#[tauri::command]
pub(super) async fn report_fix<R: Runtime>(app: AppHandle<R>, args: ReportFix) -> Answer<()> {
    Ok(app.state::<Offline<R>>().report_fix(args).await?)
}

#[tauri::command]
pub(super) async fn local_map<R: Runtime>(
    app: AppHandle<R>,
    args: LocalMap,
) -> Answer<Option<serde_json::Value>> {
    let LocalMap {} = args;
    Ok(app.state::<Offline<R>>().local_map().await?)
}

#[tauri::command]
pub(super) async fn local_tile_set<R: Runtime>(
    app: AppHandle<R>,
    args: LocalTileSet,
) -> Answer<Option<TileSet>> {
    let LocalTileSet {} = args;
    Ok(app.state::<Offline<R>>().local_tile_set().await?)
}

#[tauri::command]
pub(super) async fn local_tile<R: Runtime>(app: AppHandle<R>, args: LocalTile) -> Answer<Option<String>> {
    Ok(app.state::<Offline<R>>().local_tile(args).await?)
}
