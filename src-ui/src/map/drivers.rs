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
    arrow: Option<HtmlElement>,
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
                Some(pin) => pin.update(driver, selected),
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
        for part in [&arrow, &disc] {
            element.append_child(part).ok()?;
        }
        let (id, on_press) = (driver.id, Rc::clone(on_press));
        let on_click = Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| {
            event.stop_propagation();
            on_press.emit(id);
        });
        element.add_event_listener_with_callback("click", on_click.as_ref().unchecked_ref()).ok()?;
        let marker = view.marker(&element, driver.point, "center", false).ok()?;
        let pin = Self {
            marker,
            element,
            arrow: Some(arrow),
            shown: driver.clone(),
            selected,
            _on_click: on_click,
        };
        pin.dress();
        Some(pin)
    }

    fn update(&mut self, driver: &MapDriver, selected: bool) {
        if self.shown.point != driver.point {
            self.marker.set_position(&position(driver.point));
        }
        if self.shown != *driver || self.selected != selected {
            self.shown = driver.clone();
            self.selected = selected;
            self.dress();
        }
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
        if let Some(arrow) = &self.arrow {
            let heading = self.shown.heading.filter(|_| !self.shown.stale);
            arrow.set_hidden(heading.is_none());
            let turn = format!("rotate({:.0}deg)", heading.unwrap_or(0.0));
            let _ = arrow.style().set_property("transform", &turn);
        }
    }
}

/// An element of that class.
pub(super) fn make(name: &str, class: &str) -> Option<HtmlElement> {
    let element = web_sys::window()?.document()?.create_element(name).ok()?;
    element.set_class_name(class);
    element.dyn_into().ok()
}
