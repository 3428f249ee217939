//! The board's map: deliveries as dots, drivers as discs, the way of one driver, and a lasso.

use std::{cell::Cell, rc::Rc};

use waybill_domain::{DeliveryId, MemberId, Point, zone::Shape};
use yew::prelude::*;

pub use super::drivers::MapDriver;
use super::{
    canvas::MapCanvas,
    controls::Zoom,
    drivers::DriverPins,
    features::{self, Look},
    hover::Float,
    lasso_tool::LassoTool,
    ring,
    style::{AREAS, DOTS, DOTS_LAYER, LABEL_LAYERS, ROUTES},
    view::{Touch, View},
};
use crate::{
    bridge::timer::Timeout,
    components::{Button, StateChip},
    i18n::use_i18n,
    state::{board::Board, organization::Drawn, way::Stretch},
};

/// From this many dots on, changes are drawn at most twice a second.
const MANY_DOTS: usize = 1_500;
/// From this many drivers on, their discs are small.
const CROWD: usize = 60;
/// Margin around what is brought into sight, in CSS pixels.
const MARGIN: f64 = 56.0;

/// Properties of [`BoardMap`].
#[derive(PartialEq, Properties)]
pub struct BoardMapProps {
    /// What is known; the map shows what the table shows.
    pub board: Board,
    /// Drivers with a position.
    pub drivers: Vec<MapDriver>,
    /// The driver whose way is drawn, and that is followed.
    #[prop_or_default]
    pub driver: Option<MemberId>,
    /// The way of that driver, from where the driver is.
    #[prop_or_default]
    pub way: Vec<Stretch>,
    /// Where the organization serves; drawn faintly.
    #[prop_or_default]
    pub zones: Rc<Vec<Shape>>,
    /// A dot was pressed.
    pub on_open: Callback<DeliveryId>,
    /// A disc was pressed.
    pub on_driver: Callback<MemberId>,
    /// A line was drawn around these.
    pub on_lasso: Callback<Vec<DeliveryId>>,
}

/// What is drawn.
#[derive(Clone, Copy, PartialEq)]
struct Layers {
    done: bool,
    drivers: bool,
    labels: bool,
    zones: bool,
}

