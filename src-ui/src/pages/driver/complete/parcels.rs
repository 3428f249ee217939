//! Parcels that are not simply handed over. What is due and what must be scanned follows.

use waybill_domain::{
    Delivery,
    calls::driver::Draft,
    parcel::{Parcel, ParcelOutcome},
};
use yew::prelude::*;

use crate::{
    components::{Choice, ChoiceLook, Icon, choose},
    i18n::use_i18n,
    state::draft::{Checklist, DraftChange},
};

/// Properties of [`DifferentParcels`].
#[derive(PartialEq, Properties)]
pub(super) struct DifferentParcelsProps {
    pub(super) delivery: Delivery,
    pub(super) draft: Draft,
    pub(super) onchange: Callback<DraftChange>,
}

/// The parcels, folded away behind how many change hands.
#[component]
pub(super) fn DifferentParcels(props: &DifferentParcelsProps) -> Html {
    let i18n = use_i18n();
    let list = Checklist { delivery: &props.delivery, draft: &props.draft };
    let all = props.delivery.parcels.len();
    let choices = [
        (ParcelOutcome::Delivered, "parcel-delivered"),
        (ParcelOutcome::Refused, "parcel-refused"),
        (ParcelOutcome::Damaged, "parcel-damaged"),
        (ParcelOutcome::Missing, "parcel-missing"),
    ]
    .map(|(value, key)| Choice { value, label: i18n.t(key).into(), icon: None });
    let row = |(index, parcel): (usize, &Parcel)| {
        let id = parcel.id;
        let onchoose = props.onchange.reform(move |outcome| DraftChange::Parcel(id, outcome));
        html! {
            <li class="different">
                <p class="stop-address" dir="auto">{ &parcel.name }{ " " }<span class="faint mono">{ &parcel.code }</span></p>
                { choose(ChoiceLook::Row, parcel.name.clone(), format!("parcel-{index}"), choices.to_vec(), Some(props.draft.parcel(id)), onchoose) }
            </li>
        }
    };
    html! {
        <details class="card fold" data-testid="parcels-differ">
            <summary><Icon name="package" /><span class="fold-words"><small>{ i18n.t("parcels-handed-over") }</small>{ i18n.tn("parcels-some", [("n", list.handed_over().into()), ("all", all.into())]) }</span><Icon name="chevron-down" class="fold-mark" /></summary>
            <ul class="fold-body">{ for props.delivery.parcels.iter().enumerate().map(row) }</ul>
        </details>
    }
}
