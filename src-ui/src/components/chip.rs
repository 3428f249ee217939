//! Chips: a state or a small fact, always with a word.

use waybill_domain::{Delivery, Outcome, State};
use yew::prelude::*;

use super::Icon;
use crate::i18n::use_i18n;

/// A colour role.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Says nothing in particular.
    #[default]
    Neutral,
    /// Ours, chosen.
    Accent,
    /// Good.
    Success,
    /// Under way, or to be watched.
    Warning,
    /// Bad.
    Danger,
    /// For information.
    Info,
    /// Offered.
    Violet,
}

impl Tone {
    /// The value of `data-tone`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Accent => "accent",
            Self::Success => "success",
            Self::Warning => "warning",
            Self::Danger => "danger",
            Self::Info => "info",
            Self::Violet => "violet",
        }
    }
}

/// Properties of [`Chip`].
#[derive(PartialEq, Properties)]
pub struct ChipProps {
    /// The words.
    #[prop_or_default]
    pub children: Html,
    /// Its colour.
    #[prop_or_default]
    pub tone: Tone,
    /// An icon before the words.
    #[prop_or_default]
    pub icon: Option<AttrValue>,
    /// More classes.
    #[prop_or_default]
    pub class: Classes,
}

/// A small fact.
#[component]
pub fn Chip(props: &ChipProps) -> Html {
    html! {
        <span class={classes!("chip", props.class.clone())} data-tone={props.tone.as_str()}>
            if let Some(name) = props.icon.clone() {
                <Icon {name} />
            }
            { props.children.clone() }
        </span>
    }
}

/// Properties of [`StateChip`].
#[derive(PartialEq, Properties)]
pub struct StateChipProps {
    /// Where the delivery is.
    pub state: State,
    /// How it ended, if it did.
    #[prop_or_default]
    pub outcome: Option<Outcome>,
}

impl StateChipProps {
    /// Properties that show `delivery`.
    pub fn of(delivery: &Delivery) -> Self {
        Self { state: delivery.state, outcome: delivery.outcome }
    }
}

/// Colour and icon of a state: never colour alone.
pub fn state_tone(state: State, outcome: Option<Outcome>) -> (Tone, &'static str) {
    match state {
        State::Unassigned => (Tone::Neutral, "clock"),
        State::Offered => (Tone::Violet, "zap"),
        State::Assigned => (Tone::Accent, "user"),
        State::Accepted => (Tone::Accent, "user-check"),
        State::ArrivedAtPickup => (Tone::Info, "store"),
        State::PickedUp => (Tone::Warning, "package-check"),
        State::OutForDelivery => (Tone::Warning, "truck"),
        State::Arrived => (Tone::Info, "map-pin"),
        State::Completed if outcome.is_some_and(|outcome| !outcome.is_delivered()) => {
            (Tone::Danger, "triangle-alert")
        }
        State::Completed => (Tone::Success, "check"),
        State::Cancelled => (Tone::Neutral, "ban"),
    }
}

/// The state of a delivery; for a failed one, why.
#[component]
pub fn StateChip(props: &StateChipProps) -> Html {
    let i18n = use_i18n();
    let (tone, icon) = state_tone(props.state, props.outcome);
    let key = match props.outcome {
        Some(outcome) if props.state == State::Completed && outcome != Outcome::DeliveredToRecipient => {
            format!("outcome-{}", name(outcome))
        }
        _ => format!("state-{}", props.state.as_str()),
    };
    html! { <Chip {tone} {icon}>{ i18n.t(&key) }</Chip> }
}

/// The name of an outcome on the wire, which is also the end of its message's key.
pub(crate) fn name(outcome: Outcome) -> String {
    serde_json::to_value(outcome).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{I18n, Lang};

    #[test]
    fn every_state_and_outcome_has_a_word() {
        let english = I18n::of(Lang::En);
        for state in State::ALL {
            assert!(english.has(&format!("state-{}", state.as_str())), "{state:?}");
        }
        for outcome in Outcome::ALL {
            assert!(english.has(&format!("outcome-{}", name(outcome))), "{outcome:?}");
        }
    }

    #[test]
    fn a_failed_delivery_does_not_look_delivered() {
        assert_eq!(state_tone(State::Completed, Some(Outcome::FailedNotHome)).0, Tone::Danger);
        assert_eq!(state_tone(State::Completed, Some(Outcome::DeliveredToMailbox)).0, Tone::Success);
    }
}
