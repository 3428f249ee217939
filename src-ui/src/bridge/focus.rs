//! Where the keyboard is: kept inside a dialog, and given back afterwards.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, Node};
use yew::NodeRef;

/// What can take the focus by Tab.
const FOCUSABLE: &str = "a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), \
    textarea:not(:disabled), [tabindex='0']";

/// What has the focus.
pub struct Focused(Option<HtmlElement>);

/// What has the focus now.
pub fn focused() -> Focused {
    let element = web_sys::window().and_then(|w| w.document()?.active_element());
    Focused(element.and_then(|element| element.dyn_into().ok()))
}

impl Focused {
    /// Gives the focus back, if the element is still there.
    pub fn restore(self) {
        if let Some(element) = self.0.filter(|element| element.is_connected()) {
            // An element that cannot take the focus any more just does not.
            let _ = element.focus();
        }
    }
}

/// Whether the focus is inside the element.
pub fn is_inside(node: &NodeRef) -> bool {
    let active = web_sys::window().and_then(|w| w.document()?.active_element());
    node.cast::<Element>().is_some_and(|element| element.contains(active.as_deref()))
}

/// Lets Tab go round inside the element.
pub fn keep_inside(node: &NodeRef, event: &KeyboardEvent) {
    let inside: Vec<HtmlElement> = super::dom::all(node, FOCUSABLE)
        .into_iter()
        .filter_map(|element| element.dyn_into().ok())
        .filter(|element: &HtmlElement| element.offset_width() > 0)
        .collect();
    let (Some(first), Some(last)) = (inside.first(), inside.last()) else {
        return;
    };
    let active = web_sys::window().and_then(|w| w.document()?.active_element());
    let at = |element: &HtmlElement| active.as_ref().is_some_and(|active| active.is_same_node(Some(element)));
    let to = match event.shift_key() {
        true if at(first) || !is_inside(node) => last,
        false if at(last) || !is_inside(node) => first,
        _ => return,
    };
    event.prevent_default();
    // An element that cannot take the focus just does not.
    let _ = to.focus();
}

/// Moves the focus by so many steps among what can take it inside the element, round its ends.
pub fn step_inside(node: &NodeRef, by: isize) {
    let inside: Vec<HtmlElement> =
        super::dom::all(node, FOCUSABLE).into_iter().filter_map(|element| element.dyn_into().ok()).collect();
    let active = web_sys::window().and_then(|w| w.document()?.active_element());
    let at = active.and_then(|active| inside.iter().position(|element| active.is_same_node(Some(element))));
    let count = isize::try_from(inside.len()).unwrap_or(1).max(1);
    let next = match at {
        Some(at) => (isize::try_from(at).unwrap_or(0) + by).rem_euclid(count),
        None if by < 0 => count - 1,
        None => 0,
    };
    if let Some(element) = usize::try_from(next).ok().and_then(|next| inside.get(next)) {
        // An element that cannot take the focus just does not.
        let _ = element.focus();
    }
}

/// Moves the focus down (or up) to the next of the page's elements that match `selector`, from wherever it is; stays at
/// the ends. Whether there is any.
pub fn to_next(selector: &str, down: bool) -> bool {
    let Some(document) = web_sys::window().and_then(|w| w.document()) else {
        return false;
    };
    let Ok(found) = document.query_selector_all(selector) else {
        return false;
    };
    let found: Vec<HtmlElement> =
        (0..found.length()).filter_map(|n| found.get(n)?.dyn_into::<HtmlElement>().ok()).collect();
    let active = document.active_element();
    let before = |element: &&HtmlElement| {
        active.as_ref().is_some_and(|active| {
            active.compare_document_position(element) & Node::DOCUMENT_POSITION_PRECEDING != 0
        })
    };
    let here =
        |element: &HtmlElement| active.as_ref().is_some_and(|active| active.is_same_node(Some(element)));
    let next = if down {
        found.iter().find(|element| !here(element) && !before(element)).or(found.last())
    } else {
        found.iter().rfind(before).or(found.first())
    };
    if let Some(element) = next {
        // An element that cannot take the focus just does not.
        let _ = element.focus();
    }
    next.is_some()
}

/// Moves the focus to the first element of the page that matches `selector`.
pub fn to(selector: &str) {
    let found = web_sys::window().and_then(|w| w.document()?.query_selector(selector).ok()?);
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // An element that cannot take the focus just does not.
        let _ = element.focus();
    }
}

/// Takes the focus away from whatever has it.
pub fn leave() {
    if let Some(element) = focused().0 {
        // An element that has lost the focus already just does not.
        let _ = element.blur();
    }
}