/// The board's map.
#[component]
pub fn BoardMap(props: &BoardMapProps) -> Html {
    let i18n = use_i18n();
    let view = use_state(|| None::<View>);
    let hover = use_state_eq(|| None::<Touch>);
    let follow = use_state_eq(|| false);
    let lassoing = use_state_eq(|| false);
    let layers = use_state_eq(|| Layers { done: true, drivers: true, labels: true, zones: true });
    let menu = use_state_eq(|| false);

    use_handlers(&view, props, &hover);
    use_dots(&view, &props.board, layers.done);
    use_drivers(&view, props, layers.drivers);
    {
        let way = props.way.clone();
        use_effect_with(((*view).clone(), way), |(view, way)| {
            if let Some(view) = view {
                view.set_data(ROUTES, &features::way(way));
            }
        });
    }
    {
        let shown = if layers.zones { props.zones.clone() } else { Rc::default() };
        use_effect_with(((*view).clone(), shown), |(view, zones)| {
            if let Some(view) = view {
                view.set_data(AREAS, &ring::areas(&Drawn::default(), zones));
            }
        });
    }
    {
        use_effect_with(((*view).clone(), layers.labels), |(view, labels)| {
            if let Some(view) = view {
                LABEL_LAYERS.into_iter().for_each(|layer| view.set_visible(layer, *labels));
            }
        });
    }
    use_camera(&view, props, *follow);

    let on_fit = {
        let (view, board) = (view.clone(), props.board.clone());
        Callback::from(move |()| {
            if let (Some(view), Some(bounds)) = (&*view, everything(&board)) {
                view.fit(bounds, MARGIN, 15.5, true);
            }
        })
    };
    let toggle = |state: &UseStateHandle<bool>| {
        let state = state.clone();
        Callback::from(move |_: MouseEvent| state.set(!*state))
    };
    let on_ready = {
        let setter = view.setter();
        Callback::from(move |ready| setter.set(Some(ready)))
    };
    let on_lassoed = {
        let (lassoing, on_lasso, board) = (lassoing.setter(), props.on_lasso.clone(), props.board.clone());
        Callback::from(move |ring: Vec<Point>| {
            lassoing.set(false);
            let inside = |id: &&DeliveryId| {
                board.delivery(**id).is_some_and(|d| super::lasso::contains(&ring, d.dropoff.point))
            };
            on_lasso.emit(board.order().iter().filter(inside).copied().collect());
        })
    };
    let card = hover.as_ref().and_then(|touch| {
        let delivery = props.board.delivery(touch.id.as_ref()?.parse().ok()?)?;
        Some(html! {
            <Float x={touch.x} y={touch.y}>
                <b>{ &delivery.dropoff.address }</b>
                <span class="faint">
                    { format!("{} · {}", delivery.code, delivery.dropoff.contact.name) }
                </span>
                <StateChip state={delivery.state} outcome={delivery.outcome} />
            </Float>
        })
    });
    html! {
        <MapCanvas label={i18n.t("map-board")} {on_ready} crowded={props.drivers.len() > CROWD}>
            { card }
            if let (true, Some(view)) = (*lassoing, &*view) {
                <LassoTool view={view.clone()} {on_lassoed} />
            }
            <Zoom view={(*view).clone()} {on_fit} />
            <div class="map-tools">
                <Button icon="locate-fixed" pressed={*follow} disabled={props.driver.is_none()}
                    onclick={toggle(&follow)} title={i18n.t("map-follow-hint")}>
                    { i18n.t("map-follow") }
                </Button>
                <Button icon="lasso" pressed={*lassoing} onclick={toggle(&lassoing)}
                    title={i18n.t("map-lasso-hint")}>
                    { i18n.t("map-lasso") }
                </Button>
                <Button icon="layers" pressed={*menu} onclick={toggle(&menu)}>
                    { i18n.t("map-layers") }
                </Button>
                if *menu {
                    { layer_menu(&layers, &i18n) }
                }
            </div>
        </MapCanvas>
    }
}

fn layer_menu(layers: &UseStateHandle<Layers>, i18n: &crate::i18n::I18n) -> Html {
    let now = **layers;
    let entries = [
        ("map-layer-drivers", now.drivers, Layers { drivers: !now.drivers, ..now }),
        ("map-layer-done", now.done, Layers { done: !now.done, ..now }),
        ("map-layer-zones", now.zones, Layers { zones: !now.zones, ..now }),
        ("map-layer-labels", now.labels, Layers { labels: !now.labels, ..now }),
    ];
    let entry = |(key, on, next): (&'static str, bool, Layers)| {
        let layers = layers.clone();
        html! {
            <label class="map-layer">
                <input type="checkbox" checked={on} onchange={move |_| layers.set(next)} />
                { i18n.t(key) }
            </label>
        }
    };
    html! {
        <div class="map-layers" role="group" aria-label={i18n.t("map-layers")}>
            { for entries.map(entry) }
        </div>
    }
}

/// All that the table shows, and the drivers.
fn everything(board: &Board) -> Option<(Point, Point)> {
    let dots = board.order().iter().filter_map(|id| board.delivery(*id)).map(|d| d.dropoff.point);
    let drivers = board.positions().values().map(|position| position.fix.point);
    features::bounds(dots.chain(drivers))
}

/// What happens under the pointer.
#[hook]
fn use_handlers(
    view: &UseStateHandle<Option<View>>,
    props: &BoardMapProps,
    hover: &UseStateHandle<Option<Touch>>,
) {
    let newest = use_mut_ref(Callback::<DeliveryId>::noop);
    *newest.borrow_mut() = props.on_open.clone();
    let hover = hover.setter();
    use_effect_with((**view).clone(), move |view| {
        let Some(view) = view else { return };
        view.on_touch("click", Some(DOTS_LAYER), move |touch| {
            if let Some(Ok(id)) = touch.id.map(|id| id.parse()) {
                let callback = newest.borrow().clone();
                callback.emit(id);
            }
        });
        let (entered, left) = (hover.clone(), hover.clone());
        let (over, off) = (view.downgrade(), view.downgrade());
        view.on_touch("mousemove", Some(DOTS_LAYER), move |touch| {
            over.with(|view| view.set_pointer(true));
            entered.set(Some(touch));
        });
        view.on_touch("mouseleave", Some(DOTS_LAYER), move |_| {
            off.with(|view| view.set_pointer(false));
            left.set(None);
        });
        view.on("movestart", move || hover.set(None));
    });
}

