//! The best place for a delivery in the routes as they run: looked for, shown, and taken where that is wanted.

use waybill_domain::{Command, DeliveryId, MemberId, calls::InsertDelivery, plan::Insertion, route::Task};
use yew::prelude::*;

use super::super::desk::{Desk, Overlay, use_desk};
use crate::{
    bridge::{self, CallError, spawn_local},
    components::{Avatar, Button, ButtonKind, ButtonSize, Icon},
};

/// Drivers named of those against whom something stands.
const NAMED: usize = 4;

#[derive(PartialEq, Properties)]
pub(super) struct BestPlaceProps {
    /// It waits for a driver.
    pub(super) id: DeliveryId,
}

#[component]
pub(super) fn BestPlace(props: &BestPlaceProps) -> Html {
    let desk = use_desk();
    let id = props.id;
    let busy = use_state_eq(|| false);
    let found = use_state(|| None::<Result<Insertion, CallError>>);
    let find = {
        let (busy, found) = (busy.setter(), found.setter());
        Callback::from(move |_: MouseEvent| {
            busy.set(true);
            let (busy, found) = (busy.clone(), found.clone());
            spawn_local(async move {
                found.set(Some(bridge::call(&asking(id, None)).await));
                busy.set(false);
            });
        })
    };
    let take = {
        let (desk, busy, found) = (desk.clone(), busy.setter(), found.setter());
        Callback::from(move |driver: MemberId| {
            busy.set(true);
            let (desk, busy, found) = (desk.clone(), busy.clone(), found.clone());
            spawn_local(async move {
                match bridge::call(&asking(id, Some(driver))).await {
                    Ok(_) => taken(&desk, id, driver),
                    Err(error) => {
                        // Something changed since it was looked for; what is true now is one press away.
                        busy.set(false);
                        found.set(Some(Err(error)));
                    }
                }
            });
        })
    };
    let again = html! {
        <Button size={ButtonSize::Small} icon="route" busy={*busy} onclick={find} testid="insert-find">
            { desk.t("insert-find") }
        </Button>
    };
    let body = match &*found {
        None => again,
        Some(Ok(insertion)) => {
            let driver = insertion.route.driver;
            let name = desk.name_of(Some(driver));
            html! {
                <>
                    <Avatar name={name.clone()} />
                    <div><b>{ name }</b><span class="faint">{ detour(&desk, insertion) }</span></div>
                    <Button size={ButtonSize::Small} kind={ButtonKind::Primary} icon="check" busy={*busy}
                        onclick={take.reform(move |_: MouseEvent| driver)} testid="insert-take">
                        { desk.t("insert-take") }
                    </Button>
                </>
            }
        }
        Some(Err(error)) => html! {
            <>
                <Icon name="triangle-alert" />
                <div>
                    <b>{ if error.code == "no_place" { desk.t("insert-none") } else { error.message.clone() } }</b>
                    { for error.errors.iter().take(NAMED).map(|wrong| {
                        let who = wrong.field.strip_prefix("drivers.").and_then(|id| id.parse().ok());
                        html! { <span class="faint">{ format!("{}: {}", desk.name_of(who), wrong.rule) }</span> }
                    }) }
                </div>
                { again }
            </>
        },
    };
    html! { <div class="picker-best" role="status" data-testid="insert">{ body }</div> }
}

fn asking(id: DeliveryId, take: Option<MemberId>) -> InsertDelivery {
    let drivers = take.into_iter().collect();
    InsertDelivery { id: Some(id), drivers, commit: take.is_some(), ..InsertDelivery::default() }
}

/// `adds 4 min of driving · stop 3 of 9 · there about 11:20`.
fn detour(desk: &Desk, insertion: &Insertion) -> String {
    let words = &desk.words;
    let mut parts = vec![words.with("insert-adds", "time", words.duration(insertion.added.max(0) * 1_000))];
    let stops = &insertion.route.stops;
    let there =
        stops.iter().position(|stop| stop.delivery == insertion.delivery && stop.task == Task::Dropoff);
    if let Some((n, stop)) = there.and_then(|n| Some((n, stops.get(n)?))) {
        parts.push(words.i18n.tn("insert-stop", [("n", (n + 1).into()), ("all", stops.len().into())]));
        parts.push(words.with("insert-there", "time", words.format.moment(stop.arrives, desk.board.now)));
    }
    parts.join(" · ")
}

fn taken(desk: &Desk, id: DeliveryId, driver: MemberId) {
    desk.lay(Overlay::None);
    let values = [("n", 1.into()), ("m", 0.into()), ("name", desk.name_of(Some(driver)).into())];
    desk.done(desk.words.i18n.tn("board-assigned", values), Some(vec![(id, Command::Unassign)]));
}
