//! Filter chips above the table, each with its count; and how tall rows are.

use waybill_domain::calls::Group;
use yew::prelude::*;

use super::super::desk::use_desk;
use crate::{
    bridge::storage,
    components::Icon,
    state::board::{Action, Density, of_group},
};

/// Where the density is remembered.
pub(in super::super) const DENSITY: &str = "board.compact";

/// The density of last time.
pub(in super::super) fn remembered_density() -> Density {
    if storage::load::<bool>(DENSITY) == Some(true) { Density::Compact } else { Density::Comfortable }
}

/// The key of a group's name.
fn key(group: Option<Group>) -> &'static str {
    match group {
        None => "group-all",
        Some(Group::Unassigned) => "group-unassigned",
        Some(Group::OnTheWay) => "group-on_the_way",
        Some(Group::Late) => "group-late",
        Some(Group::Failed) => "group-failed",
        Some(Group::Delivered) => "group-delivered",
        Some(Group::Cancelled) => "group-cancelled",
        Some(Group::Exceptions) => "group-exceptions",
    }
}

#[component]
pub(super) fn Chips() -> Html {
    let desk = use_desk();
    let board = &desk.board;
    let counts = board.counts();
    let groups = [None].into_iter().chain(Group::ALL.map(Some));
    let chip = |group: Option<Group>| {
        let on = board.filter.group == group;
        let n = of_group(&counts, group);
        // Rare groups show only while there is something in them.
        let rare = matches!(group, Some(Group::Cancelled | Group::Exceptions));
        if rare && n == 0 && !on {
            return Html::default();
        }
        let warn = n > 0 && matches!(group, Some(Group::Late | Group::Exceptions));
        let onclick = {
            let desk = desk.clone();
            move |_: MouseEvent| desk.dispatch(Action::Group(if on { None } else { group }))
        };
        html! {
            <button type="button" class="filter" aria-pressed={on.to_string()}
                data-warn={warn.then_some("true")} {onclick}
                title={(group == Some(Group::Late)).then(|| desk.t("group-late-hint"))}
                data-testid={format!("chip-{}", group.map_or("all", Group::as_str))}>
                { desk.t(key(group)) }
                if board.is_counted() {
                    { " " }<i>{ desk.words.format.number(n as f64, 0) }</i>
                }
            </button>
        }
    };
    let driver = board.filter.driver.map(|id| {
        let onclick = {
            let desk = desk.clone();
            move |_: MouseEvent| desk.dispatch(Action::Driver(None))
        };
        html! {
            <button type="button" class="filter" aria-pressed="true" {onclick}
                title={desk.t("board-all-drivers")} data-testid="chip-driver">
                <Icon name="user-round" />{ desk.name_of(Some(id)) }<Icon name="x" />
            </button>
        }
    });
    let waiting = board.filter.group == Some(Group::Unassigned) && of_group(&counts, board.filter.group) > 0;
    let wave = {
        let desk = desk.clone();
        Callback::from(move |_: MouseEvent| desk.lay_wave())
    };
    let density = {
        let other = board.density.other();
        let desk = desk.clone();
        Callback::from(move |_: MouseEvent| {
            storage::save(DENSITY, &(other == Density::Compact));
            desk.dispatch(Action::Density(other));
        })
    };
    let (icon, hint) = match board.density {
        Density::Comfortable => ("rows-4", "board-compact"),
        Density::Compact => ("rows-3", "board-comfortable"),
    };
    html! {
        <div class="filters">
            <div class="filters-scroll" role="group" aria-label={desk.t("board-filter")}>
                { driver }
                { for groups.map(chip) }
            </div>
            if waiting {
                <button type="button" class="icon-btn" onclick={wave} title={desk.t("wave-title")}
                    aria-label={desk.t("wave-title")} data-testid="wave-open">
                    <Icon name="users" />
                </button>
            }
            <button type="button" class="icon-btn" onclick={density} title={desk.t(hint)}
                aria-label={desk.t(hint)} data-testid="density">
                <Icon name={icon} />
            </button>
        </div>
    }
}
