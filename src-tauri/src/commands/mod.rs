//! The typed commands: one for each question of `waybill_domain::calls::driver`, and one for the server's calls. Each
//! hands its question to the offline half and its answer back.

mod dispatch;
mod driver;
#[cfg(test)]
mod tests;

use tauri::{Runtime, ipc::Invoke};
use waybill_client::CommandError;

/// What a command answers.
pub type Answer<T> = Result<T, CommandError>;

/// All commands.
pub fn handler<R: Runtime>() -> impl Fn(Invoke<R>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        driver::act,
        driver::dismiss,
        driver::drop_wedged,
        driver::export,
        driver::keep_blob,
        driver::local_map,
        driver::local_tile,
        driver::local_tile_set,
        driver::my_deliveries,
        driver::read_blob,
        driver::report_fix,
        driver::retry_now,
        driver::retry_wedged,
        driver::save_draft,
        driver::set_shift,
        driver::sign_in,
        driver::sign_out,
        driver::status,
        driver::waiting,
        dispatch::call,
        dispatch::fetch_file,
    ]
}
