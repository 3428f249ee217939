//! When the driver will be there, as an interval; and why that is too late, where it is.

use waybill_domain::{
    Window,
    eta::{DelayReason, Etas, TravelSource},
    route::Task,
};
use yew::prelude::*;

use super::super::desk::use_desk;
use crate::components::Icon;

#[derive(PartialEq, Properties)]
pub(super) struct ExpectedProps {
    pub(super) etas: Etas,
}

#[component]
pub(super) fn Expected(props: &ExpectedProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let line = |task: Task| {
        let eta = props.etas.of(task)?;
        let key = match task {
            Task::Pickup => "eta-pickup",
            Task::Dropoff => "eta-dropoff",
        };
        let guess = matches!(eta.source, TravelSource::StraightLine).then(|| words.t("eta-guess"));
        Some(html! {
            <p class="eta" data-testid={key} title={guess}>
                <Icon name="clock" />
                <span>{ words.t(key) }{ " " }<b>{ words.format.window(Window::new(eta.from, eta.until)) }</b></span>
            </p>
        })
    };
    let delay = props.etas.delay.map(|delay| {
        let key = match delay.reason {
            DelayReason::LongStop => "delay-long-stop",
            DelayReason::Traffic => "delay-traffic",
            DelayReason::FullRoute => "delay-full-route",
            DelayReason::TooFar => "delay-too-far",
            DelayReason::Other => "delay-other",
        };
        let by = words.duration(delay.expected.since(delay.due).max(60_000));
        html! {
            <p class="eta" data-tone="warning" data-testid="delay">
                <Icon name="triangle-alert" />
                <span><b>{ words.with("delay-by", "time", by) }</b>{ " " }{ words.t(key) }</span>
            </p>
        }
    });
    html! { <>{ for [Task::Pickup, Task::Dropoff].into_iter().filter_map(line) }{ delay }</> }
}
