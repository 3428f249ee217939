//! The design's tokens as the map needs them. Read from the document, so that themes swap live.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{MutationObserver, MutationObserverInit};

use crate::{bridge::device::Media, state::board::Tone};

/// Colours of the map, as CSS hex.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Palette {
    pub(super) land: String,
    pub(super) water: String,
    pub(super) park: String,
    pub(super) building: String,
    pub(super) road: String,
    pub(super) road_edge: String,
    pub(super) label: String,
    pub(super) halo: String,
    pub(super) surface: String,
    pub(super) on_surface_3: String,
    pub(super) accent: String,
    pub(super) danger: String,
    tones: Vec<String>,
}

impl Palette {
    /// As the document shows it now.
    pub(super) fn read() -> Self {
        let root = web_sys::window().and_then(|w| Some((w.document()?.document_element()?, w)));
        let style = root.and_then(|(root, window)| window.get_computed_style(&root).ok().flatten());
        let token = |name: &str| {
            let value = style.as_ref().and_then(|style| style.get_property_value(name).ok());
            value.map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
        };
        let or = |name: &str, other: &str| token(name).unwrap_or_else(|| other.to_owned());
        let tone = |tone: Tone| match tone {
            Tone::Waiting => or("--on-surface-3", "#5d6673"),
            Tone::Offered => or("--violet", "#6b3fd1"),
            Tone::Given => or("--accent", "#2148d8"),
            Tone::Moving => or("--warning", "#a15c00"),
            Tone::There => or("--info", "#0a6f8f"),
            Tone::Good => or("--success", "#0b7a4b"),
            Tone::Bad => or("--danger", "#bf2534"),
            Tone::Gone => or("--line-strong", "#c3cad3"),
        };
        Self {
            land: or("--map-land", "#eef0ec"),
            water: or("--map-water", "#cfe0ea"),
            park: or("--map-park", "#dcead6"),
            building: or("--map-building", "#e4e6e1"),
            road: or("--map-road", "#ffffff"),
            road_edge: or("--map-road-edge", "#d9dcd6"),
            label: or("--map-label", "#78828c"),
            halo: or("--map-halo", "#ffffff"),
            surface: or("--surface", "#ffffff"),
            on_surface_3: or("--on-surface-3", "#5d6673"),
            accent: or("--accent", "#2148d8"),
            danger: or("--danger", "#bf2534"),
            tones: Tone::ALL.into_iter().map(tone).collect(),
        }
    }

    /// The colour of a dot of that tone.
    pub(super) fn tone(&self, tone: Tone) -> &str {
        let place = Tone::ALL.iter().position(|other| *other == tone).unwrap_or(0);
        self.tones.get(place).map_or("#808080", String::as_str)
    }
}

/// Tells of every change of theme until it is dropped.
pub(super) struct ThemeWatch {
    observer: Option<MutationObserver>,
    _on_change: Closure<dyn FnMut()>,
    _media: [Option<Media>; 2],
}

impl ThemeWatch {
    /// Calls `on_change` whenever the document is dressed anew, or the system's preference changes.
    pub(super) fn new(on_change: impl Fn() + Clone + 'static) -> Self {
        let closure = Closure::<dyn FnMut()>::new(on_change.clone());
        let observer = MutationObserver::new(closure.as_ref().unchecked_ref()).ok();
        let root = web_sys::window().and_then(|w| w.document()?.document_element());
        if let (Some(observer), Some(root)) = (&observer, root) {
            let options = MutationObserverInit::new();
            options.set_attributes(true);
            // Without the observer a change of theme shows at the next visit.
            let _ = observer.observe_with_options(&root, &options);
        }
        let watch = |query: &str| {
            let on_change = on_change.clone();
            Media::watch(query, move |_| on_change())
        };
        let media = [watch("(prefers-color-scheme: dark)"), watch("(prefers-contrast: more)")];
        Self { observer, _on_change: closure, _media: media }
    }
}

impl Drop for ThemeWatch {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}
