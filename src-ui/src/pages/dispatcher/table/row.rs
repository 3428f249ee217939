//! One row. Drawn again only when the delivery, its marks or the minute change.

use std::rc::Rc;

use waybill_domain::{DeliveryId, Member, Outcome, State, Timestamp, eta::Etas};
use yew::prelude::*;

use super::super::words::{Dots, Words, need_icon, need_key, short_name};
use crate::{
    components::{Avatar, Icon, state_tone},
    state::board::{Row, Timing},
};

#[derive(PartialEq, Properties)]
pub(super) struct BoardRowProps {
    pub(super) row: Rc<Row>,
    pub(super) driver: Option<Rc<Member>>,
    /// When its stops will be reached.
    pub(super) expected: Etas,
    /// Place in the table, from 1; the header is 1.
    pub(super) index: usize,
    pub(super) open: bool,
    pub(super) cursor: bool,
    pub(super) picked: bool,
    pub(super) words: Words,
    /// To the minute: rows need not be drawn more often.
    pub(super) now: Timestamp,
    pub(super) on_open: Callback<DeliveryId>,
    /// Picked or unpicked; with everything between if Shift was held.
    pub(super) on_pick: Callback<(DeliveryId, bool)>,
}

/// The short word of a state in a table. For failures and odd endings, the outcome's.
pub(in super::super) fn state_key(state: State, outcome: Option<Outcome>) -> String {
    match outcome {
        Some(outcome) if state == State::Completed => {
            let name = serde_json::to_value(outcome).ok().and_then(|v| v.as_str().map(str::to_owned));
            format!("row-{}", name.unwrap_or_default())
        }
        _ => format!("row-{}", state.as_str()),
    }
}

#[component]
pub(super) fn BoardRow(props: &BoardRowProps) -> Html {
    let delivery = &props.row.delivery;
    let words = &props.words;
    let id = delivery.id;
    let timing = Timing::of(delivery, props.now);
    let (first, second) = words.timing(timing, props.now);
    let eta = props.expected.dropoff.map(|eta| words.with("row-eta", "time", words.format.time(eta.at)));
    let misses = props.expected.delay.is_some() && !timing.is_late();
    let by = delivery.dropoff.window.until.map_or_else(|| "—".to_owned(), |at| words.format.time(at));
    let (tone, icon) = state_tone(delivery.state, delivery.outcome);
    let onclick = props.on_open.reform(move |_: MouseEvent| id);
    let pick = {
        let on_pick = props.on_pick.clone();
        Callback::from(move |event: MouseEvent| {
            event.stop_propagation();
            on_pick.emit((id, event.shift_key()));
        })
    };
    let needs = props.row.demands.iter().map(|item| {
        html! { <Icon name={need_icon(*item)} label={words.t(need_key(*item))} /> }
    });
    let exception = (!delivery.exceptions.is_empty()).then(|| {
        html! { <Icon class="row-flag" name="triangle-alert" label={words.t("group-exceptions")} /> }
    });
    html! {
        <div class="tr" role="row" id={format!("row-{id}")} aria-rowindex={props.index.to_string()}
            aria-selected={props.open.to_string()} data-cursor={props.cursor.then_some("true")}
            data-picked={props.picked.then_some("true")} data-testid="board-row" data-id={id.to_string()}
            data-code={delivery.code.clone()} data-state={delivery.state.as_str()} {onclick}>
            <div role="gridcell" class="c-pick" onclick={pick}>
                <input type="checkbox" checked={props.picked} tabindex="-1"
                    aria-label={words.with("board-pick", "code", delivery.code.clone())} />
            </div>
            <div role="gridcell" class="c-code mono">{ &delivery.code }</div>
            <div role="gridcell" class="c-drop">
                <span class="line-1"><bdi>{ &delivery.dropoff.address }</bdi>{ exception }</span>
                <span class="line-2">{ recipient(props) }</span>
            </div>
            <div role="gridcell" class="c-by">
                <span class="line-1">{ by }</span>
                <span class="line-2 row-needs" data-many={(props.row.demands.len() > 3).then_some("true")}>
                    { for needs }
                </span>
            </div>
            <div role="gridcell" class="c-driver">
                if let Some(driver) = &props.driver {
                    <Avatar name={driver.name.clone()} />
                    <span class="line-1">{ short_name(&driver.name) }</span>
                } else {
                    <span class="faint">{ "—" }</span>
                }
            </div>
            <div role="gridcell" class="c-state">
                <span class="chip" data-tone={tone.as_str()}>
                    <Icon name={icon} />
                    <span>{ words.t(&state_key(delivery.state, delivery.outcome)) }</span>
                </span>
            </div>
            <div role="gridcell" class="c-due" data-late={timing.is_late().then_some("true")}
                data-misses={misses.then_some("true")}>
                <span class="line-1">
                    if misses { <Icon class="row-flag" name="triangle-alert" label={words.t("row-misses")} /> }
                    { first }
                </span>
                <span class="line-2" data-testid="row-eta">{ eta.unwrap_or(second) }</span>
            </div>
        </div>
    }
}

/// `Ana Souza · 2 pcs`.
fn recipient(props: &BoardRowProps) -> Html {
    let pieces = props.words.i18n.t1("board-pieces", "n", i64::from(props.row.pieces()));
    html! { <Dots parts={vec![props.row.delivery.dropoff.contact.name.clone(), pieces]} /> }
}
