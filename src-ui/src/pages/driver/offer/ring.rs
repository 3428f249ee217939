//! The time that is left, as a ring that empties.

use yew::prelude::*;

use crate::{i18n::use_i18n, state::offer::Countdown};

/// Of the ring, in the units of its picture.
const RADIUS: f64 = 44.0;
/// From here on it is red.
const HURRY_S: u32 = 8;

/// Properties of [`Ring`].
#[derive(PartialEq, Properties)]
pub(super) struct RingProps {
    pub(super) left: Countdown,
}

/// The ring, with the seconds in it.
#[component]
pub(super) fn Ring(props: &RingProps) -> Html {
    let i18n = use_i18n();
    let Countdown { seconds, share } = props.left;
    let round = std::f64::consts::TAU * RADIUS;
    let hurry = (seconds <= HURRY_S).then_some("true");
    html! {
        <div class="offer-ring" data-hurry={hurry} role="timer" aria-label={i18n.t1("offer-seconds", "n", seconds)}
            data-testid="offer-left">
            <svg viewBox="0 0 100 100" aria-hidden="true">
                <circle class="offer-ring-ground" cx="50" cy="50" r={RADIUS.to_string()} />
                <circle class="offer-ring-left" cx="50" cy="50" r={RADIUS.to_string()}
                    stroke-dasharray={format!("{:.1} {round:.1}", round * share)} />
            </svg>
            <b data-long={props.left.is_long().then_some("true")}>{ props.left.clock() }</b>
        </div>
    }
}
