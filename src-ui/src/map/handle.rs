//! Something on a map that can be dragged.

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use waybill_domain::Point;

use super::{
    drivers::make,
    gl::GlMarker,
    view::{View, position, read_point},
};

/// Stands at a place until it is dropped.
pub(super) struct Handle {
    marker: GlMarker,
    _on_dragged: Closure<dyn FnMut(JsValue)>,
}

impl Handle {
    /// An element of that class with its `anchor` (such as `bottom`) at `point`; `on_dragged` hears where it was let go.
    pub(super) fn new(
        view: &View,
        (class, anchor): (&str, &str),
        point: Point,
        on_dragged: impl Fn(Point) + 'static,
    ) -> Option<Self> {
        let element = make("span", class)?;
        let marker = view.marker(&element, point, anchor, true).ok()?;
        element.set_attribute("aria-hidden", "true").ok()?;
        let dragged = marker.clone();
        let on_dragged = Closure::<dyn FnMut(JsValue)>::new(move |_| {
            if let Some(point) = read_point(&dragged.position()) {
                on_dragged(point);
            }
        });
        marker.on_marker("dragend", on_dragged.as_ref().unchecked_ref());
        Some(Self { marker, _on_dragged: on_dragged })
    }

    /// Puts it somewhere else.
    pub(super) fn put(&self, point: Point) {
        self.marker.set_position(&position(point));
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.marker.remove_marker();
    }
}
