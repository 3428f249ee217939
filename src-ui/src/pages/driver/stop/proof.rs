//! What was shown for a stop that is over, and how much of it is safe on the server.

use waybill_domain::Delivery;
use yew::prelude::*;

use crate::{
    components::{Chip, Icon, Tone, outcome_name},
    hooks::use_format,
    i18n::use_i18n,
    pages::driver::thumb::Thumb,
};

/// Properties of [`ProofCard`].
#[derive(PartialEq, Properties)]
pub(super) struct ProofCardProps {
    pub(super) delivery: Delivery,
}

/// The proof.
#[component]
pub(super) fn ProofCard(props: &ProofCardProps) -> Html {
    let (i18n, format) = (use_i18n(), use_format());
    let delivery = &props.delivery;
    let (safe, all) = delivery.proof_count();
    let mut names = delivery.proofs.iter().map(|proof| &proof.evidence.recipient_name);
    let name = names.rfind(|name| !name.is_empty());
    let notes = delivery.proofs.iter().map(|proof| &proof.evidence.note).filter(|note| !note.is_empty());
    html! {
        <section class="card next-body stack">
            <div class="row between wrap">
                <h2 class="strong">{ delivery.outcome.map(|outcome| i18n.t(&format!("outcome-{}", outcome_name(outcome)))) }</h2>
                if let Some(at) = delivery.times.completed {
                    <span class="muted">{ format.time(at) }</span>
                }
            </div>
            if let Some(name) = name {
                <p class="facts-line"><Icon name="user-round" /><bdi>{ name }</bdi></p>
            }
            if let Some(cash) = delivery.cash_collected {
                <p class="facts-line"><Icon name="banknote" />{ format.money(cash) }</p>
            }
            { for notes.map(|note| html! { <p class="facts-notes" dir="auto"><Icon name="message-square" />{ note }</p> }) }
            if all > 0 {
                <div class="row wrap">
                    <Chip tone={if safe == all { Tone::Success } else { Tone::Warning }} icon={if safe == all { "shield-check" } else { "cloud-upload" }}>
                        { i18n.tn("proof-safe", [("safe", safe.into()), ("all", all.into())]) }
                    </Chip>
                </div>
                <div class="thumbs">
                    { for delivery.blobs().map(|blob| html! { <Thumb key={blob.sha256.to_string()} sha256={blob.sha256} alt={i18n.t("proof")} /> }) }
                </div>
            }
        </section>
    }
}
