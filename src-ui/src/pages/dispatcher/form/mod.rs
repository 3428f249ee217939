//! The form of a new delivery, and of a change to one: beside the map, so that a place can be pinned.

mod handling;
mod hours;
mod parcels;
mod pin;
mod send;
mod stop;
mod warnings;
mod zone;

use waybill_domain::{Command, Delivery, Point, calls::CreateDelivery, problem::FieldError, validate};
use yew::prelude::*;

use super::{
    desk::{Desk, Overlay, use_desk},
    field::{Errors, SelectField, TextField},
};
use crate::{
    bridge::{CallError, dom, focus, ids, layout, spawn_local, storage},
    components::{Button, Icon},
    map::PinPicker,
    routes::Route,
    state::board::{HandlingDraft, ParcelDraft, Sheet, StopDraft, read_point, write_point},
};
use handling::Goods;
use parcels::Parcels;
pub(super) use send::created;
use send::{Work, refusal};
use stop::{Side, StopFields};
pub(super) use zone::wall;

/// Where an unfinished new delivery is kept.
const DRAFT: &str = "draft.delivery";

/// What the form is for.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Purpose {
    /// A new delivery.
    New,
    /// Changes to this one.
    Edit(Box<Delivery>),
}

#[derive(PartialEq, Properties)]
pub(super) struct FormProps {
    pub(super) purpose: Purpose,
}

