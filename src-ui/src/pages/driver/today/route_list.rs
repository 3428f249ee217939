//! The route after the next stop, to be reordered by dragging or with the arrow keys.

use waybill_domain::{Command, Delivery, State, rules::today::Today};
use yew::prelude::*;
use yew_router::prelude::*;

use super::{drag::Drag, stop_row::StopLines};
use crate::{
    bridge::{device, dom},
    components::{Icon, Toast, use_toasts},
    hooks::use_day,
    i18n::use_i18n,
    routes::Route,
};

/// Properties of [`RouteList`].
#[derive(PartialEq, Properties)]
pub(super) struct RouteListProps {
    pub(super) today: Today,
}

/// The list.
#[component]
pub(super) fn RouteList(props: &RouteListProps) -> Html {
    let (i18n, day, toasts) = (use_i18n(), use_day(), use_toasts());
    let list = use_node_ref();
    let drag = use_state(|| None::<Drag>);
    let start = use_mut_ref(|| 0.0_f64);
    let said = use_state(AttrValue::default);
    let open = &props.today.open;
    let first_number = props.today.done.len() + 1;
    place(&list, *drag, open.len());

    // Rows are counted as in `open`: 0 is the next stop, which has its card above the list.
    let move_row = {
        let (open, said, i18n) = (open.clone(), said.setter(), i18n.clone());
        Callback::from(move |(from, to): (usize, usize)| {
            let (Some(rank), Some(moved)) = (rank_for(&open, from, to), open.get(from)) else {
                return;
            };
            let (id, before) = (moved.id, moved.rank);
            device::vibrate(10);
            day.act(id, Command::Move { rank, pickup_rank: None }, Callback::noop());
            let words = i18n.tn(
                "route-moved",
                [("address", moved.dropoff.address.as_str().into()), ("n", (first_number + to).into())],
            );
            said.set(words.clone().into());
            let day = day.clone();
            let undo = Callback::from(move |()| {
                day.act(id, Command::Move { rank: before, pickup_rank: None }, Callback::noop())
            });
            if let Some(toasts) = &toasts {
                toasts.show(Toast::done(words).with(i18n.t("undo"), undo));
            }
        })
    };
    let row = |(index, delivery): (usize, &Delivery)| {
        let range = group(open, index);
        let movable = range.0 < range.1;
        let held = drag.is_some_and(|drag| drag.from == index);
        let handle = movable.then(|| {
            let onpointerdown = {
                let (drag, start, list) = (drag.setter(), start.clone(), list.clone());
                Callback::from(move |event: PointerEvent| {
                    event.prevent_default();
                    dom::capture_pointer(&event);
                    *start.borrow_mut() = f64::from(event.page_y());
                    let rows = dom::all(&list, ".route-row");
                    let height = rows.first().map_or(70.0, |row| dom::rect_of(row).3);
                    drag.set(Some(Drag { from: index, dy: 0.0, height, range }));
                })
            };
            let onpointermove = {
                let (drag, start) = (drag.clone(), start.clone());
                Callback::from(move |event: PointerEvent| {
                    if let Some(now) = *drag {
                        let dy = f64::from(event.page_y()) - *start.borrow();
                        drag.set(Some(Drag { dy, ..now }));
                    }
                })
            };
            let onpointerup = {
                let (drag, move_row) = (drag.clone(), move_row.clone());
                Callback::from(move |_: PointerEvent| {
                    if let Some(done) = *drag {
                        drag.set(None);
                        if done.target() != done.from {
                            move_row.emit((done.from, done.target()));
                        }
                    }
                })
            };
            let onpointercancel = {
                let drag = drag.setter();
                Callback::from(move |_: PointerEvent| drag.set(None))
            };
            let onkeydown = {
                let move_row = move_row.clone();
                Callback::from(move |event: KeyboardEvent| {
                    let to = match event.key().as_str() {
                        "ArrowUp" if index > range.0 => index - 1,
                        "ArrowDown" if index < range.1 => index + 1,
                        _ => return,
                    };
                    event.prevent_default();
                    move_row.emit((index, to));
                })
            };
            let label = i18n.t1("route-grip", "address", delivery.dropoff.address.as_str());
            html! {
                <button type="button" class="grip" aria-label={label} data-testid="route-grip" {onpointerdown}
                    {onpointermove} {onpointerup} {onpointercancel} {onkeydown}>
                    <Icon name="grip-vertical" />
                </button>
            }
        });
        html! {
            <li key={delivery.id.to_string()} class="route-row" data-held={held.then_some("true")} data-testid="route-row">
                <Link<Route> classes="route-link" to={Route::Stop { id: delivery.id }}>
                    <span class="num">{ first_number + index }</span>
                    <StopLines delivery={delivery.clone()} />
                </Link<Route>>
                { handle }
            </li>
        }
    };
    html! {
        <section aria-label={i18n.t("route-title")}>
            <ol ref={list.clone()} class="card route" data-dragging={drag.is_some().then_some("true")}>
                { for open.iter().enumerate().skip(1).map(row) }
            </ol>
            <p class="sr-only" aria-live="assertive">{ &*said }</p>
        </section>
    }
}

/// Shows each row where the drag puts it.
fn place(list: &NodeRef, drag: Option<Drag>, count: usize) {
    let rows = dom::all(list, ".route-row");
    for (row, index) in rows.iter().zip(1..count) {
        let offset = drag.map_or(0.0, |drag| drag.offset(index));
        let value = if offset == 0.0 { String::new() } else { format!("translateY({offset:.0}px)") };
        dom::set_style_of(row, "transform", &value);
    }
}

fn is_under_way(delivery: &Delivery) -> bool {
    matches!(delivery.state, State::OutForDelivery | State::Arrived)
}

/// The rows among which row `index` can be moved: those under way come first whatever their rank, so they stay among
/// themselves, and the next stop stays where it is.
fn group(open: &[Delivery], index: usize) -> (usize, usize) {
    let kind = is_under_way(&open[index]);
    let same = |i: &usize| is_under_way(&open[*i]) == kind;
    let first = (1..=index).find(same).unwrap_or(index);
    let last = (index..open.len()).rev().find(same).unwrap_or(index);
    (first, last)
}

/// The rank that moves row `from` to row `to`, among the rows of its own kind.
fn rank_for(open: &[Delivery], from: usize, to: usize) -> Option<f64> {
    let kind = is_under_way(open.get(from)?);
    let skipped = open.iter().take_while(|delivery| is_under_way(delivery) != kind).count();
    let same = open.iter().filter(|delivery| is_under_way(delivery) == kind).cloned().collect();
    let group = Today { open: same, ..Today::default() };
    group.rank_for(from.checked_sub(skipped)?, to.checked_sub(skipped)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::samples;

    fn day() -> Vec<Delivery> {
        let mut all: Vec<Delivery> = (1..=5).map(samples::delivery).collect();
        all[4].state = State::OutForDelivery;
        Today::plan(all).open
    }

    #[test]
    fn a_stop_moves_among_those_that_are_not_under_way() {
        let open = day();
        assert_eq!(group(&open, 2), (1, 4));
        let rank = rank_for(&open, 4, 1).expect("a rank");
        assert!(rank < open[1].rank);
        let rank = rank_for(&open, 1, 3).expect("a rank");
        assert!(open[3].rank < rank && rank < open[4].rank);
    }
}
