//! The device: language, theme, vibration, the network flag, the page's address.

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{MediaQueryList, MediaQueryListEvent};

use super::js::{get, global, method};

/// The languages the person prefers, best first, such as `de-AT`.
pub fn languages() -> Vec<String> {
    let Some(window) = web_sys::window() else {
        return Vec::new();
    };
    window.navigator().languages().iter().filter_map(|language| language.as_string()).collect()
}

/// The IANA zone of this device, such as `Europe/Berlin`.
pub fn time_zone() -> String {
    let intl = get(&global(), "Intl");
    let format = method(&intl, "DateTimeFormat").and_then(|f| f.call0(&intl).ok()).unwrap_or(JsValue::NULL);
    let options = method(&format, "resolvedOptions").and_then(|f| f.call0(&format).ok());
    options.and_then(|options| get(&options, "timeZone").as_string()).unwrap_or_else(|| "UTC".to_owned())
}

/// What the browser believes of the network: `false` is certain, `true` is a guess.
pub fn is_online() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}

/// The address that opens this device's own navigation to a place.
pub fn navigation_href(lat: f64, lon: f64) -> String {
    let agent = web_sys::window().and_then(|w| w.navigator().user_agent().ok()).unwrap_or_default();
    if agent.contains("Android") {
        format!("geo:{lat},{lon}?q={lat},{lon}")
    } else if ["iPhone", "iPad", "Macintosh"].iter().any(|apple| agent.contains(apple)) {
        format!("https://maps.apple.com/?daddr={lat},{lon}")
    } else {
        format!("https://www.openstreetmap.org/directions?to={lat}%2C{lon}")
    }
}

/// Lets the phone buzz for `ms` milliseconds, where it can.
pub fn vibrate(ms: u32) {
    let navigator = get(&global(), "navigator");
    if let Some(vibrate) = method(&navigator, "vibrate") {
        // A refusal (no user gesture yet, no motor) is no loss.
        let _ = vibrate.call1(&navigator, &JsValue::from_f64(f64::from(ms)));
    }
}

/// Puts the theme's name on the document, and the language.
pub fn dress(theme: &str, language: &str) {
    if let Some(root) = web_sys::window().and_then(|w| w.document()).and_then(|d| d.document_element()) {
        for (name, value) in [("data-theme", theme), ("lang", language)] {
            // Fails only for names that are not XML names.
            let _ = root.set_attribute(name, value);
        }
    }
}

/// Sets the window's title.
pub fn set_title(title: &str) {
    if let Some(document) = web_sys::window().and_then(|w| w.document()) {
        document.set_title(title);
    }
}

/// The origin this page came from, such as `http://127.0.0.1:8080`.
pub fn origin() -> String {
    web_sys::window().and_then(|w| w.location().origin().ok()).unwrap_or_default()
}

/// Where the person is being sent: the query of the page's address, with its `?`.
pub fn query() -> String {
    web_sys::window().and_then(|w| w.location().search().ok()).unwrap_or_default()
}

/// A media query that tells of every change until it is dropped.
pub struct Media {
    list: MediaQueryList,
    on_change: Closure<dyn FnMut(MediaQueryListEvent)>,
}

impl Media {
    /// Watches `query`, such as `(prefers-color-scheme: dark)`.
    pub fn watch(query: &str, on_change: impl Fn(bool) + 'static) -> Option<Self> {
        let list = web_sys::window()?.match_media(query).ok()??;
        let on_change = Closure::<dyn FnMut(MediaQueryListEvent)>::new(move |event: MediaQueryListEvent| {
            on_change(event.matches())
        });
        list.add_event_listener_with_callback("change", on_change.as_ref().unchecked_ref()).ok()?;
        Some(Self { list, on_change })
    }

    /// Whether `query` holds now.
    pub fn holds(query: &str) -> bool {
        let list = web_sys::window().and_then(|w| w.match_media(query).ok().flatten());
        list.is_some_and(|list| list.matches())
    }
}

impl Drop for Media {
    fn drop(&mut self) {
        // Removing what is not there does nothing.
        let _ =
            self.list.remove_event_listener_with_callback("change", self.on_change.as_ref().unchecked_ref());
    }
}
