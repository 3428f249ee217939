//! One map that is alive, and what can be done to it. Everything ends when the last clone is dropped.

use std::{
    cell::RefCell,
    rc::{Rc, Weak},
};

use js_sys::{Array, Reflect};
use serde_json::Value;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use waybill_domain::{Point, calls::TileSet};
use web_sys::HtmlElement;

use super::{
    gl::{GlMap, GlMarker, Library, NoMap, object, property, value_of},
    palette::{Palette, ThemeWatch},
    streets::Streets,
    style::{self, BASE},
};

/// A live map.
#[derive(Clone)]
pub(super) struct View(Rc<Inner>);

/// A function of ours that the map may call.
type Handler = Closure<dyn FnMut(JsValue)>;

struct Inner {
    map: GlMap,
    library: Library,
    handlers: RefCell<Vec<Handler>>,
    theme: RefCell<Option<ThemeWatch>>,
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.map.remove();
    }
}

impl PartialEq for View {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// A map that may have gone: what the map's own handlers hold, so that they do not keep it alive.
pub(super) struct Hint(Weak<Inner>);

impl Hint {
    /// Whether the map has gone.
    pub(super) fn is_gone(&self) -> bool {
        self.0.strong_count() == 0
    }

    /// Does something with the map, if it is still there.
    pub(super) fn with(&self, act: impl FnOnce(&View)) {
        if let Some(inner) = self.0.upgrade() {
            act(&View(inner));
        }
    }
}

/// Something happened at a place of the map.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Touch {
    /// Where on the earth.
    pub(super) point: Point,
    /// From the left of the map, in CSS pixels.
    pub(super) x: f64,
    /// From its top.
    pub(super) y: f64,
    /// The `id` of the uppermost thing there, if it has one.
    pub(super) id: Option<String>,
}

impl View {
    /// A map inside `container`, drawn from `tiles`, or else from the streets that are [set](Self::set_streets) as soon as
    /// they are there.
    pub(super) fn new(
        library: &Library,
        container: &HtmlElement,
        tiles: Option<&TileSet>,
    ) -> Result<Self, NoMap> {
        let mut options = vec![
            ("container", container.clone().into()),
            ("style", value_of(&style::style(&Palette::read(), tiles))),
            ("attributionControl", JsValue::FALSE),
            ("dragRotate", JsValue::FALSE),
            ("pitchWithRotate", JsValue::FALSE),
            ("touchPitch", JsValue::FALSE),
            ("maxPitch", JsValue::from_f64(0.0)),
            ("minZoom", JsValue::from_f64(8.0)),
            ("maxZoom", JsValue::from_f64(18.5)),
            ("zoom", JsValue::from_f64(12.0)),
            ("fadeDuration", JsValue::from_f64(120.0)),
        ];
        if let Some(set) = tiles {
            // Until there is something to look at, the region rather than the sea off Africa.
            let corners = Array::of2(&position(set.south_west), &position(set.north_east));
            options.push(("bounds", corners.into()));
        }
        let map = library.map(&object(&options))?;
        let view = Self(Rc::new(Inner {
            map,
            library: library.clone(),
            handlers: RefCell::default(),
            theme: RefCell::default(),
        }));
        let hint = Rc::new(view.downgrade());
        let watch = ThemeWatch::new(move || hint.with(Self::repaint));
        view.0.theme.replace(Some(watch));
        view.tell_when_busy();
        Ok(view)
    }

    /// The surface is busy from when something is to come until all of it is drawn.
    fn tell_when_busy(&self) {
        for (event, busy) in [("dataloading", "true"), ("idle", "false")] {
            let hint = self.downgrade();
            // Setting an attribute fails only for names that are not XML names.
            let tell = move |view: &Self| drop(view.0.map.canvas().set_attribute("aria-busy", busy));
            self.on(event, move || hint.with(tell));
        }
    }

    /// For the map's own handlers.
    pub(super) fn downgrade(&self) -> Hint {
        Hint(Rc::downgrade(&self.0))
    }

    /// Calls `handler` at every `event`.
    pub(super) fn on(&self, event: &str, handler: impl Fn() + 'static) {
        let closure = Closure::<dyn FnMut(JsValue)>::new(move |_| handler());
        self.0.map.on(event, closure.as_ref().unchecked_ref());
        self.0.handlers.borrow_mut().push(closure);
    }

    /// Calls `handler` at every pointer `event`, on that layer or anywhere.
    pub(super) fn on_touch(&self, event: &str, layer: Option<&str>, handler: impl Fn(Touch) + 'static) {
        let closure = Closure::<dyn FnMut(JsValue)>::new(move |event| handler(touch(&event)));
        let function = closure.as_ref().unchecked_ref();
        match layer {
            Some(layer) => self.0.map.on_layer(event, layer, function),
            None => self.0.map.on(event, function),
        };
        self.0.handlers.borrow_mut().push(closure);
    }

    /// Shows the streets, where there are no tiles.
    pub(super) fn set_streets(&self, streets: &Streets) {
        if let Some(source) = self.0.map.source(BASE) {
            source.set_data(&streets.geojson);
        }
    }

    /// Replaces what a source holds.
    pub(super) fn set_data(&self, source: &str, data: &Value) {
        if let Some(source) = self.0.map.source(source) {
            source.set_data(&value_of(data));
        }
    }

