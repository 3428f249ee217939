//! Deliveries that no route has a place for, and why.

use waybill_domain::plan::{Unplanned, WhyNot};
use yew::prelude::*;

use super::super::desk::{Desk, use_desk};
use crate::{components::Icon, routes::Route, state::plan::reasons};

/// Names in one reason; of more, the number is said.
const NAMED: usize = 3;

#[derive(PartialEq, Properties)]
pub(super) struct UnservedProps {
    pub(super) unserved: Vec<Unplanned>,
}

#[component]
pub(super) fn UnservedList(props: &UnservedProps) -> Html {
    let desk = use_desk();
    html! {
        <section class="card plan-unserved" data-testid="plan-unserved">
            <h2><Icon name="triangle-alert" />{ desk.words.count("plan-unserved", props.unserved.len()) }</h2>
            <ul>{ for props.unserved.iter().map(|unplanned| line(&desk, unplanned)) }</ul>
        </section>
    }
}

fn line(desk: &Desk, unplanned: &Unplanned) -> Html {
    let id = unplanned.delivery;
    let open = {
        let desk = desk.clone();
        Callback::from(move |_: MouseEvent| desk.go(Route::BoardDelivery { id }))
    };
    let why = |(obstacle, drivers): (&waybill_domain::plan::Obstacle, Vec<waybill_domain::MemberId>)| {
        let who = if drivers.len() <= NAMED {
            drivers.iter().map(|driver| desk.name_of(Some(*driver))).collect::<Vec<_>>().join(", ")
        } else {
            desk.words.count("plan-drivers-many", drivers.len())
        };
        html! { <li><b>{ reason(desk, &obstacle.why) }</b><span class="muted">{ who }</span></li> }
    };
    html! {
        <li key={id.to_string()}>
            <button type="button" class="link" data-row="true" onclick={open} dir="auto">{ desk.address_of(id) }</button>
            if unplanned.obstacles.is_empty() {
                <p class="muted">{ desk.t("why-nobody") }</p>
            }
            <ul class="plan-why">{ for reasons(unplanned).into_iter().map(why) }</ul>
        </li>
    }
}

fn reason(desk: &Desk, why: &WhyNot) -> String {
    let key = match why {
        WhyNot::NoRoad => "why-no-road",
        WhyNot::WindowOver => "why-window-over",
        WhyNot::Closed => "why-closed",
        WhyNot::Pinned => "why-pinned",
        WhyNot::Barred => "why-barred",
        WhyNot::Skill { skill } => return desk.words.with("why-skill", "skill", skill.clone()),
        WhyNot::TooBig { what } => return desk.t(&format!("why-too-big-{what}")),
        WhyNot::TooLate => "why-too-late",
        WhyNot::Held => "why-held",
        WhyNot::Full => "why-full",
        WhyNot::Other => "why-other",
    };
    desk.t(key)
}
