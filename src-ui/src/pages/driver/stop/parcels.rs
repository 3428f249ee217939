//! The parcels of a stop, with what has been scanned.

use waybill_domain::{
    Delivery,
    calls::driver::Draft,
    parcel::{Parcel, ParcelOutcome},
};
use yew::prelude::*;

use crate::{components::Icon, hooks::use_format, i18n::use_i18n};

/// Properties of [`Parcels`].
#[derive(PartialEq, Properties)]
pub(in super::super) struct ParcelsProps {
    pub(in super::super) delivery: Delivery,
    pub(in super::super) draft: Option<Draft>,
    /// Only what is scanned now counts, and not what was scanned at the pickup: the goods change hands.
    #[prop_or_default]
    pub(in super::super) anew: bool,
}

/// The list.
#[component]
pub(in super::super) fn Parcels(props: &ParcelsProps) -> Html {
    let (i18n, format) = (use_i18n(), use_format());
    let draft = props.draft.clone().unwrap_or_default();
    let scanned = |parcel: &Parcel| {
        let proofs =
            props.delivery.proofs.iter().filter(|_| !props.anew).flat_map(|proof| &proof.evidence.scans);
        draft.evidence.scans.iter().chain(proofs).any(|scan| *scan == parcel.code && !scan.is_empty())
    };
    let row = |parcel: &Parcel| {
        let mut facts = Vec::new();
        if parcel.quantity > 1 {
            facts.push(i18n.t1("parcel-pieces", "n", parcel.quantity));
        }
        if let Some(grams) = parcel.weight_g {
            facts.push(format!("{} kg", format.number(f64::from(grams) / 1_000.0, 1)));
        }
        if let Some(cash) = parcel.cash_due {
            facts.push(format.money(cash));
        }
        let (tone, icon) = match parcel.outcome {
            Some(ParcelOutcome::Delivered) => ("success", "package-check"),
            Some(_) => ("danger", "package-x"),
            None if scanned(parcel) => ("success", "scan-barcode"),
            None => ("neutral", "package"),
        };
        let word = match parcel.outcome {
            Some(outcome) => Some(i18n.t(&format!("parcel-{}", key(outcome)))),
            None => scanned(parcel).then(|| i18n.t("parcel-scanned")),
        };
        html! {
            <li class="parcel">
                <span class="tile" data-tone={tone}><Icon name={icon} /></span>
                <span class="stop-lines">
                    <span class="stop-address" dir="auto">{ &parcel.name }</span>
                    <span class="stop-facts">
                        if !parcel.code.is_empty() {
                            <span class="mono">{ &parcel.code }</span>
                        }
                        { for facts.into_iter().map(|fact| html! { <span>{ fact }</span> }) }
                    </span>
                </span>
                if let Some(word) = word {
                    <span class="parcel-word" data-tone={tone}>{ word }</span>
                }
            </li>
        }
    };
    html! {
        <section class="card">
            <h2 class="card-title">{ i18n.t1("parcels", "n", props.delivery.parcels.len()) }
                if !props.delivery.merchant.is_empty() {
                    <span class="muted" dir="auto">{ i18n.t1("parcels-from", "merchant", props.delivery.merchant.as_str()) }</span>
                }
            </h2>
            <ul>{ for props.delivery.parcels.iter().map(row) }</ul>
        </section>
    }
}

/// The end of the message key of a parcel's outcome.
pub(crate) fn key(outcome: ParcelOutcome) -> &'static str {
    match outcome {
        ParcelOutcome::Delivered => "delivered",
        ParcelOutcome::Refused => "refused",
        ParcelOutcome::Damaged => "damaged",
        ParcelOutcome::Missing => "missing",
        ParcelOutcome::Returned => "returned",
    }
}
