//! One stop of the form: place, person, window, notes, and the proof it demands.

use waybill_domain::{Point, calls::PlaceKind, requirements::Requirement, validate::PHOTOS_MAX};
use yew::prelude::*;

use super::super::{
    address::AddressField,
    desk::use_desk,
    field::{Errors, TextField, Tick},
    words::{need_icon, need_key},
};
use super::{hours::StopHours, pin::PinNote};
use crate::{components::Icon, state::board::StopDraft};

/// Which stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Pickup,
    Dropoff,
}

impl Side {
    /// The start of the paths that errors name.
    pub(super) fn path(self) -> &'static str {
        match self {
            Self::Pickup => "pickup",
            Self::Dropoff => "dropoff",
        }
    }

    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Pickup => "form-pickup",
            Self::Dropoff => "form-dropoff",
        }
    }
}

#[derive(PartialEq, Properties)]
pub(super) struct StopFieldsProps {
    pub(super) side: Side,
    pub(super) draft: StopDraft,
    /// The day of the form.
    pub(super) day: AttrValue,
    pub(super) errors: Errors,
    /// The map's pin belongs to this stop now.
    pub(super) pinning: bool,
    pub(super) on_change: Callback<StopDraft>,
    pub(super) on_pin: Callback<()>,
}

#[component]
pub(super) fn StopFields(props: &StopFieldsProps) -> Html {
    let desk = use_desk();
    let draft = &props.draft;
    let path = props.side.path();
    let set = |edit: fn(&mut StopDraft, String)| {
        let (draft, on_change) = (draft.clone(), props.on_change.clone());
        Callback::from(move |value: String| {
            let mut next = draft.clone();
            edit(&mut next, value);
            on_change.emit(next);
        })
    };
    let field = |name: &str, key: &str, value: &str, edit: fn(&mut StopDraft, String)| {
        html! {
            <TextField id={format!("f-{path}-{}", name.replace('.', "-"))} label={desk.t(key)}
                value={value.to_owned()} field={format!("{path}.{name}")} errors={props.errors.clone()}
                on_input={set(edit)} onfocus={props.on_pin.clone()} />
        }
    };
    let complete = {
        let (desk, draft, on_change) = (desk.clone(), draft.clone(), props.on_change.clone());
        let pickup = props.side == Side::Pickup;
        Callback::from(move |()| on_change.emit(desk.board.completed(draft.clone(), pickup)))
    };
    let on_place = {
        let (draft, on_change) = (draft.clone(), props.on_change.clone());
        Callback::from(move |(address, point, kind): (String, Point, PlaceKind)| {
            on_change.emit(draft.clone().placed(address, point, kind));
        })
    };
    let pin = props.on_pin.reform(|_: MouseEvent| ());
    html! {
        <fieldset>
            <legend>{ desk.t(props.side.key()) }</legend>
            <div class="row-address">
                <AddressField known="known-addresses" id={format!("f-{path}-address")} value={draft.address.clone()}
                    field={format!("{path}.address")} errors={props.errors.clone()} near={desk.board.middle()}
                    on_input={set(|d, v| d.address = v)} {on_place}
                    onfocus={props.on_pin.clone()} onchange={complete} />
                { field("unit", "form-unit", &draft.unit, |d, v| d.unit = v) }
            </div>
            <div class="row-pin">
                <TextField id={format!("f-{path}-point")} label={desk.t("form-place")}
                    value={draft.coordinates.clone()} field={format!("{path}.point")}
                    errors={props.errors.clone()} on_input={set(|d, v| *d = std::mem::take(d).pinned(v))}
                    onfocus={props.on_pin.clone()} hint="52.5200, 13.4050" />
                <button type="button" class="btn" aria-pressed={props.pinning.to_string()} onclick={pin}>
                    <Icon name="map-pin" />
                    { desk.t("form-pin") }
                </button>
            </div>
            <PinNote side={props.side} draft={draft.clone()} on_change={props.on_change.clone()} />
            <div class="row-2">
                { field("contact.name", "form-name", &draft.name, |d, v| d.name = v) }
                { field("contact.phone", "form-phone", &draft.phone, |d, v| d.phone = v) }
            </div>
            <StopHours side={props.side} draft={draft.clone()} day={props.day.clone()}
                errors={props.errors.clone()} on_change={props.on_change.clone()} />
            <TextField id={format!("f-{path}-notes")} long={true} label={desk.t("form-notes")}
                value={draft.notes.clone()} field={format!("{path}.notes")} errors={props.errors.clone()}
                on_input={set(|d, v| d.notes = v)} hint={desk.t("form-notes-hint")} />
            if props.side == Side::Dropoff {
                <Needs draft={draft.clone()} errors={props.errors.clone()}
                    on_change={props.on_change.clone()} />
            }
        </fieldset>
    }
}

