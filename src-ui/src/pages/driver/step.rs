//! The one obvious next step of a delivery.

use waybill_domain::{Command, Delivery, DeliveryId, rules::today::NextStep};
use yew::prelude::*;
use yew_router::prelude::*;

use super::words;
use crate::{
    bridge::device,
    components::{Button, ButtonKind, ButtonSize, HoldButton},
    hooks::use_day,
    i18n::use_i18n,
    routes::Route,
};

/// Properties of [`StepButton`].
#[derive(PartialEq, Properties)]
pub(super) struct StepButtonProps {
    /// Of which delivery.
    pub(super) delivery: Delivery,
    /// Something else is more obvious now.
    #[prop_or_default]
    pub(super) second: bool,
}

/// The button that does the next step. Taking goods into custody cannot be taken back: it is held.
#[component]
pub(super) fn StepButton(props: &StepButtonProps) -> Html {
    let i18n = use_i18n();
    let day = use_day();
    let navigator = use_navigator();
    let id = props.delivery.id;
    let Some(step) = NextStep::of(props.delivery.state) else {
        return Html::default();
    };
    let label = i18n.t(words::step_key(step));
    let onstep = Callback::from(move |()| match step.command() {
        Some(command) => {
            device::vibrate(15);
            day.act(id, command, Callback::noop());
        }
        None => {
            if let Some(navigator) = &navigator {
                navigator.push(&Route::Complete { id });
            }
        }
    });
    if step == NextStep::PickUp {
        return html! { <HoldButton {label} testid="primary-step" onconfirm={onstep} /> };
    }
    html! {
        <Button kind={if props.second { ButtonKind::Plain } else { ButtonKind::Primary }} size={ButtonSize::Touch} testid="primary-step"
            onclick={onstep.reform(|_| ())}>{ label }</Button>
    }
}

/// Properties of [`SameHere`].
#[derive(PartialEq, Properties)]
pub(super) struct SameHereProps {
    /// The delivery whose step it is.
    pub(super) delivery: Delivery,
}

/// Several deliveries of one pickup are worked at once: the same step for all others that stand where this one does.
#[component]
pub(super) fn SameHere(props: &SameHereProps) -> Html {
    let i18n = use_i18n();
    let day = use_day();
    let Some(step) = NextStep::of(props.delivery.state) else {
        return Html::default();
    };
    // Setting off and arriving are told to the recipients: one stop at a time.
    let together = matches!(step, NextStep::Accept | NextStep::ArriveAtPickup | NextStep::PickUp);
    let Some(command) = step.command().filter(|_| together) else {
        return Html::default();
    };
    let today = day.today();
    let all: Vec<DeliveryId> =
        today.open.iter().filter(|other| is_same(&props.delivery, other)).map(|other| other.id).collect();
    if all.len() < 2 {
        return Html::default();
    }
    let label = i18n.t1(same_key(step), "n", all.len());
    let onall = Callback::from(move |()| {
        for id in &all {
            day.act(*id, Command::clone(&command), Callback::noop());
        }
    });
    if step == NextStep::PickUp {
        return html! { <HoldButton {label} testid="same-here" onconfirm={onall} /> };
    }
    html! {
        <Button size={ButtonSize::Touch} testid="same-here" icon="layers" onclick={onall.reform(|_| ())}>{ label }</Button>
    }
}

fn is_same(this: &Delivery, other: &Delivery) -> bool {
    other.state == this.state && other.pickup.address == this.pickup.address
}

fn same_key(step: NextStep) -> &'static str {
    match step {
        NextStep::Accept => "same-accept",
        NextStep::ArriveAtPickup => "same-arrive",
        NextStep::PickUp | NextStep::SetOff | NextStep::Arrive | NextStep::Complete => "same-pick-up",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::samples;

    #[test]
    fn only_deliveries_of_the_same_pickup_and_state_go_together() {
        let (this, mut other) = (samples::delivery(1), samples::delivery(2));
        assert!(is_same(&this, &other));
        other.pickup.address = "Elsewhere 1".to_owned();
        assert!(!is_same(&this, &other));
    }
}
