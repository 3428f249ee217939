//! What the driver must be able to do or have: names to tick, those the fleet knows first.

use std::collections::BTreeSet;

use waybill_domain::calls::ListVehicles;
use yew::prelude::*;

use super::super::super::{
    desk::use_desk,
    field::{Errors, TextField, Tick},
};
use crate::{
    bridge::{self, spawn_local},
    components::Button,
    state::board::HandlingDraft,
};

#[derive(PartialEq, Properties)]
pub(super) struct SkillsProps {
    pub(super) handling: HandlingDraft,
    pub(super) errors: Errors,
    pub(super) on_change: Callback<HandlingDraft>,
}

#[component]
pub(super) fn Skills(props: &SkillsProps) -> Html {
    let desk = use_desk();
    let handling = &props.handling;
    // Of the vehicles, as far as they can be read; and whatever deliveries have asked for.
    let of_fleet = use_state_eq(BTreeSet::<String>::new);
    {
        let of_fleet = of_fleet.setter();
        use_effect_with((), move |()| {
            spawn_local(async move {
                if let Ok(vehicles) = bridge::call(&ListVehicles {}).await {
                    of_fleet.set(vehicles.into_iter().flat_map(|vehicle| vehicle.item.skills).collect());
                }
            });
        });
    }
    let asked = {
        let board = desk.board.clone();
        use_memo(board.len(), move |_| board.known_skills())
    };
    let all: BTreeSet<&String> = of_fleet.iter().chain(asked.iter()).chain(&handling.skills).collect();
    let tick = |skill: &String| {
        let (handling, name) = (handling.clone(), skill.clone());
        let on_change = props.on_change.reform(move |on| handling.clone().with_skill(&name, on));
        let on = props.handling.skills.contains(skill);
        html! {
            <Tick key={skill.clone()} label={skill.clone()} {on} {on_change} testid={format!("skill-{skill}")} />
        }
    };
    let on_input = {
        let handling = handling.clone();
        props.on_change.reform(move |skill| HandlingDraft { skill, ..handling.clone() })
    };
    let add = {
        let handling = handling.clone();
        props.on_change.reform(move |()| handling.clone().with_typed_skill())
    };
    let onkeydown = {
        let add = add.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" && !event.is_composing() {
                event.prevent_default();
                add.emit(());
            }
        })
    };
    html! {
        <div class="needs-form" role="group" aria-label={desk.t("form-skills")}>
            <span class="field-label">{ desk.t("form-skills") }</span>
            if !all.is_empty() {
                <div class="ticks">{ for all.into_iter().map(tick) }</div>
            }
            <div class="row-pin" {onkeydown}>
                <TextField id="f-skill" label={desk.t("form-skill")} value={handling.skill.clone()}
                    field="handling.skills" errors={props.errors.clone()} hint="cold_chain" {on_input} />
                <Button icon="plus" onclick={add.reform(|_: MouseEvent| ())} testid="skill-add"
                    disabled={handling.skill.trim().is_empty()}>
                    { desk.t("form-skill-add") }
                </Button>
            </div>
        </div>
    }
}
