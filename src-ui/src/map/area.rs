//! A map on which an area is drawn: corner by corner, or around a middle. Corners and the middle can be dragged.

use std::rc::Rc;

use waybill_domain::{Point, zone::Shape};
use yew::prelude::*;

use super::{canvas::MapCanvas, controls::Zoom, handle::Handle, ring, streets, style::AREAS, view::View};
use crate::{i18n::use_i18n, state::organization::Drawn};

/// How near to a side a corner must be set to go into it, in CSS pixels.
const REACH: f64 = 10.0;

/// Properties of [`AreaPicker`].
#[derive(Clone, PartialEq, Properties)]
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

impl AreaPickerProps {
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

    /// The box around what there is to see.
    fn bounds(&self) -> Option<(Point, Point)> {
        ring::bounds(&self.drawn, &self.others)
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
    let corners = use_mut_ref(Vec::<Handle>::new);
    // What the map's own handlers look at.
    let newest = use_mut_ref(|| props.clone());
    *newest.borrow_mut() = props.clone();
    {
        let newest = newest.clone();
        use_effect_with((*view).clone(), move |view| {
            let Some(view) = view.clone() else { return };
            let (hint, bounds) = (view.downgrade(), newest.borrow().bounds());
            view.on_touch("click", None, move |touch| {
                let newest = newest.borrow().clone();
                hint.with(|view| newest.pressed(view, touch.point, (touch.x, touch.y)));
            });
            match bounds {
                Some(bounds) => view.fit(bounds, 32.0, 15.5, false),
                None => streets::look_at_all(view),
            }
        });
    }
    {
        let (corners, newest) = (corners.clone(), newest.clone());
        let shown = ((*view).clone(), props.drawn.clone(), props.others.clone());
        use_effect_with(shown, move |(view, drawn, others)| {
            let Some(view) = view else { return };
            view.set_data(AREAS, &ring::areas(drawn, others));
            let handles: Vec<Point> =
                drawn.circle.map_or_else(|| drawn.corners.clone(), |(center, _)| vec![center]);
            let handle = |(i, point)| {
                let newest = newest.clone();
                Handle::new(view, ("area-corner", "center"), point, move |to| {
                    let newest = newest.borrow().clone();
                    newest.dragged(i, to);
                })
            };
            let mut corners = corners.borrow_mut();
            // The old ones go before the new ones come.
            corners.clear();
            corners.extend(handles.into_iter().enumerate().filter_map(handle));
        });
    }
    // The corners go before the map they stand on.
    use_effect_with((), move |()| move || corners.borrow_mut().clear());
    let on_fit = {
        let (view, newest) = (view.clone(), newest.clone());
        Callback::from(move |()| {
            if let (Some(view), Some(bounds)) = (&*view, newest.borrow().bounds()) {
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
