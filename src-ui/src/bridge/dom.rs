//! Small things the screens need from elements: focus, scrolling, reading inputs, catching the pointer.

use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, PointerEvent,
};
use yew::{NodeRef, TargetCast};

/// The element the app is mounted on.
pub fn app_root() -> Option<Element> {
    web_sys::window()?.document()?.get_element_by_id("app")
}

/// What an input, a text area or a select holds after `event`.
pub fn value_of(event: &Event) -> String {
    if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
        return input.value();
    }
    if let Some(area) = event.target_dyn_into::<HtmlTextAreaElement>() {
        return area.value();
    }
    event.target_dyn_into::<HtmlSelectElement>().map(|select| select.value()).unwrap_or_default()
}

/// Whether a checkbox is ticked after `event`.
pub fn is_checked(event: &Event) -> bool {
    event.target_dyn_into::<HtmlInputElement>().is_some_and(|input| input.checked())
}

/// Moves the keyboard's focus to the element.
pub fn focus(node: &NodeRef) {
    if let Some(element) = node.cast::<HtmlElement>() {
        // An element that cannot take the focus just does not.
        let _ = element.focus();
    }
}

/// Clicks the element, as a person would.
pub fn click(node: &NodeRef) {
    if let Some(element) = node.cast::<HtmlElement>() {
        element.click();
    }
}

/// Width and height of the element on screen, in CSS pixels.
pub fn size_of(node: &NodeRef) -> (f64, f64) {
    let rect = node.cast::<Element>().map(|element| element.get_bounding_client_rect());
    rect.map_or((0.0, 0.0), |rect| (rect.width(), rect.height()))
}

/// Left and top of the element on screen, in CSS pixels.
pub fn place_of(node: &NodeRef) -> (f64, f64) {
    let rect = node.cast::<Element>().map(|element| element.get_bounding_client_rect());
    rect.map_or((0.0, 0.0), |rect| (rect.left(), rect.top()))
}

/// Where the element stands on screen: left, top, width, height in CSS pixels.
pub fn rect_of(element: &Element) -> (f64, f64, f64, f64) {
    let rect = element.get_bounding_client_rect();
    (rect.left(), rect.top(), rect.width(), rect.height())
}

/// Sends all further moves of this pointer to the element under it, also outside of it. Yew listens at the root of the
/// app, so the current target would be the root.
pub fn capture_pointer(event: &PointerEvent) {
    if let Some(element) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) {
        // Fails for a pointer that is up already: then there is nothing to follow.
        let _ = element.set_pointer_capture(event.pointer_id());
    }
}

/// Sets a CSS property on the element. Inline `style` attributes are forbidden by the content security policy; this
/// way is not.
pub fn set_style(node: &NodeRef, name: &str, value: &str) {
    if let Some(element) = node.cast::<HtmlElement>() {
        // Unknown properties are ignored by the browser.
        let _ = element.style().set_property(name, value);
    }
}

/// Sets a CSS property on an element that was found by [`all`].
pub fn set_style_of(element: &Element, name: &str, value: &str) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        // Unknown properties are ignored by the browser.
        let _ = element.style().set_property(name, value);
    }
}

/// The elements inside `node` that match `selector`, in order.
pub fn all(node: &NodeRef, selector: &str) -> Vec<Element> {
    let found = node.cast::<Element>().and_then(|element| element.query_selector_all(selector).ok());
    let Some(found) = found else {
        return Vec::new();
    };
    (0..found.length()).filter_map(|i| found.get(i)?.dyn_into().ok()).collect()
}
