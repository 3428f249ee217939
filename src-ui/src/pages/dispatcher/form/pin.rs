//! What is to be known about the pin of a stop: that it is another address's, or only about right.

use waybill_domain::calls::PlaceKind;
use yew::prelude::*;

use super::{super::desk::use_desk, stop::Side};
use crate::{components::Icon, state::board::StopDraft};

#[derive(PartialEq, Properties)]
pub(super) struct PinNoteProps {
    pub(super) side: Side,
    pub(super) draft: StopDraft,
    pub(super) on_change: Callback<StopDraft>,
}

#[component]
pub(super) fn PinNote(props: &PinNoteProps) -> Html {
    let desk = use_desk();
    let path = props.side.path();
    let draft = props.draft.clone();
    let confirm = props.on_change.reform(move |_: MouseEvent| {
        let coordinates = draft.coordinates.clone();
        draft.clone().pinned(coordinates)
    });
    let note = if props.draft.is_stale() {
        let text = desk.words.with("pin-stale", "address", props.draft.pinned_for.clone());
        html! {
            <p class="pin-note" data-tone="warning" data-testid={format!("{path}-pin-stale")}>
                <Icon name="triangle-alert" />
                <span dir="auto">{ text }</span>
                <button type="button" class="btn" data-size="small" onclick={confirm}
                    data-testid={format!("{path}-pin-confirm")}>
                    { desk.t("pin-confirm") }
                </button>
            </p>
        }
    } else if let Some(kind) = props.draft.rough_pin() {
        let key = match kind {
            PlaceKind::Interpolated => "pin-interpolated",
            PlaceKind::Street => "pin-street",
            PlaceKind::Locality => "pin-locality",
            PlaceKind::House | PlaceKind::Venue | PlaceKind::Other => "pin-rough",
        };
        html! {
            <p class="pin-note" data-testid={format!("{path}-pin-rough")}>
                <Icon name="map-pin" />
                <span>{ desk.t(key) }</span>
            </p>
        }
    } else {
        Html::default()
    };
    // Always there, so that what appears in it is read out.
    html! { <div role="status">{ note }</div> }
}
