//! Parcels with their outcomes, the two stops, notes and cash.

use waybill_domain::{
    Delivery,
    dispatch::Handling,
    parcel::{Parcel, ParcelOutcome},
    stop::Stop,
};
use yew::prelude::*;

use super::super::{
    desk::{Desk, use_desk},
    settings::kind_word,
    words::Dots,
};
use super::custody::holder;
use crate::components::{Chip, Icon};

#[derive(PartialEq, Properties)]
pub(super) struct FactsProps {
    pub(super) delivery: Delivery,
}

#[component]
pub(super) fn Facts(props: &FactsProps) -> Html {
    let desk = use_desk();
    let delivery = &props.delivery;
    let words = &desk.words;
    html! {
        <>
            <section class="box" aria-label={words.t("detail-parcels")}>
                <h3>{ words.parcels(delivery) }{ cash(&desk, delivery) }</h3>
                <ul class="parcels">{ for delivery.parcels.iter().map(|parcel| {
                    // Before the pickup it goes without saying.
                    let held = (!delivery.custody.is_empty()).then(|| holder(&desk, delivery.holder(parcel.id)));
                    let outcome = parcel.outcome.map(|outcome| {
                        let (tone, icon, key) = ending(outcome);
                        html! {
                            <span class="verdict" data-tone={tone}><Icon name={icon} />{ words.t(key) }</span>
                        }
                    });
                    html! {
                        <li>
                            <Icon name="package" />
                            <span dir="auto">
                                { &parcel.name }
                                if parcel.quantity > 1 { <span class="faint">{ format!(" × {}", parcel.quantity) }</span> }
                                if let Some(load) = load(&desk, parcel) { <span class="faint" data-testid="parcel-load">{ load }</span> }
                                if !parcel.code.is_empty() { <span class="faint mono">{ format!(" {}", parcel.code) }</span> }
                                if let Some(held) = held { <small class="faint" data-testid="holder">{ held }</small> }
                            </span>
                            if let Some(due) = parcel.cash_due { <span class="muted">{ words.format.money(due) }</span> }
                            { outcome }
                        </li>
                    }
                }) }</ul>
            </section>
            { handling(&desk, &delivery.handling) }
            <section class="box stops" aria-label={words.t("detail-stops")}>
                { stop(&desk, "store", "form-pickup", &delivery.pickup, &delivery.merchant) }
                { stop(&desk, "map-pin", "form-dropoff", &delivery.dropoff, "") }
            </section>
        </>
    }
}

fn cash(desk: &Desk, delivery: &Delivery) -> Option<Html> {
    let words = &desk.words;
    let text = match (delivery.cash_collected, delivery.cash_due()) {
        (Some(taken), _) => words.with("detail-cash-taken", "amount", words.format.money(taken)),
        (None, Some(due)) => words.with("detail-cash-due", "amount", words.format.money(due)),
        (None, None) => return None,
    };
    Some(html! { <span class="chip"><Icon name="banknote" />{ text }</span> })
}

/// ` 2.5 kg, 12 l`, as far as it is known.
fn load(desk: &Desk, parcel: &Parcel) -> Option<String> {
    let thousands = |value: Option<u32>, unit: &str| {
        let value = f64::from(value?) / 1_000.0;
        let digits = u8::from(value.fract() != 0.0) + u8::from((value * 10.0).fract() != 0.0);
        Some(format!("{} {unit}", desk.words.format.number(value, digits)))
    };
    let parts: Vec<String> =
        [thousands(parcel.weight_g, "kg"), thousands(parcel.volume_cm3, "l")].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| format!(" {}", parts.join(", ")))
}

/// What it asks of whoever carries it; nothing where it asks for nothing.
fn handling(desk: &Desk, handling: &Handling) -> Option<Html> {
    if handling.is_plain() {
        return None;
    }
    let chip = |icon: &'static str, text: String| html! { <Chip icon={icon}>{ text }</Chip> };
    let vehicles = (!handling.vehicles.is_all()).then(|| {
        let names: Vec<String> = handling.vehicles.iter().map(|kind| kind_word(desk, kind)).collect();
        chip("truck", desk.words.with("handling-only", "vehicles", names.join(", ")))
    });
    let priority = (handling.priority > 0)
        .then(|| chip("arrow-up", desk.words.count("handling-priority", usize::from(handling.priority))));
    Some(html! {
        <section class="box" aria-label={desk.t("handling")} data-testid="handling">
            <h3>{ desk.t("handling") }</h3>
            <div class="chips">
                { priority }
                { for handling.skills.iter().map(|skill| chip("badge-check", skill.clone())) }
                { vehicles }
            </div>
        </section>
    })
}

fn stop(desk: &Desk, icon: &'static str, key: &str, stop: &Stop, merchant: &str) -> Html {
    let words = &desk.words;
    let mut lines = vec![stop.address.clone()];
    lines.extend(
        [&stop.unit, &stop.contact.name, &stop.contact.phone].into_iter().filter(|s| !s.is_empty()).cloned(),
    );
    html! {
        <div class="stop">
            <Icon name={icon} />
            <div dir="auto">
                <h3>
                    { words.t(key) }
                    if !merchant.is_empty() { <span class="faint">{ format!(" · {merchant}") }</span> }
                </h3>
                <p><Dots parts={lines} /></p>
                <p class="faint">{ words.window(stop.window, desk.board.now) }</p>
                if !stop.notes.is_empty() { <p class="quote">{ format!("“{}”", stop.notes) }</p> }
            </div>
        </div>
    }
}

fn ending(outcome: ParcelOutcome) -> (&'static str, &'static str, &'static str) {
    match outcome {
        ParcelOutcome::Delivered => ("success", "check", "parcel-delivered"),
        ParcelOutcome::Refused => ("danger", "x", "parcel-refused"),
        ParcelOutcome::Damaged => ("danger", "package-x", "parcel-damaged"),
        ParcelOutcome::Missing => ("warning", "package-open", "parcel-missing"),
        ParcelOutcome::Returned => ("neutral", "undo-2", "parcel-returned"),
    }
}
