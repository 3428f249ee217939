//! The table: only the rows in sight are in the document, so ten thousand scroll like fifty.

mod bulk;
mod chips;
mod row;

use waybill_domain::{DeliveryId, Timestamp};
use yew::prelude::*;

use super::desk::{Desk, use_desk};
use crate::{
    bridge::layout::{self, Sized},
    components::{Empty, ErrorCard, Icon, Skeleton},
    state::board::{Action, Column, Density, Phase, Visible, scroll_to},
};
use bulk::Bulk;
use chips::Chips;
pub(super) use chips::remembered_density;
use row::BoardRow;
pub(super) use row::state_key;

#[derive(PartialEq, Properties)]
pub(super) struct TableProps {
    /// Tries the first load again.
    pub(super) on_retry: Callback<()>,
}

#[component]
pub(super) fn Table(props: &TableProps) -> Html {
    let desk = use_desk();
    let body = match &desk.board.phase {
        Phase::Loading => html! { <Waiting density={desk.board.density} /> },
        Phase::Failed(why) => {
            let error = crate::bridge::CallError::network(why.clone());
            html! {
                <div class="table-notice">
                    <ErrorCard {error} safe={desk.t("board-load-safe")} onretry={props.on_retry.clone()} />
                </div>
            }
        }
        Phase::Filling | Phase::Ready if desk.board.order().is_empty() => {
            html! { <div class="table-notice">{ nothing(&desk) }</div> }
        }
        Phase::Filling | Phase::Ready => html! { <Rows /> },
    };
    html! {
        <section class="list" data-density={desk.board.density.as_str()} aria-label={desk.t("board-list")}>
            <Chips />
            { body }
            <Bulk />
        </section>
    }
}

/// Nothing matches, or there is nothing at all.
fn nothing(desk: &Desk) -> Html {
    if desk.board.is_empty() {
        return html! { <Empty icon="package-open" title={desk.t("board-empty")} text={desk.t("board-empty-text")} /> };
    }
    let clear = {
        let desk = desk.clone();
        Callback::from(move |_: MouseEvent| {
            desk.dispatch(Action::Search(String::new()));
            desk.dispatch(Action::Group(None));
            desk.dispatch(Action::Driver(None));
        })
    };
    html! {
        <Empty icon="search" title={desk.t("board-no-match")} text={desk.t("board-no-match-text")}>
            <button type="button" class="btn" onclick={clear}>{ desk.t("board-clear") }</button>
        </Empty>
    }
}

#[derive(PartialEq, Properties)]
struct WaitingProps {
    density: Density,
}

/// The shape of rows that are being loaded.
#[component]
fn Waiting(_props: &WaitingProps) -> Html {
    let row = |_| {
        html! {
            <div class="tr" aria-hidden="true">
                <span></span>
                <Skeleton class="w-48" />
                <div class="c-drop"><Skeleton class="w-160" /><Skeleton class="w-96 thin" /></div>
                <Skeleton class="w-32" />
                <Skeleton class="w-72" />
                <Skeleton class="w-88 round" />
                <Skeleton class="w-40" />
            </div>
        }
    };
    html! { <div class="rows" aria-busy="true" data-testid="board-loading">{ for (0..14).map(row) }</div> }
}

