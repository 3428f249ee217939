//! A map on which an area is drawn: corner by corner, or around a middle. Corners and the middle can be dragged.

use std::{cell::RefCell, rc::Rc};

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use waybill_domain::{Point, zone::Shape};
use yew::prelude::*;

use super::{
    canvas::MapCanvas,
    controls::Zoom,
    drivers::make,
    gl::GlMarker,
    ring, streets,
    style::AREAS,
    view::{View, read_point},
};
use crate::{bridge::spawn_local, i18n::use_i18n, state::organization::Drawn};

/// How near to a side a corner must be set to go into it, in CSS pixels.
const REACH: f64 = 10.0;

/// Properties of [`AreaPicker`].
#[derive(PartialEq, Properties)]
pub struct AreaPickerProps {
    /// What is drawn so far.
    pub drawn: Drawn,
    /// A circle is drawn, and not corners.
    pub round: bool,
    /// Areas that are there beside it.
    pub others: Rc<Vec<Shape>>,
    /// Other corners, in their order.
    pub on_corners: Callback<Vec<Point>>,
    /// Another middle.
    pub on_center: Callback<Point>,
}

struct Corner {
    marker: GlMarker,
    _on_dragged: Closure<dyn FnMut(JsValue)>,
}

impl Drop for Corner {
    fn drop(&mut self) {
        self.marker.remove_marker();
    }
}

/// What the map's own handlers look at: always the newest.
#[derive(Clone, Default, PartialEq)]
struct Newest {
    drawn: Drawn,
    round: bool,
    on_corners: Callback<Vec<Point>>,
    on_center: Callback<Point>,
}

impl Newest {
    /// The map was pressed.
    fn pressed(&self, view: &View, point: Point, at: (f64, f64)) {
        if self.round {
            return self.on_center.emit(point);
        }
        let pixels: Vec<_> = self.drawn.corners.iter().map(|corner| view.pixel_of(*corner)).collect();
        // Who presses a corner, or presses twice, does not want another one in the same place.
        if pixels.iter().any(|pixel| (pixel.0 - at.0).hypot(pixel.1 - at.1) <= REACH) {
            return;
        }
        let mut corners = self.drawn.corners.clone();
        corners.insert(ring::place_of(&pixels, at, REACH), point);
        self.on_corners.emit(corners);
    }

    /// Corner `i`, or the middle, was dragged.
    fn dragged(&self, i: usize, point: Point) {
        if self.round {
            return self.on_center.emit(point);
        }
        let mut corners = self.drawn.corners.clone();
        if let Some(corner) = corners.get_mut(i) {
            *corner = point;
            self.on_corners.emit(corners);
        }
    }
}

/// Draws an area.
#[component]
pub fn AreaPicker(props: &AreaPickerProps) -> Html {
    let i18n = use_i18n();
    let view = use_state(|| None::<View>);
    let corners = use_mut_ref(Vec::<Corner>::new);
    let newest: Rc<RefCell<Newest>> = use_mut_ref(Newest::default);
    *newest.borrow_mut() = Newest {
        drawn: props.drawn.clone(),
        round: props.round,
        on_corners: props.on_corners.clone(),
        on_center: props.on_center.clone(),
    };
    {
        let (newest, box_around) = (newest.clone(), ring::bounds(&props.drawn, &props.others));
        use_effect_with((*view).clone(), move |view| {
            let Some(view) = view.clone() else { return };
            let hint = view.downgrade();
            view.on_touch("click", None, move |touch| {
                let newest = newest.borrow().clone();
                hint.with(|view| newest.pressed(view, touch.point, (touch.x, touch.y)));
            });
            match box_around {
                Some(corners) => view.fit(corners, 32.0, 15.5, false),
                None => spawn_local(async move {
                    if let Some(bounds) = streets::fetch().await.ok().and_then(|streets| streets.bounds) {
                        view.fit(bounds, 8.0, 15.0, false);
                    }
                }),
            }
        });
    }
    {
        let corners = corners.clone();
        let shown = ((*view).clone(), props.drawn.clone(), props.others.clone());
        use_effect_with(shown, move |(view, drawn, others)| {
            let Some(view) = view else { return };
            view.set_data(AREAS, &ring::features(drawn, others));
            let handles: Vec<Point> =
                drawn.circle.map_or_else(|| drawn.corners.clone(), |(center, _)| vec![center]);
            let made = handles.iter().enumerate();
            // The old ones go before the new ones come.
            corners.borrow_mut().clear();
            *corners.borrow_mut() =
                made.filter_map(|(i, point)| handle(view, i, *point, newest.clone())).collect();
        });
    }
    // The corners go before the map they stand on.
    use_effect_with((), move |()| move || corners.borrow_mut().clear());
    let on_fit = {
        let (view, bounds) = (view.clone(), ring::bounds(&props.drawn, &props.others));
        Callback::from(move |()| {
            if let (Some(view), Some(bounds)) = (&*view, bounds) {
                view.fit(bounds, 32.0, 15.5, true);
            }
        })
    };
    let on_ready = {
        let setter = view.setter();
        Callback::from(move |ready| setter.set(Some(ready)))
    };
    let hint = match (props.round, props.drawn.corners.len()) {
        (true, _) => props.drawn.circle.is_none().then_some("map-area-hint-center"),
        (false, 0..3) => Some("map-area-hint"),
        (false, _) => None,
    };
    html! {
        <MapCanvas label={i18n.t("map-area")} {on_ready} testid="area-map">
            <Zoom view={(*view).clone()} {on_fit} />
            if let Some(hint) = hint.filter(|_| view.is_some()) {
                <p class="map-note">{ i18n.t(hint) }</p>
            }
        </MapCanvas>
    }
}

fn handle(view: &View, i: usize, point: Point, newest: Rc<RefCell<Newest>>) -> Option<Corner> {
    let element = make("span", "area-corner")?;
    let marker = view.marker(&element, point, "center", true).ok()?;
    element.set_attribute("aria-hidden", "true").ok()?;
    let dragged = marker.clone();
    let on_dragged = Closure::<dyn FnMut(JsValue)>::new(move |_| {
        if let Some(point) = read_point(&dragged.position()) {
            let newest = newest.borrow().clone();
            newest.dragged(i, point);
        }
    });
    marker.on_marker("dragend", on_dragged.as_ref().unchecked_ref());
    Some(Corner { marker, _on_dragged: on_dragged })
}
