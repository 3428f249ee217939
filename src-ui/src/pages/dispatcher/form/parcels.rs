//! The parcels of the form, with the cash that is to be taken for each.

use waybill_domain::validate::PARCELS_MAX;
use yew::prelude::*;

use super::super::{
    desk::use_desk,
    field::{Errors, TextField},
};
use crate::{
    bridge::ids,
    components::{Button, ButtonSize, Icon},
    state::board::ParcelDraft,
};

#[derive(PartialEq, Properties)]
pub(super) struct ParcelsProps {
    pub(super) parcels: Vec<ParcelDraft>,
    pub(super) currency: String,
    pub(super) errors: Errors,
    pub(super) on_change: Callback<(Vec<ParcelDraft>, String)>,
}

#[component]
pub(super) fn Parcels(props: &ParcelsProps) -> Html {
    let desk = use_desk();
    let change = {
        let (parcels, currency, on_change) =
            (props.parcels.clone(), props.currency.clone(), props.on_change.clone());
        move |edit: &dyn Fn(&mut Vec<ParcelDraft>)| {
            let mut next = parcels.clone();
            edit(&mut next);
            on_change.emit((next, currency.clone()));
        }
    };
    let add = {
        let change = change.clone();
        Callback::from(move |_: MouseEvent| change(&|parcels| parcels.push(ParcelDraft::new(ids::parcel()))))
    };
    let line = |(i, parcel): (usize, &ParcelDraft)| {
        let set = |edit: fn(&mut ParcelDraft, String)| {
            let change = change.clone();
            Callback::from(move |value: String| {
                change(&|parcels| {
                    if let Some(parcel) = parcels.get_mut(i) {
                        edit(parcel, value.clone());
                    }
                });
            })
        };
        let drop = {
            let change = change.clone();
            Callback::from(move |_: MouseEvent| change(&|parcels| drop(parcels.remove(i))))
        };
        let errors = props.errors.clone();
        html! {
            <div class="row-parcel" key={parcel.id.to_string()} role="group"
                aria-label={desk.words.i18n.t1("form-parcel", "n", i + 1)}>
                <TextField id={format!("f-p{i}-name")} label={desk.t("form-parcel-name")}
                    value={parcel.name.clone()} field={format!("parcels[{i}].name")}
                    errors={errors.clone()} on_input={set(|p, v| p.name = v)} />
                <TextField id={format!("f-p{i}-code")} label={desk.t("form-parcel-code")}
                    value={parcel.code.clone()} field={format!("parcels[{i}].code")}
                    errors={errors.clone()} on_input={set(|p, v| p.code = v)} />
                <TextField id={format!("f-p{i}-quantity")} label={desk.t("form-quantity")}
                    value={parcel.quantity.clone()} field={format!("parcels[{i}].quantity")}
                    errors={errors.clone()} mode="numeric" on_input={set(|p, v| p.quantity = v)} />
                <TextField id={format!("f-p{i}-cash")}
                    label={desk.words.with("form-cash", "currency", props.currency.clone())}
                    value={parcel.cash.clone()} field={format!("parcels[{i}].cash_due")} errors={errors}
                    mode="decimal" on_input={set(|p, v| p.cash = v)} />
                <button type="button" class="icon-btn" onclick={drop} disabled={props.parcels.len() < 2}
                    aria-label={desk.t("form-parcel-remove")} title={desk.t("form-parcel-remove")}>
                    <Icon name="trash-2" />
                </button>
            </div>
        }
    };
    html! {
        <fieldset>
            <legend>{ desk.t("detail-parcels") }</legend>
            { for props.parcels.iter().enumerate().map(line) }
            <p class="rule">{ props.errors.of("parcels").map(str::to_owned) }</p>
            <Button size={ButtonSize::Small} icon="plus" onclick={add}
                disabled={props.parcels.len() >= PARCELS_MAX} testid="add-parcel">
                { desk.t("form-parcel-add") }
            </Button>
        </fieldset>
    }
}