    /// Shows or hides a layer.
    pub(super) fn set_visible(&self, layer: &str, visible: bool) {
        let value = JsValue::from_str(if visible { "visible" } else { "none" });
        // Throws only before the style is read, and then the layer is visible anyway.
        let _ = self.0.map.set_layout(layer, "visibility", &value);
    }

    /// Moves so that both corners are in sight, `margin` pixels from the edge and not closer than `max_zoom`.
    pub(super) fn fit(&self, bounds: (Point, Point), margin: f64, max_zoom: f64, moving: bool) {
        let corners = Array::of2(&position(bounds.0), &position(bounds.1));
        let options = object(&[
            ("padding", JsValue::from_f64(margin)),
            ("maxZoom", JsValue::from_f64(max_zoom)),
            ("animate", JsValue::from_bool(moving)),
            ("duration", JsValue::from_f64(450.0)),
        ]);
        self.0.map.fit_bounds(&corners, &options);
    }

    /// Moves to `point`, at least as close as `zoom`.
    pub(super) fn go_to(&self, point: Point, zoom: f64) {
        let zoom = self.0.map.zoom().max(zoom);
        let options = object(&[
            ("center", position(point)),
            ("zoom", JsValue::from_f64(zoom)),
            ("duration", JsValue::from_f64(450.0)),
        ]);
        self.0.map.ease_to(&options);
    }

    /// Brings `point` into sight if it is not, or too close to the edge to be seen well.
    pub(super) fn show(&self, point: Point) {
        let canvas = self.0.map.canvas();
        let (width, height) = (f64::from(canvas.client_width()), f64::from(canvas.client_height()));
        let (x, y) = self.pixel_of(point);
        let margin = 48.0;
        let seen = (margin..=width - margin).contains(&x) && (margin..=height - margin).contains(&y);
        if !seen || self.0.map.zoom() < 12.5 {
            self.go_to(point, 14.0);
        }
    }

    /// One step closer.
    pub(super) fn zoom_in(&self) {
        self.0.map.zoom_in();
    }

    /// One step back.
    pub(super) fn zoom_out(&self) {
        self.0.map.zoom_out();
    }

    /// What is at that pixel.
    pub(super) fn point_at(&self, x: f64, y: f64) -> Option<Point> {
        let pixel = Array::of2(&JsValue::from_f64(x), &JsValue::from_f64(y));
        read_point(&self.0.map.unproject(&pixel))
    }

    /// The pixel at which `point` is: from the left, from the top.
    pub(super) fn pixel_of(&self, point: Point) -> (f64, f64) {
        let pixel = self.0.map.project(&position(point));
        let side = |name| property(&pixel, name).as_f64().unwrap_or(0.0);
        (side("x"), side("y"))
    }

    /// The pointer looks like a hand over things that can be pressed.
    pub(super) fn set_pointer(&self, over_something: bool) {
        let cursor = if over_something { "pointer" } else { "" };
        // Unknown values are ignored by the browser.
        let _ = self.0.map.canvas().style().set_property("cursor", cursor);
    }

    /// Says what the drawing surface is, for those who do not see it.
    pub(super) fn describe(&self, label: &str) {
        // Fails only for names that are not XML names.
        let _ = self.0.map.canvas().set_attribute("aria-label", label);
    }

    /// Puts `element` at `point`, its `anchor` (such as `bottom`) on it.
    pub(super) fn marker(
        &self,
        element: &HtmlElement,
        point: Point,
        anchor: &str,
        draggable: bool,
    ) -> Result<GlMarker, NoMap> {
        let options = object(&[
            ("element", element.clone().into()),
            ("anchor", JsValue::from_str(anchor)),
            ("draggable", JsValue::from_bool(draggable)),
        ]);
        let marker = self.0.library.marker(&options)?;
        Ok(marker.set_position(&position(point)).add_to(&self.0.map))
    }

    /// Takes the colours the document has now.
    fn repaint(&self) {
        // Where the streets come from changes no colour.
        let style = style::style(&Palette::read(), None);
        for layer in style["layers"].as_array().map_or(&[][..], Vec::as_slice) {
            let (Some(id), Some(paint)) = (layer["id"].as_str(), layer["paint"].as_object()) else {
                continue;
            };
            for (name, value) in paint {
                // Throws only before the style is read; it was made from the colours of that moment.
                let _ = self.0.map.set_paint(id, name, &value_of(value));
            }
        }
    }
}

/// `[longitude, latitude]`.
pub(super) fn position(point: Point) -> JsValue {
    Array::of2(&JsValue::from_f64(point.lon), &JsValue::from_f64(point.lat)).into()
}

/// From MapLibre's `{lng, lat}`.
pub(super) fn read_point(value: &JsValue) -> Option<Point> {
    let side = |name| property(value, name).as_f64();
    Point::new(side("lat")?, side("lng")?).ok()
}

fn touch(event: &JsValue) -> Touch {
    let pixel = property(event, "point");
    let feature = Reflect::get_u32(&property(event, "features"), 0).unwrap_or(JsValue::UNDEFINED);
    let side = |name| property(&pixel, name).as_f64().unwrap_or(0.0);
    Touch {
        point: read_point(&property(event, "lngLat")).unwrap_or(Point { lat: 0.0, lon: 0.0 }),
        x: side("x"),
        y: side("y"),
        id: property(&property(&feature, "properties"), "id").as_string(),
    }
}