/// Keeps the dots as the board has them.
#[hook]
fn use_dots(view: &UseStateHandle<Option<View>>, board: &Board, done: bool) {
    let waiting = use_mut_ref(|| None::<Timeout>);
    let newest = use_mut_ref(|| None::<Board>);
    let minute = board.now.as_millis() / 60_000;
    let deps = (
        (**view).clone(),
        same(board.rows()),
        same(board.order()),
        same(board.picked()),
        board.open,
        done,
        minute,
    );
    let board = board.clone();
    use_effect_with(deps, move |(view, ..)| {
        let Some(view) = view.clone() else { return };
        let many = board.order().len() > MANY_DOTS;
        newest.replace(Some(board));
        let draw = move || {
            if let Some(board) = newest.borrow_mut().take() {
                let look = Look { now: board.now, open: board.open, picked: board.picked(), done };
                let shown = board.order().iter().filter_map(|id| board.row(*id));
                view.set_data(DOTS, &features::dots(shown, &look));
            }
        };
        if !many {
            draw();
        } else if waiting.borrow().is_none() {
            let slot = waiting.clone();
            let timeout = Timeout::new(500, move || {
                slot.take();
                draw();
            });
            waiting.replace(Some(timeout));
        }
    });
}

/// The identity of a shared value.
fn same<T: ?Sized>(shared: &Rc<T>) -> usize {
    Rc::as_ptr(shared).cast::<()>() as usize
}

/// Keeps the discs as the drivers are.
#[hook]
fn use_drivers(view: &UseStateHandle<Option<View>>, props: &BoardMapProps, shown: bool) {
    let pins = use_mut_ref(DriverPins::default);
    let newest = use_mut_ref(Callback::<MemberId>::noop);
    *newest.borrow_mut() = props.on_driver.clone();
    let on_press = use_memo((), move |()| {
        Callback::from(move |id| {
            let callback = newest.borrow().clone();
            callback.emit(id);
        })
    });
    {
        let pins = pins.clone();
        let deps = ((**view).clone(), props.drivers.clone(), props.driver, shown);
        use_effect_with(deps, move |(view, drivers, selected, shown)| {
            if let Some(view) = view {
                let drivers = if *shown { &drivers[..] } else { &[] };
                pins.borrow_mut().show(view, drivers, *selected, &on_press);
            }
        });
    }
    // Discs go before the map they stand on.
    use_effect_with((), move |()| move || drop(pins.take()));
}

/// Where the map looks: at everything at first, at an opened delivery, at a followed driver.
#[hook]
fn use_camera(view: &UseStateHandle<Option<View>>, props: &BoardMapProps, follow: bool) {
    let fitted = use_memo((), |()| Cell::new(false));
    {
        let fitted = fitted.clone();
        let bounds = everything(&props.board);
        let there = ((**view).clone(), bounds.is_some());
        use_effect_with(there, move |(view, _)| {
            if let (Some(view), Some(bounds), false) = (view, bounds, fitted.get()) {
                view.fit(bounds, MARGIN, 15.5, false);
                fitted.set(true);
            }
        });
    }
    {
        let place = props.board.open.and_then(|id| props.board.delivery(id)).map(|d| d.dropoff.point);
        use_effect_with(((**view).clone(), props.board.open), move |(view, open)| {
            if let (Some(view), Some(place), Some(_)) = (view, place, open) {
                view.show(place);
            }
        });
    }
    {
        let at =
            props.drivers.iter().find(|driver| Some(driver.id) == props.driver).map(|driver| driver.point);
        use_effect_with(((**view).clone(), at, follow), move |(view, at, follow)| {
            if let (Some(view), Some(at), true) = (view, at, *follow) {
                view.go_to(*at, 14.5);
            }
        });
    }
}
