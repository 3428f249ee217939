//! Started while the app before is still going down.

use std::ffi::OsStr;

/// Says to this program that it has been started anew already.
const MARK: &str = "WAYBILL_STARTED_AGAIN";

/// What is left to say of `error`, with which the app could not be built.
///
/// Where another instance was asked to show its window and was gone before it answered, as one that is killed is, nobody
/// has a window now: the program begins anew, once.
pub(crate) fn or(error: tauri::Error) -> tauri::Error {
    if may_begin_anew(&error, std::env::var_os(MARK).as_deref()) {
        begin_anew();
    }
    error
}

fn may_begin_anew(error: &tauri::Error, mark: Option<&OsStr>) -> bool {
    matches!(error, tauri::Error::PluginInitialization(plugin, _) if plugin == "single-instance")
        && mark.is_none()
}

/// Returns only where that is not possible. The environment, and with it the data folder, stays.
#[cfg(target_os = "linux")]
fn begin_anew() {
    use std::os::unix::process::CommandExt as _;

    if let Ok(program) = std::env::current_exe() {
        let mut again = std::process::Command::new(program);
        let error = again.args(std::env::args_os().skip(1)).env(MARK, "1").exec();
        tracing::error!(%error, "the app cannot be started anew");
    }
}

/// Elsewhere an instance that is gone is noticed by the system.
#[cfg(not(target_os = "linux"))]
fn begin_anew() {}

#[cfg(test)]
mod tests {
    use super::{OsStr, may_begin_anew};

    #[test]
    fn only_an_instance_that_was_gone_is_a_reason_and_only_once() {
        let gone =
            |plugin: &str| tauri::Error::PluginInitialization(plugin.to_owned(), "no reply".to_owned());
        assert!(may_begin_anew(&gone("single-instance"), None));
        assert!(!may_begin_anew(&gone("single-instance"), Some(OsStr::new("1"))));
        assert!(!may_begin_anew(&gone("sql"), None));
        assert!(!may_begin_anew(&tauri::Error::UnknownPath, None));
    }
}
