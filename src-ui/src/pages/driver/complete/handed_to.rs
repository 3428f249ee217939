//! To whom it is handed over: the recipient, unless somebody says otherwise.

use waybill_domain::Outcome;
use yew::prelude::*;

use crate::{
    components::{Choice, ChoiceLook, Icon, choose, outcome_name},
    i18n::use_i18n,
    state::draft::DraftChange,
};

/// Properties of [`HandedTo`].
#[derive(PartialEq, Properties)]
pub(super) struct HandedToProps {
    pub(super) outcome: Outcome,
    pub(super) onchange: Callback<DraftChange>,
}

/// The choice, folded away behind what is chosen.
#[component]
pub(super) fn HandedTo(props: &HandedToProps) -> Html {
    let i18n = use_i18n();
    let choices = [
        (Outcome::DeliveredToRecipient, "user-check"),
        (Outcome::DeliveredToThirdParty, "users"),
        (Outcome::DeliveredToSafePlace, "house"),
        (Outcome::DeliveredToMailbox, "mailbox"),
        (Outcome::DeliveredToPickupPoint, "store"),
    ];
    let word = |outcome| i18n.t(&format!("outcome-{}", outcome_name(outcome)));
    let choices: Vec<_> = choices
        .into_iter()
        .map(|(value, icon)| Choice { value, label: word(value).into(), icon: Some(icon) })
        .collect();
    let onchoose = props.onchange.reform(DraftChange::Outcome);
    html! {
        <details class="card fold" data-testid="handed-to">
            <summary><Icon name="user-check" /><span class="fold-words"><small>{ i18n.t("handed-to") }</small>{ word(props.outcome) }</span><Icon name="chevron-down" class="fold-mark" /></summary>
            <div class="fold-body">
                { choose(ChoiceLook::Tiles, i18n.t("handed-to"), "outcome", choices, Some(props.outcome), onchoose) }
            </div>
        </details>
    }
}
