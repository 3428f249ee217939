//! Who came into a zone or a depot, stayed and left, the newest first.

use std::rc::Rc;

use uuid::Uuid;
use waybill_domain::{
    calls::{GeofenceEvent, ListGeofenceEvents},
    geofence::CrossingKind,
};
use yew::prelude::*;

use super::super::desk::use_desk;
use crate::{
    bridge::{self, CallError, format::Format, spawn_local},
    components::{Button, ButtonSize, Icon, Skeleton},
};

/// So many are shown.
const SHOWN: u32 = 20;

#[derive(PartialEq, Properties)]
pub(super) struct CrossingsProps {
    pub(super) place: Uuid,
    /// IANA name of the place's time zone; empty: the organization's.
    pub(super) time_zone: String,
}

#[component]
pub(super) fn Crossings(props: &CrossingsProps) -> Html {
    let desk = use_desk();
    let read = use_state(|| None::<Rc<Result<Vec<GeofenceEvent>, CallError>>>);
    let look = {
        let (read, place) = (read.setter(), Some(props.place));
        Callback::from(move |()| {
            let read = read.clone();
            spawn_local(async move {
                let call = ListGeofenceEvents { place, limit: Some(SHOWN), ..ListGeofenceEvents::default() };
                read.set(Some(Rc::new(bridge::call(&call).await)));
            });
        })
    };
    {
        let look = look.clone();
        use_effect_with(props.place, move |_| look.emit(()));
    }
    let mut words = desk.words.clone();
    if !props.time_zone.trim().is_empty() {
        words.format = Format { zone: props.time_zone.trim().to_owned(), ..words.format };
    }
    let line = |event: &GeofenceEvent| {
        let (icon, key) = match event.event {
            CrossingKind::Enter => ("log-in", "crossing-enter"),
            CrossingKind::Dwell => ("clock", "crossing-dwell"),
            CrossingKind::Exit => ("log-out", "crossing-exit"),
        };
        html! {
            <li key={event.seq.to_string()} data-testid="crossing">
                <Icon name={icon} />
                <span dir="auto">{ words.with(key, "name", desk.name_of(Some(event.driver))) }</span>
                <span class="faint">{ words.format.moment(event.at, desk.board.now) }</span>
            </li>
        }
    };
    let body = match read.as_deref() {
        None => html! { <div aria-busy="true"><Skeleton class="block" lines={2} /></div> },
        Some(Ok(events)) if events.is_empty() => html! { <p class="muted">{ desk.t("crossings-none") }</p> },
        Some(Ok(events)) => html! { <ol class="crossings">{ for events.iter().map(line) }</ol> },
        Some(Err(error)) => html! {
            <p class="crossings-error" role="alert">
                <Icon name="cloud-off" />
                <span>{ &error.message }</span>
                <Button size={ButtonSize::Small} onclick={look.reform(|_: MouseEvent| ())}>{ desk.t("retry") }</Button>
            </p>
        },
    };
    html! {
        <section class="settings-crossings" aria-label={desk.t("crossings")} data-testid="crossings">
            <h3>{ desk.t("crossings") }</h3>
            { body }
        </section>
    }
}
