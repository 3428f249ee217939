//! Keys pressed anywhere on the page.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// A key that was pressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Its name, such as `j`, `?`, `Escape`, `ArrowDown`.
    pub name: String,
    /// With Ctrl, or with ⌘ on a Mac.
    pub command: bool,
    /// With Shift.
    pub shift: bool,
    /// Somebody is typing: the focus is in a field.
    pub typing: bool,
    /// The focus is on something that takes Enter for itself: a button, a link.
    pub on_control: bool,
}

/// Calls its handler at every key until it is dropped.
pub struct Keys {
    _listener: EventListener,
}

impl Keys {
    /// Listens to the whole page. The handler answers whether the key was meant for it; then nobody else gets it.
    pub fn listen(on_key: impl Fn(&Key) -> bool + 'static) -> Option<Self> {
        let document = web_sys::window()?.document()?;
        let options = EventListenerOptions::enable_prevent_default();
        let listener = EventListener::new_with_options(&document, "keydown", options, move |event| {
            let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
            if !event.is_composing() && !event.alt_key() && on_key(&read(event)) {
                event.prevent_default();
            }
        });
        Some(Self { _listener: listener })
    }
}

fn read(event: &KeyboardEvent) -> Key {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let within = |selector: &str| {
        element.as_ref().is_some_and(|element| element.closest(selector).ok().flatten().is_some())
    };
    Key {
        name: event.key(),
        command: event.ctrl_key() || event.meta_key(),
        shift: event.shift_key(),
        typing: within(
            "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]",
        ),
        on_control: within("button, a, summary, [role=menuitem], [role=option], [role=separator]"),
    }
}