#[component]
pub(super) fn Form(props: &FormProps) -> Html {
    let desk = use_desk();
    let restored = use_state_eq(|| false);
    let sheet = {
        let (desk, purpose, restored) = (desk.clone(), props.purpose.clone(), restored.setter());
        use_state_eq(move || match purpose {
            Purpose::Edit(delivery) => zone::sheet_of(&desk, &delivery),
            Purpose::New => match storage::load::<Sheet>(DRAFT) {
                Some(draft) => {
                    restored.set(true);
                    draft
                }
                None => zone::fresh(&desk),
            },
        })
    };
    let errors = use_state_eq(Vec::<FieldError>::new);
    let tried = use_state_eq(|| false);
    let busy = use_state_eq(|| false);
    let refused = use_state_eq(|| None::<CallError>);
    let side = use_state_eq(|| Side::Dropoff);
    // The same id for every try of the same form: a lost answer must not make a second delivery.
    let id = use_memo((), |()| ids::delivery());
    let panel = use_node_ref();
    {
        let panel = panel.clone();
        use_effect_with((), move |()| {
            let before = focus::focused();
            dom::focus(&panel);
            move || before.restore()
        });
    }
    let new = props.purpose == Purpose::New;
    {
        let untouched = zone::fresh(&desk);
        use_effect_with((*sheet).clone(), move |sheet| {
            if new && !sheet.is_like(&untouched) {
                // Where storage is switched off the draft lasts until the form is closed.
                storage::save(DRAFT, sheet);
            }
        });
    }
    let leave = {
        let (desk, new) = (desk.clone(), new);
        Callback::from(move |()| if new { desk.go(Route::Board) } else { desk.lay(Overlay::None) })
    };
    let change = {
        let (sheet, errors, tried, desk) = (sheet.clone(), errors.setter(), tried.clone(), desk.clone());
        Callback::from(move |next: Sheet| {
            if *tried {
                errors.set(zone::read(&desk, &next, "").err().unwrap_or_default());
            }
            sheet.set(next);
        })
    };
    let submit = {
        let (desk, sheet, props_purpose, id) = (desk.clone(), sheet.clone(), props.purpose.clone(), *id);
        let (errors, tried, busy, refused) =
            (errors.setter(), tried.setter(), busy.setter(), refused.setter());
        let (leave, panel) = (leave.clone(), panel.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            tried.set(true);
            refused.set(None);
            let salt = ids::command().to_string();
            let wrong = |found: Vec<FieldError>| {
                errors.set(found);
                layout::reveal_soon(&panel, "[aria-invalid=true]");
            };
            let work = match &props_purpose {
                Purpose::New => match zone::read(&desk, &sheet, &salt) {
                    Ok(new) => Work::Create(Box::new(CreateDelivery { id, new })),
                    Err(found) => return wrong(found),
                },
                Purpose::Edit(delivery) => match zone::read_patch(&desk, &sheet, delivery, &salt) {
                    Ok(Some(patch)) if validate::patch(&patch).is_empty() => {
                        Work::Edit(delivery.id, delivery.rev, Box::new(Command::Edit(Box::new(patch))))
                    }
                    Ok(Some(patch)) => return wrong(validate::patch(&patch)),
                    Ok(None) => return leave.emit(()),
                    Err(found) => return wrong(found),
                },
            };
            errors.set(Vec::new());
            busy.set(true);
            let (desk, errors, busy, refused) = (desk.clone(), errors.clone(), busy.clone(), refused.clone());
            spawn_local(async move {
                let answer = work.run(&desk).await;
                busy.set(false);
                if let Err(error) = answer {
                    errors.set(error.errors.clone());
                    refused.set(Some(error));
                }
            });
        })
    };
    let discard = {
        let (sheet, restored, desk) = (sheet.clone(), restored.clone(), desk.clone());
        Callback::from(move |_: MouseEvent| {
            storage::forget(DRAFT);
            restored.set(false);
            sheet.set(zone::fresh(&desk));
        })
    };
    let onkeydown = {
        let leave = leave.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.stop_propagation();
                event.prevent_default();
                leave.emit(());
            }
        })
    };
    let known = {
        let board = desk.board.clone();
        use_memo(board.len(), move |_| board.known_addresses())
    };
    let found = Errors::new(&errors, &desk.words);
    let stop = |which: Side| {
        let (sheet, change) = (sheet.clone(), change.clone());
        let draft = if which == Side::Pickup { sheet.pickup.clone() } else { sheet.dropoff.clone() };
        let day = sheet.day.clone();
        let on_change = Callback::from(move |draft: StopDraft| change.emit(with_stop(&sheet, which, draft)));
        let on_pin = {
            let side = side.setter();
            Callback::from(move |()| side.set(which))
        };
        html! {
            <StopFields side={which} {draft} {day} errors={found.clone()} pinning={*side == which} {on_change}
                {on_pin} />
        }
    };
    let pin = {
        let draft = if *side == Side::Pickup { &sheet.pickup } else { &sheet.dropoff };
        let other = if *side == Side::Pickup { &sheet.dropoff } else { &sheet.pickup };
        let (sheet, change, which) = (sheet.clone(), change.clone(), *side);
        let on_change = Callback::from(move |point: Point| {
            let draft = if which == Side::Pickup { sheet.pickup.clone() } else { sheet.dropoff.clone() };
            change.emit(with_stop(&sheet, which, draft.pinned(write_point(point))));
        });
        let value = read_point(&draft.coordinates).ok();
        let near = read_point(&other.coordinates).ok();
        html! {
            <PinPicker key={if which == Side::Pickup { "pickup" } else { "dropoff" }} {value} {near}
                {on_change} />
        }
    };
    let title = match &props.purpose {
        Purpose::New => desk.t("board-new"),
        Purpose::Edit(delivery) => desk.words.with("form-edit", "code", delivery.code.clone()),
    };
    let set = |edit: fn(&mut Sheet, String)| {
        let (sheet, change) = (sheet.clone(), change.clone());
        Callback::from(move |value: String| {
            let mut next = (*sheet).clone();
            edit(&mut next, value);
            change.emit(next);
        })
    };
    let on_parcels = {
        let (sheet, change) = (sheet.clone(), change.clone());
        Callback::from(move |(parcels, currency): (Vec<ParcelDraft>, String)| {
            change.emit(Sheet { parcels, currency, ..(*sheet).clone() });
        })
    };
    let on_weights = {
        let (sheet, change) = (sheet.clone(), change.clone());
        Callback::from(move |parcels: Vec<ParcelDraft>| change.emit(Sheet { parcels, ..(*sheet).clone() }))
    };
    let on_handling = {
        let (sheet, change) = (sheet.clone(), change.clone());
        Callback::from(move |handling: HandlingDraft| change.emit(Sheet { handling, ..(*sheet).clone() }))
    };
    html! {
        <div class="form-over" {onkeydown}>
            <div class="form-panel" role="dialog" aria-label={title.clone()} tabindex="-1" ref={panel}
                data-testid="delivery-form">
                <div class="form-head">
                    <h2>{ title }</h2>
                    <button type="button" class="icon-btn" onclick={leave.reform(|_: MouseEvent| ())}
                        aria-label={desk.t("close")} title={desk.t("close")}>
                        <Icon name="x" />
                    </button>
                </div>
                if *restored {
                    <p class="form-restored">
                        <Icon name="history" />
                        <span>{ desk.t("form-restored") }</span>
                        <button type="button" class="btn" data-size="small" onclick={discard}>
                            { desk.t("form-discard") }
                        </button>
                    </p>
                }
                <datalist id="known-addresses">
                    { for known.iter().map(|address| html! { <option value={address.clone()} /> }) }
                </datalist>
                <form onsubmit={submit} novalidate=true id="delivery-form">
                    <fieldset>
                        <legend>{ desk.t("form-when") }</legend>
                        <div class="row-2">
                            <TextField id="f-day" kind="date" label={desk.t("form-day")}
                                value={sheet.day.clone()} field="day" errors={found.clone()}
                                on_input={set(|s, v| s.day = v)} />
                            if new {
                                <SelectField id="f-driver" label={desk.t("form-driver")}
                                    value={sheet.driver.map(|id| id.to_string()).unwrap_or_default()}
                                    options={drivers(&desk)}
                                    on_input={set(|s, v| s.driver = v.parse().ok())} />
                            }
                        </div>
                    </fieldset>
                    { stop(Side::Dropoff) }
                    { stop(Side::Pickup) }
                    if new {
                        <fieldset>
                            <legend>{ desk.t("form-merchant-part") }</legend>
                            <TextField id="f-merchant" label={desk.t("form-merchant")}
                                value={sheet.merchant.clone()} field="merchant" errors={found.clone()}
                                on_input={set(|s, v| s.merchant = v)} />
                        </fieldset>
                    }
                    <Parcels parcels={sheet.parcels.clone()} currency={sheet.currency.clone()}
                        errors={found.clone()}
                        on_change={on_parcels} />
                    <Goods parcels={sheet.parcels.clone()} handling={sheet.handling.clone()}
                        errors={found.clone()} on_parcels={on_weights} {on_handling} />
                </form>
                <div class="form-foot">
                    if let Some(error) = &*refused {
                        <p class="rule" role="alert">
                            <Icon name="triangle-alert" />
                            { refusal(&desk, error) }
                        </p>
                    } else if !errors.is_empty() {
                        <p class="rule" role="alert">
                            <Icon name="triangle-alert" />
                            { desk.words.count("form-wrong", errors.len()) }
                        </p>
                    }
                    <Button onclick={leave.reform(|_: MouseEvent| ())}>{ desk.t("cancel") }</Button>
                    <button type="submit" form="delivery-form" class="btn" data-kind="primary"
                        disabled={*busy} aria-busy={busy.then_some("true")} data-testid="form-submit">
                        <Icon name={if *busy { "loader-circle" } else { "check" }} />
                        { desk.t(if new { "form-create" } else { "save" }) }
                    </button>
                </div>
            </div>
            <div class="form-map">
                { pin }
                <div class="segments form-side" role="group" aria-label={desk.t("form-pin-of")}>
                    { for [Side::Dropoff, Side::Pickup].map(|which| {
                        let setter = side.setter();
                        html! {
                            <button type="button" aria-pressed={(*side == which).to_string()}
                                onclick={move |_: MouseEvent| setter.set(which)}>
                                { desk.t(which.key()) }
                            </button>
                        }
                    }) }
                </div>
            </div>
        </div>
    }
}

fn with_stop(sheet: &Sheet, side: Side, draft: StopDraft) -> Sheet {
    match side {
        Side::Pickup => Sheet { pickup: draft, ..sheet.clone() },
        Side::Dropoff => Sheet { dropoff: draft, ..sheet.clone() },
    }
}

/// Drivers to choose from, after nobody.
pub(super) fn drivers(desk: &Desk) -> Vec<(String, String)> {
    let nobody = (String::new(), desk.t("form-nobody"));
    let named = desk.board.drivers().into_iter().map(|member| (member.id.to_string(), member.name.clone()));
    [nobody].into_iter().chain(named).collect()
}
