//! What the goods weigh and ask of whoever carries them: folded away until somebody needs it.

mod skills;

use waybill_domain::dispatch::Vehicle;
use yew::prelude::*;

use super::super::{
    desk::use_desk,
    field::{Errors, TextField, Tick},
    settings::kind_word,
};
use crate::{
    components::Icon,
    state::board::{HandlingDraft, ParcelDraft},
};
use skills::Skills;

#[derive(PartialEq, Properties)]
pub(super) struct GoodsProps {
    pub(super) parcels: Vec<ParcelDraft>,
    pub(super) handling: HandlingDraft,
    pub(super) errors: Errors,
    pub(super) on_parcels: Callback<Vec<ParcelDraft>>,
    pub(super) on_handling: Callback<HandlingDraft>,
}

#[component]
pub(super) fn Goods(props: &GoodsProps) -> Html {
    let desk = use_desk();
    let weighed = props.parcels.iter().any(|parcel| !parcel.weight.is_empty() || !parcel.volume.is_empty());
    let open = use_state_eq(|| weighed || props.handling != HandlingDraft::default());
    {
        let (wrong, open) = (props.errors.any(is_about_goods), open.setter());
        use_effect_with(wrong, move |wrong| {
            if *wrong {
                open.set(true);
            }
        });
    }
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let parcel = |(i, parcel): (usize, &ParcelDraft)| {
        let set = |edit: fn(&mut ParcelDraft, String)| {
            let parcels = props.parcels.clone();
            props.on_parcels.reform(move |text: String| {
                let mut next = parcels.clone();
                next.get_mut(i).into_iter().for_each(|parcel| edit(parcel, text.clone()));
                next
            })
        };
        let name = match parcel.name.trim() {
            "" => desk.words.i18n.t1("form-parcel", "n", i + 1),
            name => name.to_owned(),
        };
        html! {
            <div role="group" aria-label={name.clone()} key={parcel.id.to_string()} class="form-goods">
                if props.parcels.len() > 1 { <span class="field-label" dir="auto">{ name }</span> }
                <div class="row-2">
                    <TextField id={format!("f-p{i}-weight")} label={desk.t("form-weight")} mode="decimal"
                        value={parcel.weight.clone()} field={format!("parcels[{i}].weight_g")}
                        errors={props.errors.clone()} on_input={set(|parcel, text| parcel.weight = text)} />
                    <TextField id={format!("f-p{i}-volume")} label={desk.t("form-volume")} mode="decimal"
                        value={parcel.volume.clone()} field={format!("parcels[{i}].volume_cm3")}
                        errors={props.errors.clone()} on_input={set(|parcel, text| parcel.volume = text)} />
                </div>
            </div>
        }
    };
    let vehicle = |vehicle: Vehicle| {
        let handling = props.handling.clone();
        let on_change = props.on_handling.reform(move |on| handling.clone().with_vehicle(vehicle, on));
        let on = props.handling.vehicles.contains(vehicle);
        html! { <Tick label={kind_word(&desk, vehicle)} {on} {on_change} testid={format!("vehicle-{vehicle:?}")} /> }
    };
    let on_priority = {
        let handling = props.handling.clone();
        props.on_handling.reform(move |priority| HandlingDraft { priority, ..handling.clone() })
    };
    html! {
        <fieldset>
            <legend class="form-fold">
                <button type="button" aria-expanded={open.to_string()} aria-controls="form-goods"
                    onclick={toggle} data-testid="goods-open">
                    { desk.t("form-goods") }
                    <Icon name={if *open { "chevron-up" } else { "chevron-down" }} />
                </button>
            </legend>
            <div id="form-goods" class="form-folded" hidden={!*open}>
                { for props.parcels.iter().enumerate().map(parcel) }
                <Skills handling={props.handling.clone()} errors={props.errors.clone()}
                    on_change={props.on_handling.clone()} />
                <div class="needs-form" role="group" aria-label={desk.t("form-vehicles")}>
                    <span class="field-label">{ desk.t("form-vehicles") }</span>
                    <div class="ticks">{ for Vehicle::ALL.map(vehicle) }</div>
                    if let Some(rule) = props.errors.of("handling.vehicles") {
                        <p class="rule">{ rule.to_owned() }</p>
                    }
                </div>
                <TextField id="f-priority" label={desk.t("form-priority")} mode="numeric" hint="0"
                    value={props.handling.priority.clone()} field="handling.priority"
                    errors={props.errors.clone()} on_input={on_priority} />
                <p class="form-hint">{ desk.t("form-priority-note") }</p>
            </div>
        </fieldset>
    }
}

/// Whether an error of that path is shown in this part of the form.
fn is_about_goods(field: &str) -> bool {
    field.starts_with("handling") || field.ends_with(".weight_g") || field.ends_with(".volume_cm3")
}
