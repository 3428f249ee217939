//! What is to be planned.

use waybill_domain::{MemberId, calls::OptimizeRoutes, plan::Goal};
use yew::prelude::*;

use super::super::desk::use_desk;
use crate::{
    bridge::dom,
    components::{Avatar, Button, ButtonKind, ButtonSize},
    state::plan::{EFFORTS, Wish, WishChange},
};

#[derive(PartialEq, Properties)]
pub(super) struct AskProps {
    pub(super) wish: Wish,
    pub(super) change: Callback<WishChange>,
    pub(super) begin: Callback<OptimizeRoutes>,
    pub(super) disabled: bool,
}

#[component]
pub(super) fn Ask(props: &AskProps) -> Html {
    let desk = use_desk();
    let AskProps { wish, change, .. } = props;
    let drivers = desk.board.drivers();
    let all: Vec<MemberId> = drivers.iter().map(|member| member.id).collect();
    let chosen = wish.drivers(&all);
    let waiting = desk.board.deliveries().filter(|d| d.driver.is_none() && !d.state.is_final()).count();
    let kept = wish.kept(&all, |id| desk.board.delivery(id).and_then(|delivery| delivery.driver));
    let (pins, call) = (kept.len(), wish.call(&all, kept));
    let onclick = {
        let (begin, call) = (props.begin.clone(), call.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(call) = call.clone() {
                begin.emit(call);
            }
        })
    };
    let goal =
        |goal: Goal, key: &str| segment(change, wish.goal == goal, WishChange::Goal(goal), desk.t(key), key);
    let effort = |seconds: u32| {
        let words = desk.words.count("plan-seconds", seconds as usize);
        segment(
            change,
            wish.seconds == seconds,
            WishChange::Seconds(seconds),
            words,
            &format!("plan-seconds-{seconds}"),
        )
    };
    let tick = |on: bool, make: fn(bool) -> WishChange, label: String, hint: String| {
        let onchange = change.reform(move |event: Event| make(dom::is_checked(&event)));
        html! {
            <label class="plan-tick">
                <input type="checkbox" checked={on} {onchange} />
                <span><b>{ label }</b><small class="muted">{ hint }</small></span>
            </label>
        }
    };
    let everybody = chosen.len() == all.len();
    html! {
        <form class="card plan-ask" onsubmit={|event: SubmitEvent| event.prevent_default()}>
            <div class="plan-field">
                <div class="plan-line">
                    <h2>{ desk.words.i18n.tn("plan-drivers", [("n", chosen.len().into()), ("all", all.len().into())]) }</h2>
                    <button type="button" class="link" onclick={change.reform(move |_: MouseEvent| WishChange::Everybody(!everybody))}>
                        { desk.t(if everybody { "plan-nobody" } else { "plan-everybody" }) }
                    </button>
                </div>
                <ul class="plan-drivers">
                    { for drivers.iter().map(|member| {
                        let id = member.id;
                        let on = !wish.without.contains(&id);
                        html! {
                            <li key={id.to_string()}><label>
                                <input type="checkbox" checked={on} onchange={change.reform(move |_: Event| WishChange::Driver(id))} />
                                <Avatar name={member.name.clone()} /><span>{ &member.name }</span>
                            </label></li>
                        }
                    }) }
                </ul>
            </div>
            { tick(wish.unassigned, WishChange::Unassigned, desk.words.count("plan-unassigned", waiting), desk.t("plan-unassigned-hint")) }
            { tick(wish.move_accepted, WishChange::MoveAccepted, desk.t("plan-move"), desk.t("plan-move-hint")) }
            if pins > 0 {
                <div class="plan-line" data-testid="plan-pins">
                    <span>{ desk.words.count("plan-pins", pins) }</span>
                    <button type="button" class="link" onclick={change.reform(|_: MouseEvent| WishChange::UnpinAll)}>{ desk.t("plan-unpin-all") }</button>
                </div>
            }
            <div class="plan-field">
                <h2>{ desk.t("plan-goal") }</h2>
                <div class="segments" role="group" aria-label={desk.t("plan-goal")}>
                    { goal(Goal::Time, "plan-goal-time") }
                    { goal(Goal::Distance, "plan-goal-distance") }
                    { goal(Goal::FewestDrivers, "plan-goal-drivers") }
                </div>
            </div>
            <div class="plan-field">
                <h2>{ desk.t("plan-effort") }</h2>
                <div class="segments" role="group" aria-label={desk.t("plan-effort")}>{ for EFFORTS.map(effort) }</div>
            </div>
            <Button kind={ButtonKind::Primary} size={ButtonSize::Large} icon="route" testid="plan-begin"
                disabled={props.disabled || call.is_none()} {onclick}>{ desk.t("plan-begin") }</Button>
            <p class="faint">{ desk.t("plan-promise") }</p>
        </form>
    }
}

fn segment(change: &Callback<WishChange>, on: bool, to: WishChange, label: String, testid: &str) -> Html {
    html! {
        <button type="button" aria-pressed={on.to_string()} data-testid={testid.to_owned()} onclick={change.reform(move |_: MouseEvent| to)}>
            { label }
        </button>
    }
}
