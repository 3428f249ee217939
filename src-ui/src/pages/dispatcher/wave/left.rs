//! Deliveries for which there is no driver, and why.

use waybill_domain::calls::{WavePlan, WaveReason, WaveUnassigned};
use yew::prelude::*;

use super::super::{decisions::considered, desk::use_desk};
use crate::{components::Icon, state::wave::decision_of};

#[derive(PartialEq, Properties)]
pub(super) struct LeftProps {
    pub(super) plan: WavePlan,
}

#[component]
pub(super) fn Left(props: &LeftProps) -> Html {
    let desk = use_desk();
    let line = |left: &WaveUnassigned| {
        let id = left.delivery;
        let instead = left.instead.iter().map(|one| {
            let values = [
                ("name", desk.name_of(Some(one.driver)).into()),
                ("address", desk.address_of(one.delivery).into()),
            ];
            html! { <li>{ desk.words.i18n.tn("wave-instead", values) }</li> }
        });
        html! {
            <li key={id.to_string()} data-testid="wave-left" data-id={id.to_string()}>
                <span class="wave-what" dir="auto">{ desk.address_of(id) }</span>
                <p class="muted">{ desk.t(why(left.code)) }</p>
                <ul class="wave-instead muted">{ for instead }</ul>
                if let Some(decision) = decision_of(&props.plan, id).filter(|decision| !decision.candidates.is_empty()) {
                    <details>
                        <summary class="link">{ desk.t("decisions-title") }</summary>
                        { considered(&desk, decision, None) }
                    </details>
                }
            </li>
        }
    };
    html! {
        <section class="card wave-left">
            <h3><Icon name="triangle-alert" />{ desk.words.count("wave-left", props.plan.unassigned.len()) }</h3>
            <ul>{ for props.plan.unassigned.iter().map(line) }</ul>
        </section>
    }
}

fn why(reason: WaveReason) -> &'static str {
    match reason {
        WaveReason::NoDriver => "wave-no-driver",
        WaveReason::DriversTaken => "wave-drivers-taken",
        WaveReason::Changed => "wave-changed-one",
        WaveReason::Closed => "wave-closed",
        WaveReason::Twice | WaveReason::Other => "refusal-other",
    }
}
