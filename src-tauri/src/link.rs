//! Links that open the app: `waybill://sign-in?server=https://waybill.example.org` fills in the server.

use tauri::{App, AppHandle, Emitter, Manager, Runtime, Url};
use tauri_plugin_deep_link::DeepLinkExt as _;

use crate::{Offline, config::Config};

/// Event: the app was opened by this link.
const LINK: &str = "waybill://link";

/// Listens for links, and takes the one that started the app.
pub(crate) fn install(app: &App) {
    let handle = app.handle().clone();
    app.deep_link().on_open_url(move |event| opened(&handle, &event.urls()));
    match app.deep_link().get_current() {
        Ok(urls) => opened(app.handle(), &urls.unwrap_or_default()),
        Err(error) => tracing::info!(%error, "the starting link cannot be read"),
    }
    register(app);
}

/// A build that was not installed by a package tells the system of its links itself; a profile of its own (tests, the
/// demo) leaves the system alone.
fn register(app: &App) {
    #[cfg(any(target_os = "linux", all(debug_assertions, windows)))]
    if app.state::<Config>().data_dir_override().is_none()
        && let Err(error) = app.deep_link().register_all()
    {
        tracing::info!(%error, "links cannot be registered");
    }
    #[cfg(not(any(target_os = "linux", all(debug_assertions, windows))))]
    let _ = app.state::<Config>();
}

fn opened<R: Runtime>(app: &AppHandle<R>, urls: &[Url]) {
    for url in urls {
        // The page may not be there yet to hear the event: the status tells it as well.
        if let Some(server) = server(url) {
            app.state::<Offline<R>>().propose_server(&server);
        }
        if let Err(error) = app.emit(LINK, url.as_str()) {
            tracing::warn!(%error, "the window could not be told of a link");
        }
    }
    #[cfg(desktop)]
    if !urls.is_empty() {
        crate::window::focus(app);
    }
}

/// The server of a sign-in link. It only fills in a field: nothing is sent before a person presses "sign in".
fn server(url: &Url) -> Option<String> {
    if url.scheme() != "waybill" || url.host_str() != Some("sign-in") {
        return None;
    }
    let server = url.query_pairs().find(|(name, _)| name == "server")?.1.into_owned();
    let server = Url::parse(&server).ok().filter(|server| matches!(server.scheme(), "http" | "https"))?;
    Some(server.as_str().trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_names_a_server_and_nothing_else() {
        let of = |text: &str| server(&Url::parse(text).expect("a URL"));
        assert_eq!(
            of("waybill://sign-in?server=https%3A%2F%2Ffleet.example%2F"),
            Some("https://fleet.example".to_owned())
        );
        assert_eq!(of("waybill://sign-in?server=javascript:alert(1)"), None);
        assert_eq!(of("waybill://elsewhere?server=https://fleet.example"), None);
        assert_eq!(of("https://sign-in/?server=https://fleet.example"), None);
    }
}