#[derive(PartialEq, Properties)]
struct NeedsProps {
    draft: StopDraft,
    errors: Errors,
    on_change: Callback<StopDraft>,
}

/// The proof the stop demands.
#[component]
fn Needs(props: &NeedsProps) -> Html {
    let desk = use_desk();
    let draft = &props.draft;
    let tick = |item: Requirement, on: bool, edit: fn(&mut StopDraft, bool)| {
        let (draft, on_change) = (draft.clone(), props.on_change.clone());
        let on_change = Callback::from(move |on| {
            let mut next = draft.clone();
            edit(&mut next, on);
            on_change.emit(next);
        });
        html! {
            <Tick label={desk.t(need_key(item))} icon={need_icon(item)} {on} {on_change}
                testid={format!("need-{}", need_key(item))} />
        }
    };
    let photos = |by: i8| {
        let (draft, on_change) = (draft.clone(), props.on_change.clone());
        Callback::from(move |_: MouseEvent| {
            let photos = draft.photos.saturating_add_signed(by).min(PHOTOS_MAX);
            on_change.emit(StopDraft { photos, ..draft.clone() });
        })
    };
    let text = |edit: fn(&mut StopDraft, String)| {
        let (draft, on_change) = (draft.clone(), props.on_change.clone());
        Callback::from(move |value: String| {
            let mut next = draft.clone();
            edit(&mut next, value);
            on_change.emit(next);
        })
    };
    html! {
        <div class="needs-form" role="group" aria-label={desk.t("form-proof")}>
            <span class="field-label">{ desk.t("form-proof") }</span>
            <div class="ticks">
                <span class="tick stepper">
                    <Icon name="camera" />{ desk.words.count("photos", usize::from(draft.photos)) }
                    <button type="button" class="icon-btn" onclick={photos(-1)}
                        aria-label={desk.t("form-photo-less")}>
                        <Icon name="minus" />
                    </button>
                    <button type="button" class="icon-btn" onclick={photos(1)}
                        aria-label={desk.t("form-photo-more")}>
                        <Icon name="plus" />
                    </button>
                </span>
                { tick(Requirement::Signature, draft.signature, |d, on| d.signature = on) }
                { tick(Requirement::Scan, draft.scan, |d, on| d.scan = on) }
                { tick(Requirement::RecipientName, draft.recipient_name, |d, on| d.recipient_name = on) }
            </div>
            <div class="row-2">
                <TextField id="f-dropoff-pin" label={desk.t("form-pin-code")} value={draft.pin.clone()}
                    field="dropoff.requirements.pin" errors={props.errors.clone()} mode="numeric"
                    hint={desk.t("form-pin-hint")} on_input={text(|d, v| d.pin = v)} />
                <TextField id="f-dropoff-age" label={desk.t("form-age")} value={draft.min_age.clone()}
                    field="dropoff.requirements.min_age" errors={props.errors.clone()} mode="numeric"
                    hint={desk.t("form-age-hint")} on_input={text(|d, v| d.min_age = v)} />
            </div>
        </div>
    }
}