#[component]
fn Rows() -> Html {
    let desk = use_desk();
    let scroller = use_node_ref();
    let board = &desk.board;
    let (len, tall) = (board.order().len(), board.density.row_height());
    let measure = {
        let scroller = scroller.clone();
        move || {
            let (top, height) = layout::scroll_of(&scroller);
            Visible::of(len, tall, top, height)
        }
    };
    let visible = use_state_eq(|| Visible::of(len, tall, 0.0, 900.0));
    let look = {
        let (setter, measure) = (visible.setter(), measure.clone());
        Callback::from(move |()| setter.set(measure()))
    };
    {
        // What is in sight changes with the number of rows, their height, and the size of the pane.
        let (scroller, look) = (scroller.clone(), look.clone());
        use_effect_with((len, tall), move |_| {
            look.emit(());
            let watch = Sized::watch(&scroller, move || look.emit(()));
            move || drop(watch)
        });
    }
    {
        let scroller = scroller.clone();
        let place = board.cursor_place();
        use_effect_with((board.cursor, tall), move |(_, tall)| {
            if let Some(place) = place {
                let (top, height) = layout::scroll_of(&scroller);
                if let Some(top) = scroll_to(place, *tall, top, height) {
                    layout::scroll_to(&scroller, top);
                }
            }
        });
    }
    let on_open = {
        let desk = desk.clone();
        Callback::from(move |id: DeliveryId| desk.open(id))
    };
    let on_pick = {
        let desk = desk.clone();
        Callback::from(move |(id, range)| desk.dispatch(Action::Pick { id, range }))
    };
    // Callbacks of the newest board, under an identity that stays: rows compare their properties.
    let (on_open, on_pick) = (use_latest(on_open), use_latest(on_pick));
    let minute = Timestamp::from_millis(board.now.as_millis() / 60_000 * 60_000);
    // The rows may have shrunk since they were measured.
    let rows = visible.rows.start.min(len)..visible.rows.end.min(len);
    let above = rows.start as f64 * tall;
    let below = (len - rows.end) as f64 * tall;
    let shown = rows.clone().zip(&board.order()[rows]).filter_map(|(place, id)| {
        let row = board.row(*id)?.clone();
        let driver = row.delivery.driver.and_then(|id| board.member(id)).cloned();
        Some(html! {
            <BoardRow key={id.to_string()} {row} {driver} expected={board.expected(*id)} index={place + 2} open={board.open == Some(*id)}
                cursor={board.cursor == Some(*id)} picked={board.picked().contains(id)}
                words={desk.words.clone()} now={minute} on_open={on_open.clone()} on_pick={on_pick.clone()} />
        })
    });
    let active = board.cursor.filter(|_| board.cursor_place().is_some()).map(|id| format!("row-{id}"));
    html! {
        <div class="grid" role="grid" tabindex="0" aria-label={desk.t("board-list")}
            aria-rowcount={(len + 1).to_string()} aria-multiselectable="true"
            aria-activedescendant={active} data-testid="board-grid">
            <Head />
            <div class="rows" role="rowgroup" ref={scroller} onscroll={move |_: Event| look.emit(())}>
                { gap(above) }
                { for shown }
                { gap(below) }
            </div>
        </div>
    }
}

/// Empty space as tall as the rows it stands for. An attribute of an SVG, since inline styles are forbidden.
fn gap(height: f64) -> Html {
    html! { <svg class="gap" width="1" height={format!("{height:.0}")} aria-hidden="true"></svg> }
}

/// The newest `callback`, always under the same identity.
#[hook]
fn use_latest<T: 'static>(callback: Callback<T>) -> Callback<T> {
    let newest = use_mut_ref(Callback::<T>::noop);
    *newest.borrow_mut() = callback;
    let stable = use_memo((), move |()| {
        Callback::from(move |value| {
            let callback = newest.borrow().clone();
            callback.emit(value);
        })
    });
    (*stable).clone()
}

/// The names of the columns; pressing one sorts by it.
#[component]
fn Head() -> Html {
    let desk = use_desk();
    let board = &desk.board;
    let all = !board.order().is_empty() && board.order().iter().all(|id| board.picked().contains(id));
    let column = |key: &str, by: Option<Column>, class: &'static str| {
        let Some(by) = by else {
            return html! { <div role="columnheader" class={class}>{ desk.t(key) }</div> };
        };
        let on = board.sort.by == by;
        // Worst first counts as ascending: the end of the window that is next, or was first, stands on top.
        let sorted = match (on, board.sort.reversed) {
            (false, _) => "none",
            (true, false) => "ascending",
            (true, true) => "descending",
        };
        let onclick = {
            let desk = desk.clone();
            move |_: MouseEvent| desk.dispatch(Action::SortBy(by))
        };
        html! {
            <div role="columnheader" class={class} aria-sort={sorted}>
                <button type="button" {onclick}>
                    { desk.t(key) }
                    if on {
                        <Icon name={if board.sort.reversed { "arrow-up" } else { "arrow-down" }} />
                    }
                </button>
            </div>
        }
    };
    let pick_all = {
        let desk = desk.clone();
        Callback::from(move |_: Event| desk.dispatch(Action::PickAll))
    };
    html! {
        <div role="rowgroup">
            <div class="th" role="row" aria-rowindex="1">
                <div role="columnheader" class="c-pick">
                    <input type="checkbox" checked={all} onchange={pick_all}
                        aria-label={desk.t("board-pick-all")} />
                </div>
                { column("col-code", Some(Column::Code), "c-code") }
                { column("col-dropoff", Some(Column::Dropoff), "c-drop") }
                { column("col-by", None, "c-by") }
                { column("col-driver", Some(Column::Driver), "c-driver") }
                { column("col-state", Some(Column::State), "c-state") }
                { column("col-due", Some(Column::Due), "c-due") }
            </div>
        </div>
    }
}
