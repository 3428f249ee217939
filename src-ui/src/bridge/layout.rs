//! Sizes and scrolling of elements, and being told when a size changes.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, ResizeObserver};
use yew::NodeRef;

/// How far the element is scrolled down, and how much of its content is in sight, in CSS pixels.
pub fn scroll_of(node: &NodeRef) -> (f64, f64) {
    let element = node.cast::<Element>();
    element
        .map_or((0.0, 0.0), |element| (f64::from(element.scroll_top()), f64::from(element.client_height())))
}

/// Scrolls the element's content to `top` CSS pixels.
pub fn scroll_to(node: &NodeRef, top: f64) {
    if let Some(element) = node.cast::<Element>() {
        element.set_scroll_top(top.round() as i32);
    }
}

/// Brings the element that matches `selector` inside `node` into sight, moving as little as can be.
pub fn reveal(node: &NodeRef, selector: &str) {
    let container = node.cast::<Element>();
    let found = container.and_then(|container| container.query_selector(selector).ok().flatten());
    if let Some(element) = found {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// The same, once what is being drawn now stands there; the element also gets the focus.
pub fn reveal_soon(node: &NodeRef, selector: &'static str) {
    let node = node.clone();
    super::spawn_local(async move {
        super::timer::sleep(0).await;
        reveal(&node, selector);
        let found =
            node.cast::<Element>().and_then(|element| element.query_selector(selector).ok().flatten());
        if let Some(element) = found.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
            // An element that cannot take the focus just does not.
            let _ = element.focus();
        }
    });
}

/// Calls its handler whenever the element's size changes, until it is dropped.
pub struct Sized {
    observer: ResizeObserver,
    _on_change: Closure<dyn FnMut()>,
}

impl Sized {
    /// Watches the element. The handler is called once at the beginning.
    pub fn watch(node: &NodeRef, on_change: impl Fn() + 'static) -> Option<Self> {
        let element = node.cast::<Element>()?;
        let on_change = Closure::<dyn FnMut()>::new(on_change);
        let observer = ResizeObserver::new(on_change.as_ref().unchecked_ref()).ok()?;
        observer.observe(&element);
        Some(Self { observer, _on_change: on_change })
    }
}

impl Drop for Sized {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
