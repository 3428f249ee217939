//! The drivers on the map: initials in a disc, an arrow for the heading, hollow when the fix is old.

use std::{collections::HashMap, rc::Rc};

use wasm_bindgen::{JsCast, closure::Closure};
use waybill_domain::{MemberId, Point};
use web_sys::{Element, HtmlElement};
use yew::{AttrValue, Callback};

use super::{
    gl::GlMarker,
    view::{View, position},
};

/// A driver as the map shows one.
#[derive(Clone, Debug, PartialEq)]
pub struct MapDriver {
    /// Who.
    pub id: MemberId,
    /// Two letters.
    pub initials: AttrValue,
    /// Name, vehicle and age of the fix, for the hint and for those who do not see the map.
    pub label: AttrValue,
    /// Where.
    pub point: Point,
    /// Degrees clockwise from north, where known.
    pub heading: Option<f32>,
    /// The fix is too old to say where the driver is.
    pub stale: bool,
}

/// The discs, kept in step with the drivers.
#[derive(Default)]
pub(super) struct DriverPins {
    pins: HashMap<MemberId, Pin>,
}

struct Pin {
    marker: GlMarker,
    element: HtmlElement,
    /// What is seen; the element itself stands where the driver is.
    body: HtmlElement,
    arrow: HtmlElement,
    shown: MapDriver,
    selected: bool,
    _on_click: Closure<dyn FnMut(web_sys::Event)>,
}

impl Drop for Pin {
    fn drop(&mut self) {
        self.marker.remove_marker();
    }
}

impl DriverPins {
    /// Shows exactly `drivers`.
    pub(super) fn show(
        &mut self,
        view: &View,
        drivers: &[MapDriver],
        selected: Option<MemberId>,
        on_press: &Rc<Callback<MemberId>>,
    ) {
        self.pins.retain(|id, _| drivers.iter().any(|driver| driver.id == *id));
        for driver in drivers {
            let selected = selected == Some(driver.id);
            match self.pins.get_mut(&driver.id) {
                Some(pin) => pin.update(view, driver, selected),
                None => {
                    if let Some(pin) = Pin::new(view, driver, selected, on_press) {
                        self.pins.insert(driver.id, pin);
                    }
                }
            }
        }
    }
}

impl Pin {
    fn new(
        view: &View,
        driver: &MapDriver,
        selected: bool,
        on_press: &Rc<Callback<MemberId>>,
    ) -> Option<Self> {
        let element = make("button", "driver-pin")?;
        let arrow = make("span", "driver-pin-arrow")?;
        let disc = make("span", "driver-pin-disc")?;
        // By attribute and style sheet: as text, it would have to be part of what is read out.
        disc.set_attribute("data-initials", &driver.initials).ok()?;
        let body = make("span", "driver-pin-body")?;
        for part in [&arrow, &disc] {
            body.append_child(part).ok()?;
        }
        element.append_child(&body).ok()?;
        let (id, on_press) = (driver.id, Rc::clone(on_press));
        let on_click = Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| {
            event.stop_propagation();
            on_press.emit(id);
        });
        element.add_event_listener_with_callback("click", on_click.as_ref().unchecked_ref()).ok()?;
        let marker = view.marker(&element, driver.point, "center", false).ok()?;
        let pin = Self { marker, element, body, arrow, shown: driver.clone(), selected, _on_click: on_click };
        pin.dress();
        Some(pin)
    }

    fn update(&mut self, view: &View, driver: &MapDriver, selected: bool) {
        if self.shown.point != driver.point {
            let (from, to) = (view.pixel_of(self.shown.point), view.pixel_of(driver.point));
            self.marker.set_position(&position(driver.point));
            self.glide((from.0 - to.0, from.1 - to.1));
        }
        if self.shown != *driver || self.selected != selected {
            self.shown = driver.clone();
            self.selected = selected;
            self.dress();
        }
    }

    /// Lets what is seen come from where it was, `by` pixels away, instead of jumping. Far jumps stay jumps: nobody
    /// drives through houses.
    fn glide(&self, by: (f64, f64)) {
        if !(1.0..160.0).contains(&by.0.hypot(by.1)) {
            return;
        }
        let style = self.body.style();
        let set = |name: &str, value: &str| {
            // Unknown values are ignored by the browser.
            let _ = style.set_property(name, value);
        };
        set("transition", "none");
        set("transform", &format!("translate({:.1}px, {:.1}px)", by.0, by.1));
        // Asking for the size makes the browser take the step before the transition begins.
        let _ = self.body.offset_width();
        set("transition", "");
        set("transform", "");
    }

    /// Puts on everything that can change. Nothing here can fail for names that are spelt right.
    fn dress(&self) {
        let set = |element: &Element, name: &str, value: &str| {
            let _ = element.set_attribute(name, value);
        };
        set(&self.element, "type", "button");
        set(&self.element, "aria-label", &self.shown.label);
        set(&self.element, "title", &self.shown.label);
        set(&self.element, "data-testid", "driver-pin");
        set(&self.element, "data-id", &self.shown.id.to_string());
        set(&self.element, "data-stale", if self.shown.stale { "true" } else { "false" });
        set(&self.element, "aria-pressed", if self.selected { "true" } else { "false" });
        let heading = self.shown.heading.filter(|_| !self.shown.stale);
        self.arrow.set_hidden(heading.is_none());
        let turn = format!("rotate({:.0}deg)", heading.unwrap_or(0.0));
        let _ = self.arrow.style().set_property("transform", &turn);
    }
}

/// An element of that class.
pub(super) fn make(name: &str, class: &str) -> Option<HtmlElement> {
    let element = web_sys::window()?.document()?.create_element(name).ok()?;
    element.set_class_name(class);
    element.dyn_into().ok()
}
