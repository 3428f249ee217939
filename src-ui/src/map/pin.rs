//! A map on which one place is chosen: press, or drag the pin.

use std::{cell::RefCell, rc::Rc};

use waybill_domain::Point;
use yew::prelude::*;

use super::{canvas::MapCanvas, controls::Zoom, handle::Handle, streets, view::View};
use crate::i18n::use_i18n;

/// Properties of [`PinPicker`].
#[derive(PartialEq, Properties)]
pub struct PinPickerProps {
    /// The place, if one is chosen.
    pub value: Option<Point>,
    /// Another place was chosen.
    pub on_change: Callback<Point>,
    /// Where to look while nothing is chosen: such as the other stop.
    #[prop_or_default]
    pub near: Option<Point>,
}

/// Chooses a place.
#[component]
pub fn PinPicker(props: &PinPickerProps) -> Html {
    let i18n = use_i18n();
    let view = use_state(|| None::<View>);
    let pin = use_mut_ref(|| None::<Handle>);
    let on_change: Rc<RefCell<Callback<Point>>> = use_mut_ref(Callback::<Point>::noop);
    *on_change.borrow_mut() = props.on_change.clone();
    let chosen = Callback::from(move |point| {
        let callback = on_change.borrow().clone();
        callback.emit(point);
    });
    {
        let (value, near, chosen) = (props.value, props.near, chosen.clone());
        use_effect_with((*view).clone(), move |view| {
            let Some(view) = view.clone() else { return };
            view.on_touch("click", None, move |touch| chosen.emit(touch.point));
            match value.or(near) {
                Some(point) => view.fit((point, point), 0.0, 15.5, false),
                None => streets::look_at_all(view),
            }
        });
    }
    {
        let pin = pin.clone();
        use_effect_with(((*view).clone(), props.value), move |(view, value)| {
            let mut pin = pin.borrow_mut();
            let (Some(view), Some(point)) = (view, value) else {
                pin.take();
                return;
            };
            match &*pin {
                Some(pin) => pin.put(*point),
                None => {
                    *pin = Handle::new(view, ("place-pin", "bottom"), *point, move |to| chosen.emit(to));
                }
            }
        });
    }
    // The pin goes before the map it stands on.
    use_effect_with((), move |()| move || drop(pin.borrow_mut().take()));
    let on_fit = {
        let (view, value) = (view.clone(), props.value.or(props.near));
        Callback::from(move |()| {
            if let (Some(view), Some(point)) = (&*view, value) {
                view.go_to(point, 15.5);
            }
        })
    };
    let on_ready = {
        let setter = view.setter();
        Callback::from(move |ready| setter.set(Some(ready)))
    };
    html! {
        <MapCanvas label={i18n.t("map-pin")} {on_ready} testid="pin-map">
            <Zoom view={(*view).clone()} {on_fit} />
            if props.value.is_none() && view.is_some() {
                <p class="map-note">{ i18n.t("map-pin-hint") }</p>
            }
        </MapCanvas>
    }
}
