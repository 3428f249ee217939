//! An address with suggestions from the map: what is chosen brings its place along. Whatever is typed stands all the same;
//! then the pin is set by hand.

use waybill_domain::{
    Point,
    calls::{FindPlaces, FoundPlace},
};
use yew::prelude::*;

use super::{
    desk::use_desk,
    field::{Errors, Popup, TextField},
};
use crate::{
    bridge::{self, spawn_local, timer::Timeout},
    components::Icon,
};

/// Letters from which on a search makes sense.
const LETTERS_MIN: usize = 3;
/// So long nothing must have been typed before the server is asked.
const REST_MS: u32 = 220;
/// Suggestions at most.
const SHOWN: u32 = 6;

#[derive(PartialEq, Properties)]
pub(super) struct AddressFieldProps {
    pub(super) id: AttrValue,
    pub(super) value: String,
    /// The path that errors name.
    pub(super) field: AttrValue,
    pub(super) errors: Errors,
    /// Nearer to this is likelier.
    pub(super) near: Option<Point>,
    pub(super) on_input: Callback<String>,
    /// A suggestion was taken: the address and where it is.
    pub(super) on_place: Callback<(String, Point)>,
    #[prop_or_default]
    pub(super) onfocus: Callback<()>,
    #[prop_or_default]
    pub(super) onchange: Callback<()>,
    /// The id of a list of addresses that are offered as long as nothing was found.
    #[prop_or_default]
    pub(super) known: Option<AttrValue>,
}

#[component]
pub(super) fn AddressField(props: &AddressFieldProps) -> Html {
    let desk = use_desk();
    let found = use_state(Vec::<FoundPlace>::new);
    let at = use_state_eq(|| None::<usize>);
    let timer = use_mut_ref(|| None::<Timeout>);
    let newest = use_mut_ref(|| 0_u32);
    let close = {
        let (found, at, newest) = (found.setter(), at.setter(), newest.clone());
        Callback::from(move |()| {
            // An answer that is still on its way opens nothing any more.
            *newest.borrow_mut() += 1;
            found.set(Vec::new());
            at.set(None);
        })
    };
    let on_input = {
        let (on_input, close, found, near) =
            (props.on_input.clone(), close.clone(), found.setter(), props.near);
        let (timer, newest) = (timer.clone(), newest.clone());
        Callback::from(move |text: String| {
            on_input.emit(text.clone());
            if text.trim().chars().count() < LETTERS_MIN {
                timer.borrow_mut().take();
                close.emit(());
                return;
            }
            *newest.borrow_mut() += 1;
            let (mine, newest, found) = (*newest.borrow(), newest.clone(), found.clone());
            *timer.borrow_mut() = Some(Timeout::new(REST_MS, move || {
                spawn_local(async move {
                    // Without an answer the field is what it was: a field.
                    let answer = bridge::call(&FindPlaces { q: text, near, limit: SHOWN }).await;
                    if *newest.borrow() == mine {
                        found.set(answer.map(|answer| answer.items).unwrap_or_default());
                    }
                });
            }));
        })
    };
    let choose = {
        let (found, on_place, close) = (found.clone(), props.on_place.clone(), close.clone());
        Callback::from(move |n: usize| {
            if let Some(place) = found.get(n) {
                on_place.emit((place.label.clone(), place.point));
            }
            close.emit(());
        })
    };
    let onkeydown = {
        let (at, n, choose, close) = (at.clone(), found.len(), choose.clone(), close.clone());
        Callback::from(move |event: KeyboardEvent| {
            if n == 0 {
                return;
            }
            match (event.key().as_str(), *at) {
                ("ArrowDown", now) => at.set(Some(now.map_or(0, |now| (now + 1) % n))),
                ("ArrowUp", now) => at.set(Some(now.map_or(n - 1, |now| (now + n - 1) % n))),
                ("Enter", Some(now)) => choose.emit(now),
                ("Escape", _) => close.emit(()),
                _ => return,
            }
            event.prevent_default();
            event.stop_propagation();
        })
    };
    let list = format!("{}-list", props.id);
    let option_id = |n: usize| format!("{}-{n}", props.id);
    let open = !found.is_empty();
    let popup = Popup { list: list.clone().into(), active: at.map(|n| option_id(n).into()), open };
    let option = |(n, place): (usize, &FoundPlace)| {
        // Before the field loses the focus, which closes the list.
        let onmousedown = choose.reform(move |event: MouseEvent| {
            event.prevent_default();
            n
        });
        html! {
            <li role="option" id={option_id(n)} aria-selected={(*at == Some(n)).to_string()} {onmousedown}
                data-testid="address-option"><Icon name="map-pin" /><span dir="auto">{ &place.label }</span></li>
        }
    };
    html! {
        <div class="address" {onkeydown} onfocusout={close.reform(|_: FocusEvent| ())}>
            <TextField id={props.id.clone()} label={desk.t("form-address")} value={props.value.clone()}
                field={props.field.clone()} errors={props.errors.clone()} {on_input}
                onfocus={props.onfocus.clone()} onchange={props.onchange.clone()} {popup}
                list={props.known.clone().filter(|_| !open)} />
            if open {
                <ul class="options address-options" role="listbox" id={list} aria-label={desk.t("form-address")}>
                    { for found.iter().enumerate().map(option) }
                </ul>
            }
        </div>
    }
}
