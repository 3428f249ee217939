//! The driver's stops on a live map, numbered in the order of the day.

use std::{cell::RefCell, rc::Rc};

use wasm_bindgen::{JsCast, closure::Closure};
use waybill_domain::{DeliveryId, Point};
use yew::prelude::*;

use super::{
    canvas::MapCanvas, controls::Zoom, drivers::make, features, gl::GlMarker, style::ROUTES, view::View,
};
use crate::state::way::Stretch;

/// A stop as the map shows one.
#[derive(Clone, Debug, PartialEq)]
pub struct MapStop {
    /// Which delivery.
    pub id: DeliveryId,
    /// Where.
    pub point: Point,
    /// Place in the day: 1 is next.
    pub number: usize,
    /// Address and state, for those who do not see the map.
    pub label: AttrValue,
    /// The next one.
    pub next: bool,
    /// Nothing is left to do there.
    pub done: bool,
}

/// Properties of [`StopsMap`].
#[derive(PartialEq, Properties)]
pub struct StopsMapProps {
    /// What the map shows, for those who do not see it.
    pub label: AttrValue,
    /// In the order of the day.
    pub stops: Vec<MapStop>,
    /// Where the driver is, if known.
    #[prop_or_default]
    pub here: Option<Point>,
    /// The way through them; empty: straight, from where the driver is.
    #[prop_or_default]
    pub way: Vec<Stretch>,
    /// A stop was pressed.
    pub on_press: Callback<DeliveryId>,
}

struct Pin {
    marker: GlMarker,
    _on_click: Option<Closure<dyn FnMut(web_sys::Event)>>,
}

impl Drop for Pin {
    fn drop(&mut self) {
        self.marker.remove_marker();
    }
}

/// All stops of the day.
#[component]
pub fn StopsMap(props: &StopsMapProps) -> Html {
    let view = use_state(|| None::<View>);
    let pins = use_mut_ref(Vec::<Pin>::new);
    let on_press = {
        let newest: Rc<RefCell<Callback<DeliveryId>>> = use_mut_ref(Callback::<DeliveryId>::noop);
        *newest.borrow_mut() = props.on_press.clone();
        newest
    };
    let everything = everything(props);
    {
        let pins = pins.clone();
        use_effect_with(((*view).clone(), props.stops.clone(), props.here), move |(view, stops, here)| {
            if let Some(view) = view {
                let mut pins = pins.borrow_mut();
                pins.clear();
                let on_press = on_press.clone();
                let pressed = Callback::from(move |id| {
                    let callback = on_press.borrow().clone();
                    callback.emit(id);
                });
                pins.extend(stops.iter().filter_map(|stop| stop_pin(view, stop, &pressed)));
                pins.extend(here.and_then(|here| here_pin(view, here)));
            }
        });
    }
    {
        let deps = ((*view).clone(), props.stops.clone(), props.here, props.way.clone());
        use_effect_with(deps, move |(view, stops, here, way)| {
            let Some(view) = view else { return };
            let open = stops.iter().filter(|stop| !stop.done).map(|stop| stop.point);
            let straight = [Stretch::straight(here.iter().copied().chain(open))];
            view.set_data(ROUTES, &features::way(if way.is_empty() { &straight } else { way }));
        });
    }
    {
        // Only the first picture is chosen for the driver; after that the map stays where it was put.
        let bounds = features::bounds(everything.iter().copied());
        use_effect_with((*view).clone(), move |view| {
            if let (Some(view), Some(bounds)) = (view, bounds) {
                view.fit(bounds, 56.0, 16.0, false);
            }
        });
        // Pins go before the map they stand on.
        use_effect_with((), move |()| move || pins.borrow_mut().clear());
    }
    let on_fit = {
        let view = view.clone();
        Callback::from(move |()| {
            if let (Some(view), Some(bounds)) = (&*view, features::bounds(everything.iter().copied())) {
                view.fit(bounds, 56.0, 16.0, true);
            }
        })
    };
    let on_ready = {
        let setter = view.setter();
        Callback::from(move |ready| setter.set(Some(ready)))
    };
    html! {
        <MapCanvas label={props.label.clone()} {on_ready} testid="stops-map">
            <Zoom view={(*view).clone()} {on_fit} />
        </MapCanvas>
    }
}

fn everything(props: &StopsMapProps) -> Vec<Point> {
    let open = props.stops.iter().filter(|stop| !stop.done).map(|stop| stop.point);
    let mut points: Vec<Point> = open.chain(props.here).collect();
    if points.is_empty() {
        points = props.stops.iter().map(|stop| stop.point).collect();
    }
    points
}

fn stop_pin(view: &View, stop: &MapStop, on_press: &Callback<DeliveryId>) -> Option<Pin> {
    let element = make("button", "stop-pin")?;
    element.set_text_content(Some(&if stop.done { "✓".to_owned() } else { stop.number.to_string() }));
    for (name, value) in [
        ("type", "button"),
        ("title", stop.label.as_str()),
        ("data-next", if stop.next { "true" } else { "false" }),
        ("data-done", if stop.done { "true" } else { "false" }),
    ] {
        element.set_attribute(name, value).ok()?;
    }
    let (id, on_press) = (stop.id, on_press.clone());
    let on_click = Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| {
        event.stop_propagation();
        on_press.emit(id);
    });
    element.add_event_listener_with_callback("click", on_click.as_ref().unchecked_ref()).ok()?;
    let marker = view.marker(&element, stop.point, "center", false).ok()?;
    element.set_attribute("aria-label", &stop.label).ok()?;
    Some(Pin { marker, _on_click: Some(on_click) })
}

fn here_pin(view: &View, point: Point) -> Option<Pin> {
    let element = make("span", "here-pin")?;
    let marker = view.marker(&element, point, "center", false).ok()?;
    element.set_attribute("aria-hidden", "true").ok()?;
    Some(Pin { marker, _on_click: None })
}
