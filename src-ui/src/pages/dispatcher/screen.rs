//! How the parts stand together.

use std::rc::Rc;

use waybill_domain::{DeliveryId, MemberId, calls::ListZones, zone::Shape};
use yew::prelude::*;

use super::{
    View,
    assign::Assign,
    banner::Banner,
    cancel::Cancel,
    decisions::Decisions,
    desk::{Desk, Overlay, use_desk},
    detail::Detail,
    devices::Devices,
    drivers::Drivers,
    exceptions::Exceptions,
    form::{Form, Purpose},
    help::Help,
    keys::use_keys,
    palette::Palette,
    panes::{Divider, Edge, use_panes},
    plan::Plan,
    rail::Rail,
    retry::Retry,
    settings::Settings,
    table::Table,
    top::Top,
    wave::Wave,
    way::use_way,
};
use crate::{
    bridge::{self, device, format::now, spawn_local},
    components::initials,
    map::{BoardMap, MapDriver},
    state::board::{Action, is_stale},
};

#[derive(PartialEq, Properties)]
pub(super) struct ScreenProps {
    pub(super) view: View,
    pub(super) selected: Option<DeliveryId>,
    pub(super) creating: bool,
    pub(super) on_retry: Callback<()>,
}

#[component]
pub(super) fn Screen(props: &ScreenProps) -> Html {
    let desk = use_desk();
    let (root, search) = (use_node_ref(), use_node_ref());
    let panes = use_panes(&root);
    let map_only = use_state_eq(|| false);
    let editing = match &*desk.overlay {
        Overlay::Edit(id) => desk.board.delivery(*id).cloned(),
        _ => None,
    };
    let purpose = match (props.creating, &editing) {
        (_, Some(delivery)) => Some((
            format!("edit-{}-{}", delivery.id, delivery.rev),
            Purpose::Edit(Box::new(delivery.clone())),
        )),
        (true, None) => Some(("new".to_owned(), Purpose::New)),
        (false, None) => None,
    };
    let covered = purpose.is_some();
    use_keys(&desk, &search, props.view == View::Board, covered);
    let title = desk.t(match props.view {
        View::Board => "board-today",
        View::Drivers => "board-drivers",
        View::Plan => "plan-title",
        View::Devices => "devices-title",
        View::Exceptions => "board-exceptions",
        View::Settings(_) => "settings-title",
    });
    use_effect_with(title.clone(), |title| device::set_title(&format!("{title} · Waybill")));
    let on_map_only = {
        let map_only = map_only.setter();
        Callback::from(move |only| map_only.set(only))
    };
    let layout = if props.view != View::Board {
        "page"
    } else if *map_only {
        "map"
    } else {
        "list"
    };
    let main = match props.view {
        View::Board => html! {
            <>
                <Table on_retry={props.on_retry.clone()} />
                <Divider edge={Edge::List} panes={panes.clone()} label={desk.t("board-list-width")} />
                <LiveMap />
                if let Some(id) = props.selected {
                    <Divider edge={Edge::Detail} panes={panes.clone()} label={desk.t("board-detail-width")} />
                    <Detail key={id.to_string()} {id} />
                }
            </>
        },
        View::Drivers => html! { <Drivers /> },
        View::Plan => html! { <Plan /> },
        View::Devices => html! { <Devices /> },
        View::Exceptions => html! { <Exceptions /> },
        View::Settings(part) => html! { <Settings {part} /> },
    };
    html! {
        <div class="dispatch" ref={root} data-layout={layout}
            data-detail={props.selected.is_some().to_string()} data-testid="dispatch">
            <a class="skip" href="#main">{ desk.t("board-skip") }</a>
            <Rail view={props.view} map_only={*map_only} {on_map_only} />
            <Top {title} {search} searching={props.view == View::Board} />
            <Banner on_retry={props.on_retry.clone()} />
            <main id="main" class="work">
                { main }
                if let Some((key, purpose)) = purpose {
                    <Form {key} {purpose} />
                }
            </main>
            { overlay(&desk) }
        </div>
    }
}

fn overlay(desk: &Desk) -> Html {
    match &*desk.overlay {
        Overlay::None | Overlay::Edit(_) => Html::default(),
        Overlay::Assign(ids) => html! { <Assign ids={ids.clone()} /> },
        Overlay::Retry(id) => html! { <Retry id={*id} /> },
        Overlay::Cancel(ids) => html! { <Cancel ids={ids.clone()} /> },
        Overlay::Decisions(id) => html! { <Decisions id={*id} /> },
        Overlay::Help => html! { <Help /> },
        Overlay::Palette => html! { <Palette /> },
        Overlay::Wave(ids) => html! { <Wave ids={ids.clone()} /> },
    }
}

/// The map, fed from the board.
#[component]
fn LiveMap() -> Html {
    let desk = use_desk();
    let board = &desk.board;
    let chosen = use_state_eq(|| None::<MemberId>);
    {
        // Opening a delivery chooses its driver.
        let driver = board.open.and_then(|id| board.delivery(id)?.driver);
        let chosen = chosen.setter();
        use_effect_with((board.open, driver), move |(open, driver)| {
            if open.is_some() {
                chosen.set(*driver);
            }
        });
    }
    let driver = board.filter.driver.or(*chosen);
    let time = board.now.max(now());
    let drivers: Vec<MapDriver> = board
        .positions()
        .values()
        .filter_map(|position| {
            let member = board.member(position.member)?;
            let stale = is_stale(*position, time);
            let mut label = member.name.clone();
            for part in [member.vehicle.clone(), desk.words.fix(*position, time)] {
                if !part.is_empty() {
                    label = format!("{label} · {part}");
                }
            }
            Some(MapDriver {
                id: member.id,
                initials: initials(&member.name).into(),
                label: label.into(),
                point: position.fix.point,
                heading: position.fix.heading_deg,
                stale,
            })
        })
        .collect();
    let way = use_way(driver);
    let zones = use_zones();
    let on_open = {
        let desk = desk.clone();
        Callback::from(move |id| desk.open(id))
    };
    let on_driver = {
        let chosen = chosen.clone();
        Callback::from(move |id| chosen.set(if *chosen == Some(id) { None } else { Some(id) }))
    };
    let on_lasso = {
        let desk = desk.clone();
        Callback::from(move |ids| desk.dispatch(Action::PickMany(ids)))
    };
    html! {
        <section class="board-map" aria-label={desk.t("board-map")}>
            <BoardMap board={(**board).clone()} {drivers} {driver} {way} {zones} {on_open} {on_driver} {on_lasso} />
        </section>
    }
}

/// Where the organization serves; nothing where that could not be read: the map is right without it.
#[hook]
fn use_zones() -> Rc<Vec<Shape>> {
    let zones = use_state_eq(Rc::<Vec<Shape>>::default);
    {
        let zones = zones.setter();
        use_effect_with((), move |()| {
            spawn_local(async move {
                if let Ok(read) = bridge::call(&ListZones {}).await {
                    zones.set(Rc::new(read.into_iter().map(|kept| kept.item.shape).collect()));
                }
            });
        });
    }
    (*zones).clone()
}
