//! The bar on top: the day, the search, how the day stands, a new delivery.

use waybill_domain::Role;
use yew::prelude::*;

use super::desk::{Desk, use_desk};
use crate::{
    bridge::dom,
    components::{Button, ButtonKind, Icon},
    hooks::use_session,
    routes::Route,
    state::board::{Action, is_stale},
};

#[derive(PartialEq, Properties)]
pub(super) struct TopProps {
    pub(super) title: AttrValue,
    /// The search field, so that a key can reach it.
    pub(super) search: NodeRef,
    /// Whether there is something to search here.
    #[prop_or(true)]
    pub(super) searching: bool,
}

#[component]
pub(super) fn Top(props: &TopProps) -> Html {
    let desk = use_desk();
    let session = use_session();
    let day = desk.words.format.day(desk.board.now);
    let fleet = session.info().map(|info| info.organization.name.clone()).unwrap_or_default();
    let oninput = {
        let desk = desk.clone();
        Callback::from(move |event: InputEvent| desk.dispatch(Action::Search(dom::value_of(&event))))
    };
    let new = {
        let desk = desk.clone();
        Callback::from(move |_: MouseEvent| desk.go(Route::NewDelivery))
    };
    html! {
        <header class="top">
            <h1>{ &props.title }</h1>
            <span class="chip top-day">{ format!("{day} · {fleet}") }</span>
            if props.searching {
                <label class="find">
                    <Icon name="search" />
                    <span class="sr-only">{ desk.t("board-search") }</span>
                    <input ref={props.search.clone()} type="search" placeholder={desk.t("board-search")}
                        value={desk.board.filter.text.clone()} {oninput} autocomplete="off"
                        spellcheck="false" enterkeyhint="search" data-testid="board-search" />
                    <kbd aria-hidden="true">{ "/" }</kbd>
                </label>
            }
            { figures(&desk) }
            <Button kind={ButtonKind::Primary} icon="plus" onclick={new} testid="new-delivery"
                title={desk.t("board-new-hint")}>
                { desk.t("board-new") }
            </Button>
        </header>
    }
}

/// Four figures that say how the day stands.
fn figures(desk: &Desk) -> Html {
    let board = &desk.board;
    let counts = board.counts();
    let format = &desk.words.format;
    let known = board.is_counted();
    let whole = |n: u64| if known { format.number(n as f64, 0) } else { "—".to_owned() };
    let on_time = match counts.delivered {
        0 => "—".to_owned(),
        delivered => format!("{} %", format.number(100.0 * counts.on_time as f64 / delivered as f64, 1)),
    };
    let drivers = board.members().filter(|member| member.role == Role::Driver && !member.disabled).count();
    let live = board.positions().values().filter(|position| !is_stale(**position, board.now)).count();
    let live = match drivers {
        0 => "—".to_owned(),
        _ => desk.words.i18n.tn("board-of", [("n", live.into()), ("all", drivers.into())]),
    };
    let figure = |value: String, key: &str, testid: &'static str, warn: bool| {
        html! {
            <div class="kpi" data-warn={warn.then_some("true")} data-testid={testid}>
                <dd>{ value }</dd>
                <dt>{ desk.t(key) }</dt>
            </div>
        }
    };
    html! {
        <dl class="kpis">
            { figure(whole(counts.all), "kpi-deliveries", "kpi-deliveries", false) }
            { figure(on_time, "kpi-on-time", "kpi-on-time", false) }
            { figure(live, "kpi-drivers", "kpi-drivers", false) }
            { figure(whole(counts.unassigned), "kpi-unassigned", "kpi-unassigned", counts.unassigned > 0) }
        </dl>
    }
}
