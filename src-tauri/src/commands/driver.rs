//! Questions that are answered on this device.

use tauri::{Runtime, State};
use waybill_domain::{
    calls::driver::{
        Act, DeviceStatus, Export, KeepBlob, LocalMap, MyDeliveries, MyDelivery, ReadBlob, ReportFix,
        RetryNow, SaveDraft, SetShift, SignInHere, SignOutHere, Status, Waiting, WaitingRoom,
    },
    proof::BlobRef,
    protocol::SessionInfo,
};

use super::Answer;
use crate::Offline;

#[tauri::command]
pub(super) async fn status<R: Runtime>(offline: State<'_, Offline<R>>, args: Status) -> Answer<DeviceStatus> {
    let Status {} = args;
    Ok(offline.status())
}

#[tauri::command]
pub(super) async fn sign_in<R: Runtime>(
    offline: State<'_, Offline<R>>,
    args: SignInHere,
) -> Answer<SessionInfo> {
    Ok(offline.sign_in(args).await?)
}

#[tauri::command]
pub(super) async fn sign_out<R: Runtime>(offline: State<'_, Offline<R>>, args: SignOutHere) -> Answer<()> {
    Ok(offline.sign_out(args).await?)
}

#[tauri::command]
pub(super) async fn my_deliveries<R: Runtime>(
    offline: State<'_, Offline<R>>,
    args: MyDeliveries,
) -> Answer<Vec<MyDelivery>> {
    let MyDeliveries {} = args;
    Ok(offline.my_deliveries().await?)
}

#[tauri::command]
pub(super) async fn act<R: Runtime>(offline: State<'_, Offline<R>>, args: Act) -> Answer<MyDelivery> {
    Ok(offline.act(args).await?)
}

#[tauri::command]
pub(super) async fn save_draft<R: Runtime>(offline: State<'_, Offline<R>>, args: SaveDraft) -> Answer<()> {
    Ok(offline.save_draft(args).await?)
}

#[tauri::command]
pub(super) async fn keep_blob<R: Runtime>(offline: State<'_, Offline<R>>, args: KeepBlob) -> Answer<BlobRef> {
    Ok(offline.keep_blob(args).await?)
}

#[tauri::command]
pub(super) async fn read_blob<R: Runtime>(offline: State<'_, Offline<R>>, args: ReadBlob) -> Answer<String> {
    Ok(offline.read_blob(args).await?)
}

#[tauri::command]
pub(super) async fn waiting<R: Runtime>(
    offline: State<'_, Offline<R>>,
    args: Waiting,
) -> Answer<WaitingRoom> {
    let Waiting {} = args;
    Ok(offline.waiting().await?)
}

#[tauri::command]
pub(super) async fn retry_now<R: Runtime>(offline: State<'_, Offline<R>>, args: RetryNow) -> Answer<()> {
    let RetryNow {} = args;
    Ok(offline.retry_now().await?)
}

#[tauri::command]
pub(super) async fn export<R: Runtime>(offline: State<'_, Offline<R>>, args: Export) -> Answer<String> {
    let Export {} = args;
    Ok(offline.export().await?)
}

#[tauri::command]
pub(super) async fn set_shift<R: Runtime>(offline: State<'_, Offline<R>>, args: SetShift) -> Answer<()> {
    Ok(offline.set_shift(args).await?)
}

#[tauri::command]
pub(super) async fn report_fix<R: Runtime>(offline: State<'_, Offline<R>>, args: ReportFix) -> Answer<()> {
    Ok(offline.report_fix(args).await?)
}

#[tauri::command]
pub(super) async fn local_map<R: Runtime>(
    offline: State<'_, Offline<R>>,
    args: LocalMap,
) -> Answer<Option<serde_json::Value>> {
    let LocalMap {} = args;
    Ok(offline.local_map().await?)
}
