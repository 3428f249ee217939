//! An address with suggestions from the map: what is chosen brings its place along. Whatever is typed stands all the same;
//! then the pin is set by hand.

use waybill_domain::{
    Point,
    calls::{FindPlaces, FoundPlace, FoundPlaces, PlaceKind},
};
use yew::prelude::*;

use super::{
    desk::use_desk,
    field::{Errors, Popup, TextField},
};
use crate::{
    bridge::{self, CallError, spawn_local, timer::Timeout},
    components::Icon,
    state::address::taken,
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
    /// A suggestion was taken: the address, where it is, and how exactly that is known.
    pub(super) on_place: Callback<(String, Point, PlaceKind)>,
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
    let found = use_state_eq(FoundPlaces::default);
    // The key of the words for why there is nothing to choose from.
    let trouble = use_state_eq(|| None::<&'static str>);
    let at = use_state_eq(|| None::<usize>);
    let timer = use_mut_ref(|| None::<Timeout>);
    let newest = use_mut_ref(|| 0_u32);
    let close = {
        let (found, at, newest) = (found.setter(), at.setter(), newest.clone());
        Callback::from(move |()| {
            // An answer that is still on its way opens nothing any more.
            *newest.borrow_mut() += 1;
            found.set(FoundPlaces::default());
            at.set(None);
        })
    };
    let on_input = {
        let (on_input, close, found, near) =
            (props.on_input.clone(), close.clone(), found.setter(), props.near);
        let (timer, newest, trouble) = (timer.clone(), newest.clone(), trouble.setter());
        Callback::from(move |text: String| {
            on_input.emit(text.clone());
            if text.trim().chars().count() < LETTERS_MIN {
                timer.borrow_mut().take();
                trouble.set(None);
                close.emit(());
                return;
            }
            *newest.borrow_mut() += 1;
            let (mine, newest) = (*newest.borrow(), newest.clone());
            let (found, trouble) = (found.clone(), trouble.clone());
            *timer.borrow_mut() = Some(Timeout::new(REST_MS, move || {
                spawn_local(async move {
                    // Without an answer the field is what it was: a field.
                    let answer = bridge::call(&FindPlaces { q: text, near, limit: SHOWN }).await;
                    if *newest.borrow() == mine {
                        trouble.set(trouble_of(&answer));
                        found.set(answer.unwrap_or_default());
                    }
                });
            }));
        })
    };
    let choose = {
        let (found, on_place, close) = (found.clone(), props.on_place.clone(), close.clone());
        let typed = props.value.clone();
        Callback::from(move |n: usize| {
            if let Some(place) = found.items.get(n) {
                on_place.emit((taken(&typed, place), place.point, place.kind));
            }
            close.emit(());
        })
    };
    let onkeydown = {
        let (at, n, choose, close) = (at.clone(), found.items.len(), choose.clone(), close.clone());
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
    let open = !found.items.is_empty();
    let popup = Popup { list: list.clone().into(), active: at.map(|n| option_id(n).into()), open };
    let option = |(n, place): (usize, &FoundPlace)| {
        // Before the field loses the focus, which closes the list.
        let onmousedown = choose.reform(move |event: MouseEvent| {
            event.prevent_default();
            n
        });
        html! {
            <li role="option" id={option_id(n)} aria-selected={(*at == Some(n)).to_string()} {onmousedown}
                data-testid="address-option">
                <Icon name="map-pin" />
                <span dir="auto">{ &place.label }</span>
                if let Some(key) = exactness(place.kind) {
                    <small class="faint">{ desk.t(key) }</small>
                }
            </li>
        }
    };
    html! {
        <div class="address" {onkeydown} onfocusout={close.reform(|_: FocusEvent| ())}>
            <TextField id={props.id.clone()} label={desk.t("form-address")} value={props.value.clone()}
                field={props.field.clone()} errors={props.errors.clone()} {on_input}
                onfocus={props.onfocus.clone()} onchange={props.onchange.clone()} {popup}
                list={props.known.clone().filter(|_| !open)} />
            if open {
                <div class="address-options">
                    <ul class="options" role="listbox" id={list} aria-label={desk.t("form-address")}>
                        { for found.items.iter().enumerate().map(option) }
                    </ul>
                    if !found.attribution.is_empty() {
                        <p class="faint" data-testid="address-attribution">{ &found.attribution }</p>
                    }
                </div>
            }
            <p class="form-hint" role="status" data-testid={format!("{}-trouble", props.id)}>
                { trouble.filter(|_| !open).map(|key| desk.t(key)) }
            </p>
        </div>
    }
}

/// The key of the words for why there is nothing to choose from. Whatever it is, the pin can be set by hand.
fn trouble_of(answer: &Result<FoundPlaces, CallError>) -> Option<&'static str> {
    match answer {
        Ok(found) if found.items.is_empty() => Some("address-not-found"),
        Ok(_) => None,
        Err(error) => Some(match error.code.as_str() {
            "no_places" => "address-no-map",
            "too_many" => "address-too-many",
            _ => "address-unavailable",
        }),
    }
}

/// The key of the words for how exactly a place is known.
fn exactness(kind: PlaceKind) -> Option<&'static str> {
    match kind {
        PlaceKind::House => Some("place-house"),
        PlaceKind::Interpolated => Some("place-interpolated"),
        PlaceKind::Street => Some("place-street"),
        PlaceKind::Locality => Some("place-locality"),
        PlaceKind::Venue | PlaceKind::Other => None,
    }
}
